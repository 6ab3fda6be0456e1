import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { fileFacts } from '../../../src/core/syntax/facts';
import { SourceReader } from '../../../src/node/sourceReader';
import { Extractor } from '../../../src/worker/extractor';
import type { OpenText } from '../../../src/worker/openFiles';
import { RootIndex } from '../../../src/worker/rootIndex';
import { Slices } from '../../../src/worker/slices';
import { createGrammars, readGrammarFile } from '../../cases/syntax/grammarFiles';
import { IndexerFixture } from './indexerFixture';

let at: IndexerFixture;
let root: RootIndex;
let extractor: Extractor;
beforeEach(() => {
  at = new IndexerFixture();
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const grammars = createGrammars((name) => readGrammarFile(name), log);
  const slices = new Slices(systemClock);
  extractor = new Extractor({ grammars, clock: systemClock, slices, log, factsOf: fileFacts });
  root = new RootIndex(
    { folder: at.root, exclude: [] },
    { store: undefined, extractor, reader: new SourceReader(), log, onWork: () => undefined, maxFiles: 1_000 },
  );
});
afterEach(() => {
  vi.restoreAllMocks();
  extractor.dispose();
  at.dispose();
});

const define = (name: string): string => `export function ${name}(): void {}\n`;
const indexed = (): string[] => [...root.index.paths()].sort();

async function finish(): Promise<void> {
  for (let steps = 0; await root.step(); steps++) if (steps > 5_000) throw new Error('It never ends.');
}

async function opened(text: string): Promise<OpenText> {
  const facts = await extractor.extract('a.ts', text);
  if (typeof facts === 'string') throw new Error(facts);
  return { version: 1, text, facts };
}

describe('RootIndex and withheld files', () => {
  beforeEach(() => at.write({ 'a.ts': define('a'), 'private/.plinthignore': '*\n', 'private/deep/s.ts': define('s') }));

  it('withholds them while it scans, open or not', async () => {
    await finish();
    root.rescan();
    await root.step();
    expect(root.files.read('private/deep/s.ts')).toBeUndefined();
    root.filesChanged(['private/deep/s.ts'], []);
    root.setOpen(new Map([['private/deep/s.ts', await opened(define('typed'))]]));
    expect(root.files.read('private/deep/s.ts')).toBeUndefined();
    expect(indexed()).toEqual(['a.ts']);
    root.setOpen(new Map());
    await finish();
    expect(indexed()).toEqual(['a.ts']);
  });

  it('withholds a document that is open from the start', async () => {
    root.setOpen(new Map([['private/deep/s.ts', await opened(define('typed'))]]));
    await finish();
    expect(indexed()).toEqual(['a.ts']);
    expect(root.files.read('private/deep/s.ts')).toBeUndefined();
  });

  it('drops what comes to be withheld while it waits to be read or is open', async () => {
    at.write({ 'late.ts': define('late'), 'open.ts': define('open') });
    root.setOpen(new Map([['open.ts', await opened(define('open'))]]));
    await finish();
    at.write({ 'late.ts': define('later') });
    root.filesChanged(['late.ts'], []);
    at.write({ '.plinthignore': 'late.ts\nopen.ts\n' });
    root.filesChanged(['.plinthignore'], []);
    await finish();
    expect(indexed()).toEqual(['a.ts']);
    fs.rmSync(path.join(at.root, '.plinthignore'));
    root.filesChanged([], ['.plinthignore']);
    await finish();
    expect(indexed()).toEqual(['a.ts', 'late.ts', 'open.ts']);
  });

  it('asks again when a new file is read', async () => {
    await finish();
    at.write({ 'new.ts': define('later') });
    root.filesChanged(['new.ts'], []);
    root.setExclude(['new.ts']);
    await finish();
    expect(indexed()).toEqual(['a.ts']);
  });

  it('shows no document that was opened by way of a link into a withheld folder', async () => {
    fs.symlinkSync(path.join(at.root, 'private'), path.join(at.root, 'way'), 'dir');
    root.setOpen(
      new Map([
        ['way/deep/s.ts', await opened(define('typed'))],
        ['way/never/saved.ts', await opened(define('typed'))],
        ['unsaved/b.ts', await opened(define('b'))],
      ]),
    );
    await finish();
    expect(root.files.read('way/deep/s.ts')).toBeUndefined();
    expect(root.files.read('way/never/saved.ts')).toBeUndefined();
    expect(root.files.read('unsaved/b.ts')).toBe(define('b'));
    expect(indexed()).toEqual(['a.ts', 'unsaved/b.ts']);
  });

  it('keeps a folder of others closed while it scans', async () => {
    at.write({ 'tool/pyvenv.cfg': '', 'tool/lib/x.ts': define('x') });
    await finish();
    root.rescan();
    await root.step();
    expect(root.files.read('tool/lib/x.ts')).toBeUndefined();
  });
});

