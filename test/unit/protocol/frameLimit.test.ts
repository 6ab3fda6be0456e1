import { describe, expect, it } from 'vitest';
import { FrameLimit } from '../../../src/protocol/frameLimit';

const frame = (body: string): string => `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

describe('FrameLimit', () => {
  it('lets messages through, however they are cut', () => {
    const bytes = Buffer.from(frame('{"a":1}') + frame('') + frame('é'.repeat(40)));
    for (const size of [1, 2, 3, 7, 50, bytes.length]) {
      const limit = new FrameLimit(100);
      for (let at = 0; at < bytes.length; at += size)
        expect(limit.check(bytes.subarray(at, at + size))).toBeUndefined();
    }
  });

  it('says so as soon as the header announces too much', () => {
    const limit = new FrameLimit(100);
    expect(limit.check(Buffer.from(frame('x'.repeat(100))))).toBeUndefined();
    expect(limit.check(Buffer.from('Content-Length: 101\r\n\r\n'))).toContain('101');
    expect(new FrameLimit(100).check(Buffer.from('Content-Length: 999999999999\r\n\r\n'))).toContain('limit');
  });

  it('takes a raised limit from the next message on', () => {
    const limit = new FrameLimit(10);
    limit.maxBodyBytes = 1000;
    expect(limit.check(Buffer.from(frame('x'.repeat(500))))).toBeUndefined();
  });

  it.each([
    ['garbage without an end', 'x'.repeat(1000)],
    ['a web request', 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['a negative length', 'Content-Length: -1\r\n\r\n'],
    ['a length that is no number', 'Content-Length: 0x10\r\n\r\n'],
    ['zeros', '\0'.repeat(300)],
  ])('recognises %s', (_, text) => {
    expect(new FrameLimit(100).check(Buffer.from(text))).toContain('not a message');
  });

  it('accepts further header lines', () => {
    const text = 'Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length: 2\r\n\r\n{}';
    expect(new FrameLimit(100).check(Buffer.from(text + frame('{}')))).toBeUndefined();
  });
});
