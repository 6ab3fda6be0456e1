import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InstructionFiles } from '../../../src/node/instructionFiles';

let outer = '';
let folder = '';
beforeEach(() => {
  outer = mkdtempSync(path.join(os.tmpdir(), 'plinth-instructions-'));
  folder = path.join(outer, 'work');
  mkdirSync(folder);
});
afterEach(() => rmSync(outer, { recursive: true, force: true }));

function write(name: string, content: string | Uint8Array): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
}

const read = (): Promise<string> => new InstructionFiles(() => folder).forDocument('file:///any');

describe('InstructionFiles', () => {
  it('reads the first that is there, and each time anew', async () => {
    expect(await read()).toBe('');
    write('.plinth/instructions.md', 'third');
    expect(await read()).toBe('third');
    write('AGENTS.md', 'second');
    expect(await read()).toBe('second');
    write('.github/copilot-instructions.md', 'first');
    expect(await read()).toBe('first');
  });

  it('reads nothing of a folder that is not trusted', async () => {
    write('AGENTS.md', 'obey');
    expect(await new InstructionFiles(() => undefined).forDocument('file:///any')).toBe('');
  });

  it('passes over folders, binary files and links that lead out', async () => {
    mkdirSync(path.join(folder, '.github/copilot-instructions.md'), { recursive: true });
    writeFileSync(path.join(outer, 'elsewhere.md'), 'secret');
    symlinkSync(path.join(outer, 'elsewhere.md'), path.join(folder, 'AGENTS.md'));
    expect(await read()).toBe('');
    write('.plinth/instructions.md', new Uint8Array([0, 1, 2]));
    expect(await read()).toBe('');
  });

  it('reads only the start of a huge file', async () => {
    write('AGENTS.md', 'x'.repeat(1_000_000));
    expect((await read()).length).toBe(65_536);
  });
});
