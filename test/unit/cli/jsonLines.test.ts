import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type JsonLine, jsonLines } from '../../../src/cli/jsonLines';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(path.join(os.tmpdir(), 'plinth-jsonl-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

async function read(content: string | Uint8Array): Promise<JsonLine[]> {
  const file = path.join(folder, 'items.jsonl');
  await writeFile(file, content);
  const all: JsonLine[] = [];
  for await (const line of jsonLines(file)) all.push(line);
  return all;
}

describe('jsonLines', () => {
  it('reads values with and without a last line break, CRLF and blank lines', async () => {
    expect(await read('{"a":1}\r\n\n  \n[2]\n"x"')).toEqual([
      { number: 1, value: { a: 1 } },
      { number: 4, value: [2] },
      { number: 5, value: 'x' },
    ]);
    expect(await read('')).toEqual([]);
    expect(await read('1\n')).toEqual([{ number: 1, value: 1 }]);
  });

  it('goes on after a line that is not JSON', async () => {
    const lines = await read('{"a":\n{"b":2}\n');
    expect(lines).toMatchObject([
      { number: 1, problem: expect.stringContaining('not JSON') as string },
      { number: 2, value: { b: 2 } },
    ]);
  });

  it('does not split at U+2028, nor characters at the border of two pieces', async () => {
    const text = `\u2028${'ü😀'.repeat(60_000)}\u2029`;
    const lines = await read(`${JSON.stringify(text)}\n${JSON.stringify(`x${text}`)}\n`);
    expect(lines.map((line) => ('value' in line ? line.value : undefined))).toEqual([text, `x${text}`]);
  });

  it('skips a byte order mark', async () => {
    expect(await read('\ufeff{"a":1}\n')).toEqual([{ number: 1, value: { a: 1 } }]);
  });

  it('names a file that cannot be read', async () => {
    const lines = jsonLines(path.join(folder, 'missing'));
    await expect(lines.next()).rejects.toMatchObject({
      code: 'fileUnreadable',
      message: expect.stringContaining('does not exist') as string,
    });
  });
});
