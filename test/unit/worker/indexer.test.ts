import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IndexerFixture } from './indexerFixture';

let at: IndexerFixture;
beforeEach(() => {
  at = new IndexerFixture();
});
afterEach(() => {
  vi.restoreAllMocks();
  at.dispose();
});

const define = (name: string): string => `export function ${name}(): void {}\n`;

describe('Indexer', () => {
  it('finds what the files of a folder define and import', async () => {
    at.write({
      'src/total.ts': define('total'),
      'src/use.ts': "import { total } from './total';\ntotal();\n",
      'shop/orders.py': 'class Order:\n    def pay(self):\n        pass\n',
    });
    await at.configure();
    expect(at.definers('total')).toEqual(['src/total.ts']);
    expect(at.definers('pay')).toEqual(['shop/orders.py']);
    const place = at.indexer.place(at.uri('src/use.ts'));
    expect(place?.path).toBe('src/use.ts');
    expect(place?.root.index.importersOf('total')).toEqual(['src/use.ts']);
    expect(at.indexer.progress).toEqual({ state: 'ready', files: 3, pending: 0, skipped: {} });
    expect(at.told.map(({ state }) => state)).toEqual(expect.arrayContaining(['scanning', 'indexing', 'ready']));
  });

  it('never opens what is secret, ignored or excluded', async () => {
    at.write({
      '.git/HEAD': 'ref: refs/heads/main\n',
      '.gitignore': 'build/\n',
      '.plinthignore': 'private*\n',
      'private.ts': define('hidden1'),
      'build/a.ts': define('hidden2'),
      'secrets.ts': define('hidden3'),
      '.env.ts': define('hidden4'),
      '.ssh/b.ts': define('hidden5'),
      'gen/c.ts': define('hidden6'),
      'open.ts': define('shown'),
    });
    const opened: string[] = [];
    const { openSync } = fs;
    vi.spyOn(fs, 'openSync').mockImplementation((file, ...rest) => {
      opened.push(path.relative(at.root, String(file)));
      return openSync(file, ...rest);
    });
    await at.configure(at.config(['gen']));
    const { files } = at.indexer.place(at.uri('open.ts'))?.root ?? {};
    const refused = ['private.ts', 'build/a.ts', 'secrets.ts', '.env.ts', '.ssh/b.ts', 'gen/c.ts', '.env', '.git/HEAD'];
    fs.writeFileSync(path.join(at.root, '.env'), 'KEY=1');
    for (const name of [...refused, '../store', path.join(at.root, 'open.ts')])
      expect(files?.read(name)).toBeUndefined();
    expect(files?.read('open.ts')).toBe(define('shown'));
    expect([...new Set(opened)].filter((name) => !name.endsWith('ignore'))).toEqual(['open.ts']);
    await at.change(refused);
    expect([...new Set(opened)].filter((name) => !name.endsWith('ignore'))).toEqual(['open.ts']);
    expect(at.indexer.progress.files).toBe(1);
  });

  it('follows changes, new files, deletions and renames of files and folders', async () => {
    at.write({ 'a.ts': define('one'), 'lib/b.ts': define('two'), 'lib/c.ts': define('three') });
    await at.configure();
    at.write({ 'a.ts': define('changed'), 'new.ts': define('fresh') });
    await at.change(['a.ts', 'new.ts']);
    expect([at.definers('one'), at.definers('changed'), at.definers('fresh')]).toEqual([[], ['a.ts'], ['new.ts']]);
    fs.renameSync(path.join(at.root, 'lib'), path.join(at.root, 'moved'));
    fs.renameSync(path.join(at.root, 'new.ts'), path.join(at.root, 'newer.ts'));
    await at.change(['moved', 'newer.ts'], ['lib', 'new.ts']);
    expect([at.definers('two'), at.definers('fresh')]).toEqual([['moved/b.ts'], ['newer.ts']]);
    fs.rmSync(path.join(at.root, 'moved'), { recursive: true });
    await at.change([], ['moved']);
    expect([at.definers('two'), at.definers('three'), at.indexer.progress.files]).toEqual([[], [], 2]);
  });

  it('looks at everything again after a branch switch, and reads only what changed', async () => {
    const names = Array.from({ length: 400 }, (_, index) => `f${index}.ts`);
    at.write(Object.fromEntries(names.map((name, index) => [name, define(`before${index}`)])));
    await at.configure();
    at.extracted.length = 0;
    for (const name of names.slice(300)) fs.rmSync(path.join(at.root, name));
    at.write(Object.fromEntries(names.slice(0, 5).map((name, index) => [name, define(`afterwards${index}`)])));
    await at.change(names.slice(0, 300), names.slice(300));
    expect(at.indexer.progress.files).toBe(300);
    expect([at.definers('before0'), at.definers('afterwards0'), at.definers('before9')]).toEqual([
      [],
      ['f0.ts'],
      ['f9.ts'],
    ]);
    expect(at.extracted).toHaveLength(5);
  });

  it('obeys an ignore file that changes', async () => {
    at.write({ 'a.ts': define('one'), 'b.ts': define('two') });
    await at.configure();
    at.write({ '.plinthignore': 'a.ts\n' });
    await at.change(['.plinthignore']);
    expect([at.definers('one'), at.definers('two')]).toEqual([[], ['b.ts']]);
    fs.rmSync(path.join(at.root, '.plinthignore'));
    await at.change([], ['.plinthignore']);
    expect(at.definers('one')).toEqual(['a.ts']);
  });

  it('keeps two folders apart, one of them within the other, and drops one that is closed', async () => {
    at.write({ 'a.ts': define('one'), 'inner/b.ts': define('two') });
    const inner = path.join(at.root, 'inner');
    const roots = [at.root, inner].map((folder) => ({ folder, exclude: [] }));
    await at.configure({ roots });
    const uri = pathToFileURL(path.join(inner, 'b.ts')).href;
    expect(at.indexer.place(uri)?.path).toBe('b.ts');
    expect(at.indexer.place(uri)?.root.index.size).toBe(1);
    expect(at.indexer.place(at.uri('a.ts'))?.root.index.size).toBe(2);
    await at.configure({ roots: roots.slice(0, 1) });
    expect(at.indexer.place(uri)?.path).toBe('inner/b.ts');
    await at.configure({ roots: [] });
    expect([at.indexer.place(uri), at.indexer.progress.state]).toEqual([undefined, 'off']);
    for (const strange of ['untitled:a.ts', 'file://other/a.ts', 'not a uri', pathToFileURL('/elsewhere/a.ts').href])
      expect(at.indexer.place(strange)).toBeUndefined();
  });

  it('takes other exclude patterns at any time', async () => {
    at.write({ 'a.ts': define('one'), 'gen/b.ts': define('two') });
    await at.configure(at.config(['**/gen']));
    expect(at.definers('two')).toEqual([]);
    await at.configure(at.config());
    expect(at.definers('two')).toEqual(['gen/b.ts']);
    await at.configure(at.config(['a.*']));
    expect([at.definers('one'), at.definers('two')]).toEqual([[], ['gen/b.ts']]);
  });

  it('holds to the number of files', async () => {
    at.start('v1', 3);
    at.write(Object.fromEntries([1, 2, 3, 4, 5].map((each) => [`f${each}.ts`, define(`f${each}`)])));
    await at.configure();
    expect(at.indexer.progress).toMatchObject({ files: 3, skipped: { tooMany: 2 } });
    at.write({ 'f9.ts': define('f9') });
    await at.change(['f9.ts']);
    expect(at.definers('f9')).toEqual([]);
  });
});