describe('RootIndex and changes', () => {
  it('does not look at everything again for a build in an ignored folder', async () => {
    at.write({ '.gitignore': 'target/\n', '.git/HEAD': '', 'a.ts': define('a'), 'target/debug/.gitignore': '*\n' });
    await finish();
    const built = Array.from({ length: 400 }, (_, index) => `target/debug/f${index}.ts`);
    const objects = Array.from({ length: 400 }, (_, index) => `o${index}.o`);
    root.filesChanged(['target', 'target/debug', 'target/debug/.gitignore', ...built, ...objects], []);
    root.filesChanged([], [...built, 'target/debug', 'target']);
    expect(root.state).toBe('ready');
  });

  it('comes to an end of the scan although folders appear all the time', async () => {
    at.write(Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`f${index}.ts`, define(`f${index}`)])));
    for (let round = 0; round < 60; round++) {
      at.write({ [`new${round}/a.ts`]: define('a') });
      root.filesChanged([`new${round}`], []);
      await root.step();
    }
    expect(root.index.has('f0.ts')).toBe(true);
    await finish();
    expect(root.index.has('new59/a.ts')).toBe(true);
  });

  it('obeys the ignore file of a folder that takes the place of another', async () => {
    at.write({ 'sub/s.ts': define('s') });
    await finish();
    at.write({ 'sub/.plinthignore': '*\n' });
    root.filesChanged(['sub'], []);
    expect(root.files.read('sub/s.ts')).toBeUndefined();
    await finish();
    expect(indexed()).toEqual([]);
  });

  it('does not show a text by the facts of a document that was closed without saving', async () => {
    at.write({ 'a.ts': define('disk') });
    await finish();
    root.setOpen(new Map([['a.ts', await opened(`// one line more\n${define('typed')}`)]]));
    root.rescan();
    await root.step();
    root.setOpen(new Map());
    expect(root.files.read('a.ts')).toBeUndefined();
    await finish();
    expect(root.files.read('a.ts')).toBe(define('disk'));
    expect(root.index.facts('a.ts')?.definitions[0]?.name).toBe('disk');
  });

  it('does not bring back a file that is deleted while it is read', async () => {
    at.write({ 'a.ts': define('a') });
    const facts = await extractor.extract('a.ts', define('a'));
    vi.spyOn(extractor, 'extract').mockImplementation(() => {
      fs.rmSync(path.join(at.root, 'a.ts'));
      root.filesChanged([], ['a.ts']);
      return Promise.resolve(facts);
    });
    await finish();
    expect(indexed()).toEqual([]);
  });

  it('goes on after a file whose reading fails in a way that nobody thought of', async () => {
    at.write({ 'a.ts': define('a'), 'b.ts': define('b') });
    vi.spyOn(extractor, 'extract').mockRejectedValueOnce(new Error('out of memory'));
    await finish();
    expect([indexed(), root.state]).toEqual([['b.ts'], 'ready']);
  });
});
