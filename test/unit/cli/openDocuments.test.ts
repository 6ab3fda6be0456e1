import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editBetween, OpenDocuments } from '../../../src/cli/openDocuments';
import { RecordingSyntax } from './cliFixture';

const name = { uri: 'file:///w/a.py', path: 'a.py', repository: 'w' };

describe('OpenDocuments', () => {
  it('makes successive texts successive versions, and the same text the same one', () => {
    const syntax = new RecordingSyntax();
    const documents = new OpenDocuments(syntax);
    expect(documents.show(name, 'python', 'ab').version).toBe(1);
    expect(documents.show(name, 'python', 'aXb').version).toBe(2);
    expect(documents.show(name, 'python', 'aXb').version).toBe(2);
    expect(syntax.opened).toEqual([{ uri: name.uri, languageId: 'python', version: 1, text: 'ab' }]);
    expect(syntax.changed).toEqual([{ uri: name.uri, version: 2, edits: [{ start: 1, oldEnd: 1, text: 'X' }] }]);
  });

  it('closes what has not been used for long', () => {
    const syntax = new RecordingSyntax();
    const documents = new OpenDocuments(syntax);
    for (let index = 0; index < 33; index++) documents.show({ ...name, uri: `file:///w/${index}` }, 'python', 'x');
    expect(syntax.closed).toEqual(['file:///w/0']);
    expect(documents.show({ ...name, uri: 'file:///w/0' }, 'python', 'y').version).toBe(1);
  });
});

describe('editBetween', () => {
  it('turns any text into any other', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '😀') });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const edit = editBetween(before, after);
        expect(before.slice(0, edit.start) + edit.text + before.slice(edit.oldEnd)).toBe(after);
        expect(edit.oldEnd).toBeGreaterThanOrEqual(edit.start);
      }),
    );
  });
});