describe('Indexer with bad files', () => {
  it('passes over each with a reason and goes on', async () => {
    at.write({
      'bundle.js': `var a=1;${'x'.repeat(300_000)}\n`,
      'huge.js': 'x'.repeat(1 << 20),
      'image.ts': 'a\0b',
      'latin.py': Buffer.alloc(200, 0xe9),
      'broken.ts': 'export function half(a: {{{ [',
      'reader.ts': '// BREAK THE READER\n',
      'good.ts': define('good'),
    });
    await at.configure();
    expect(at.definers('good')).toEqual(['good.ts']);
    expect(at.indexer.progress).toMatchObject({
      state: 'ready',
      files: 2,
      skipped: { minified: 1, tooLarge: 1, binary: 2, failed: 1 },
    });
    expect(at.lines.filter((line) => line.includes('(binary)'))).toHaveLength(1);
    expect(at.lines.join('\n')).toContain('reader.ts is passed over (failed)');
    expect(at.lines.join('\n')).toContain('2 files; passed over: ');
    at.write({ 'image.ts': define('image') });
    await at.change(['image.ts']);
    expect(at.indexer.progress.skipped).toMatchObject({ binary: 1 });
    expect(at.definers('image')).toEqual(['image.ts']);
  });

  it('does not mind a file that vanishes between walk and read', async () => {
    at.write({ 'a.ts': define('one'), 'b.ts': define('two') });
    const { openSync } = fs;
    vi.spyOn(fs, 'openSync').mockImplementation((file, ...rest) => {
      if (String(file).endsWith('a.ts')) fs.rmSync(file, { force: true });
      return openSync(file, ...rest);
    });
    await at.configure();
    expect(at.indexer.progress).toEqual({ state: 'ready', files: 1, pending: 0, skipped: {} });
  });

  it('goes on after its progress could not be told', async () => {
    at.write({ 'a.ts': define('one') });
    let isBroken = true;
    at.told.push = ({ state }) => {
      if (!isBroken || state !== 'ready') return 0;
      isBroken = false;
      throw new Error('the connection is closed');
    };
    await at.configure();
    expect(at.lines.join('\n')).toContain('the connection is closed');
    at.write({ 'b.ts': define('two') });
    await at.change(['b.ts']);
    expect(at.definers('two')).toEqual(['b.ts']);
  });

  it('takes another configuration after one that failed', async () => {
    at.write({ 'a.ts': define('one') });
    at.told.push = () => {
      throw new Error('the connection is closed');
    };
    await expect(at.indexer.configure(at.config())).rejects.toThrow('closed');
    at.told.push = () => 0;
    await at.configure();
    expect(at.definers('one')).toEqual(['a.ts']);
  });

  it('does not mind a folder that does not exist', async () => {
    await at.configure({ roots: [{ folder: path.join(at.root, 'nowhere'), exclude: [] }] });
    expect(at.indexer.progress).toMatchObject({ state: 'ready', files: 0 });
  });
});

