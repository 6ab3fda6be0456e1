import { describe, expect, it } from 'vitest';
import { SentDocuments } from '../../../src/client/sentDocuments';

const document = { uri: 'a', languageId: 'go', version: 1, text: 'abc' };

describe('SentDocuments', () => {
  it('gives back the documents as they are now', () => {
    const sent = new SentDocuments();
    sent.open(document);
    sent.change({ uri: 'a', version: 2, edits: [{ start: 3, oldEnd: 3, text: 'd' }] });
    sent.change({ uri: 'a', version: 3, edits: [{ start: 0, oldEnd: 1, text: '' }] });
    sent.open({ ...document, uri: 'b' });
    sent.close('b');
    expect(sent.all()).toEqual([{ ...document, version: 3, text: 'bcd' }]);
    expect(sent.versionOf('a')).toBe(3);
    expect(sent.versionOf('b')).toBeUndefined();
  });

  it('keeps thousands of edits', () => {
    const sent = new SentDocuments();
    sent.open({ ...document, text: '' });
    for (let index = 0; index < 2_000; index++) {
      expect(sent.change({ uri: 'a', version: index + 2, edits: [{ start: index, oldEnd: index, text: 'x' }] })).toBe(
        true,
      );
    }
    expect(sent.all()[0]?.text).toBe('x'.repeat(2_000));
  });

  it('lets go of documents that are too large or whose edits do not fit', () => {
    const sent = new SentDocuments();
    expect(sent.open({ ...document, text: 'a'.repeat(2_000_001) })).toBe(false);
    expect(sent.change({ uri: 'a', version: 2, edits: [] })).toBeUndefined();
    sent.open(document);
    expect(sent.change({ uri: 'a', version: 2, edits: [{ start: 0, oldEnd: 0, text: 'a'.repeat(2_000_000) }] })).toBe(
      false,
    );
    expect(sent.versionOf('a')).toBeUndefined();
    sent.open(document);
    sent.change({ uri: 'a', version: 2, edits: [{ start: 90, oldEnd: 91, text: '' }] });
    expect(sent.all()).toEqual([]);
    expect(sent.versionOf('a')).toBeUndefined();
  });
});
