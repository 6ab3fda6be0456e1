import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { maxSourceBytes, SourceReader, stampOf } from '../../../src/node/sourceReader';

let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-read-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(folder, { recursive: true, force: true });
});

function read(content: string | Buffer): string {
  const file = path.join(folder, 'a.ts');
  fs.writeFileSync(file, content);
  const source = new SourceReader().read(file);
  return 'skip' in source ? `skip ${source.skip}` : source.text;
}

describe('SourceReader', () => {
  it('reads text with the stamp of the file', () => {
    expect(read('const größe = "😀";\r\n')).toBe('const größe = "😀";\r\n');
    const source = new SourceReader().read(path.join(folder, 'a.ts'));
    expect(source.stamp).toBe(stampOf(path.join(folder, 'a.ts')));
    expect(source.stamp).not.toBe('');
  });

  it('takes marks at the start for what they are', () => {
    expect(read('\uFEFFlet a;')).toBe('let a;');
    expect(read(Buffer.from('\uFEFFlet ö;', 'utf16le'))).toBe('let ö;');
    expect(read(Buffer.from('\uFEFFlet ö;', 'utf16le').swap16())).toBe('let ö;');
  });

  it('replaces a few bytes that are no characters and passes over many', () => {
    expect(read(Buffer.from('// caf\xe9 au lait, s\xfcss\nlet total = price * amount + tax;\n', 'latin1'))).toContain(
      'caf\uFFFD au',
    );
    expect(read(Buffer.alloc(300, 0xe9))).toBe('skip binary');
  });

  it('passes over what is no source', () => {
    expect(read('a\0b')).toBe('skip binary');
    expect(read(Buffer.alloc(maxSourceBytes + 1, 97))).toBe('skip tooLarge');
    expect(read(`let a = 1;\n${'x'.repeat(5_001)}\n`)).toBe('skip minified');
    expect(read(`${'x'.repeat(400)}\n`.repeat(20))).toBe('skip minified');
    expect(read(`const a = "${'x'.repeat(500)}";\n`)).toContain('const a');
    expect(new SourceReader().read(path.join(folder, 'missing.ts'))).toEqual({ skip: 'gone', stamp: '' });
    expect(new SourceReader().read(folder)).toEqual({ skip: 'notAFile', stamp: '' });
  });

  it('passes over a line of 1 MB without reading all of a larger file', () => {
    const spy = vi.spyOn(fs, 'readSync');
    expect(read('x'.repeat(1 << 20))).toBe('skip tooLarge');
    expect(spy).not.toHaveBeenCalled();
  });

  it('follows no link and waits for no pipe', () => {
    fs.writeFileSync(path.join(folder, 'b.ts'), 'secret');
    fs.symlinkSync(path.join(folder, 'b.ts'), path.join(folder, 'link.ts'));
    expect(new SourceReader().read(path.join(folder, 'link.ts'))).toEqual({ skip: 'notAFile', stamp: '' });
    execFileSync('mkfifo', [path.join(folder, 'pipe.ts')]);
    expect(new SourceReader().read(path.join(folder, 'pipe.ts'))).toEqual({ skip: 'notAFile', stamp: '' });
    expect([stampOf(path.join(folder, 'link.ts')), stampOf(folder)]).toEqual(['', '']);
  });

  it('does not use a file that changes while it is read', () => {
    const file = path.join(folder, 'a.ts');
    fs.writeFileSync(file, 'let a;');
    const { readSync } = fs;
    let count = 0;
    vi.spyOn(fs, 'readSync').mockImplementation((...args: Parameters<typeof readSync>) => {
      if (count++ === 0) fs.appendFileSync(file, 'let b;');
      return readSync(...args);
    });
    expect(new SourceReader().read(file)).toEqual({ skip: 'changing', stamp: '' });
  });

  it('says that a file cannot be read', () => {
    vi.spyOn(fs, 'openSync').mockImplementation(() => {
      throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
    });
    expect(new SourceReader().read(path.join(folder, 'a.ts'))).toEqual({ skip: 'unreadable', stamp: '' });
  });
});