describe('Indexer with a store', () => {
  it('reads nothing again that did not change', async () => {
    at.write({ 'a.ts': define('one'), 'b.ts': define('two'), 'c.ts': define('three'), 'min.js': 'x'.repeat(9_000) });
    await at.configure();
    expect(at.extracted).toHaveLength(3);
    at.write({ 'b.ts': define('changed') });
    fs.rmSync(path.join(at.root, 'c.ts'));
    at.extracted.length = 0;
    at.start();
    await at.configure();
    expect(at.extracted).toEqual([define('changed')]);
    expect([at.definers('one'), at.definers('two'), at.definers('three')]).toEqual([['a.ts'], [], []]);
    expect(at.indexer.progress).toMatchObject({ files: 2, skipped: { minified: 1 } });
  });

  it('begins anew with another version and with a store that is cut', async () => {
    at.write({ 'a.ts': define('one'), 'b.ts': define('two') });
    await at.configure();
    at.extracted.length = 0;
    at.start('v2');
    await at.configure();
    expect(at.extracted).toHaveLength(2);
    const [name = ''] = fs.readdirSync(at.storeFolder);
    const file = path.join(at.storeFolder, name);
    fs.truncateSync(file, fs.statSync(file).size - 3);
    at.start('v2');
    await at.configure();
    expect(at.extracted).toHaveLength(4);
    expect(at.definers('two')).toEqual(['b.ts']);
  });

  it('keeps at the end what changed since', async () => {
    at.write({ 'a.ts': define('one') });
    await at.configure();
    at.write({ 'a.ts': define('changed') });
    await at.change(['a.ts']);
    await at.indexer.flush();
    at.extracted.length = 0;
    at.start();
    await at.configure();
    expect(at.extracted).toEqual([]);
    expect(at.definers('changed')).toEqual(['a.ts']);
  });

  it('works all the same where nothing can be kept', async () => {
    at.write({ 'a.ts': define('one') });
    fs.writeFileSync(at.storeFolder, 'a file, not a folder');
    await at.configure();
    expect(at.definers('one')).toEqual(['a.ts']);
    await expect.poll(() => at.lines.join('\n')).toContain('was not kept');
  });
});
