import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import type { ContextQuery } from '../../../src/protocol/context';
import { createContextAnswers } from '../../../src/worker/contextAnswers';
import { ContextDesk, type RootPlace } from '../../../src/worker/contextDesk';
import { IndexerFixture } from './indexerFixture';

let at: IndexerFixture;
beforeEach(() => {
  at = new IndexerFixture();
});
afterEach(() => at.dispose());

const define = (name: string): string => `export function ${name}(): void {}\n`;

/** Asks about a place, and looks at what the sources would be given. */
async function ask<T>(query: Partial<ContextQuery>, look: (place: RootPlace) => T): Promise<T | undefined> {
  let seen: T | undefined;
  const answer = (place: RootPlace) => {
    seen = look(place);
    return { snippets: [], notes: [] };
  };
  const { indexer, openFiles, documents } = at;
  const desk = new ContextDesk({ indexer, openFiles, documents, clock: systemClock, answer });
  const window = { start: 0, end: 0 };
  const plain = { version: 1, offset: 0, sources: [], window, recent: [], budgetMs: 10_000 };
  const given = await desk.answer({ uri: at.uri('a.ts'), ...plain, ...query });
  if (given !== undefined) expect(given.index).toEqual(at.indexer.progress);
  return seen;
}

function open(name: string, text: string, version = 1): void {
  at.openFiles.open({ uri: at.uri(name), languageId: 'typescript', version, text });
}

describe('ContextDesk', () => {
  it('gives the sources the place, its facts, the index and the texts', async () => {
    at.write({ 'src/a.ts': '', 'b.ts': define('two') });
    await at.configure();
    open('src/a.ts', define('typed'));
    const seen = await ask({ uri: at.uri('src/a.ts'), recent: [at.uri('b.ts'), 'untitled:x'] }, (place) => ({
      path: place.path,
      text: place.document.text,
      own: place.facts.definitions.map(({ name }) => name),
      known: place.index.definitionsOf('two').map((each) => each.path),
      typed: place.index.definitionsOf('typed').map((each) => each.path),
      other: place.files.read('b.ts'),
      self: place.files.read('src/a.ts'),
      recent: place.recent,
      budget: place.query.budgetMs,
    }));
    expect(seen).toEqual({
      path: 'src/a.ts',
      text: define('typed'),
      own: ['typed'],
      known: ['b.ts'],
      typed: ['src/a.ts'],
      other: define('two'),
      self: define('typed'),
      recent: ['b.ts'],
      budget: expect.any(Number) as number,
    });
    expect(seen?.budget).toBeLessThanOrEqual(10_000);
  });

  it('sees other documents as they are typed, and as on disk when they are closed', async () => {
    at.write({ 'a.ts': '', 'b.ts': define('disk') });
    await at.configure();
    open('a.ts', '');
    open('b.ts', define('disk'));
    const definers = () => ask({ recent: [at.uri('b.ts')] }, ({ index }) => index.facts('b.ts')?.definitions[0]?.name);
    expect(await definers()).toBe('disk');
    at.openFiles.change({ uri: at.uri('b.ts'), version: 2, edits: [{ start: 16, oldEnd: 20, text: 'typed' }] });
    expect(await definers()).toBe('typed');
    await at.change(['b.ts']);
    expect(await definers()).toBe('typed');
    at.openFiles.close(at.uri('b.ts'));
    await definers();
    await at.ready();
    expect(await definers()).toBe('disk');
  });

  it('does not index a document that is ignored, but answers in it', async () => {
    at.write({ '.plinthignore': 'a.ts', 'a.ts': '', 'b.ts': define('two') });
    await at.configure();
    open('a.ts', define('hidden'));
    const seen = await ask({}, ({ index, files }) => [index.definitionsOf('hidden'), files.read('a.ts'), index.size]);
    expect(seen).toEqual([[], undefined, 1]);
  });

  it('gives no text whose facts are of another one', async () => {
    at.write({ 'a.ts': '', 'b.ts': define('before') });
    await at.configure();
    open('a.ts', '');
    at.write({ 'b.ts': define('afterwards') });
    expect(await ask({}, ({ files }) => files.read('b.ts'))).toBeUndefined();
    await at.ready();
    expect(await ask({}, ({ files }) => files.read('b.ts'))).toBe(define('afterwards'));
  });

  it('reads no text by a way that leads out of the root', async () => {
    at.write({ 'a.ts': '', 'in/b.ts': define('two') });
    fs.writeFileSync(path.join(at.folder, 'outside.ts'), 'outside');
    fs.symlinkSync(at.folder, path.join(at.root, 'up'));
    fs.symlinkSync(path.join(at.root, 'in'), path.join(at.root, 'alias'));
    await at.configure();
    open('a.ts', '');
    const read = await ask({}, ({ files }) =>
      ['up/outside.ts', '../outside.ts', 'alias/b.ts'].map((name) => files.read(name)),
    );
    expect(read).toEqual([undefined, undefined, define('two')]);
  });

  it('is silent for another version and gives nothing outside of every root', async () => {
    at.write({ 'a.ts': '' });
    await at.configure();
    open('a.ts', '', 3);
    expect(await ask({ version: 2 }, () => true)).toBeUndefined();
    expect(await ask({ version: 3 }, () => true)).toBe(true);
    at.openFiles.open({ uri: 'untitled:x', languageId: 'typescript', version: 1, text: '' });
    expect(await ask({ uri: 'untitled:x' }, () => true)).toBeUndefined();
  });

  describe('about edits', () => {
    const type = (name: string, version: number, text: string): void =>
      at.openFiles.change({ uri: at.uri(name), version, edits: [{ start: 0, oldEnd: 0, text }] });
    const edited = () => ask({ recent: [at.uri('b.ts')] }, ({ edits }) => edits);

    it('shows an edit of one document in another, as a diff', async () => {
      at.write({ 'a.ts': '', 'b.ts': define('two') });
      await at.configure();
      open('a.ts', define('one'));
      open('b.ts', define('two'));
      expect(await edited()).toEqual([]);
      type('b.ts', 2, 'three();\n');
      type('b.ts', 3, 'four();\n');
      const after = `four();\nthree();\n${define('two')}`;
      expect(await edited()).toEqual([{ path: 'b.ts', before: define('two'), after }]);
      const answer = createContextAnswers(systemClock);
      const found = await ask({ recent: [at.uri('b.ts')], sources: ['edits'] }, (place) => answer(place).snippets);
      expect(found?.map(({ source, path: file, text }) => [source, file, text])).toEqual([
        ['edits', 'b.ts.diff', `+four();\n+three();\n ${define('two')}`],
      ]);
    });

    it('forgets them when a document is closed or opened anew', async () => {
      at.write({ 'a.ts': '', 'b.ts': '' });
      await at.configure();
      for (const name of ['a.ts', 'b.ts']) open(name, '');
      for (const name of ['a.ts', 'b.ts']) type(name, 2, 'x();\n');
      // Not yet read: what it is now is not known.
      expect((await ask({ version: 2 }, ({ edits }) => edits))?.map((edit) => edit.path)).toEqual(['a.ts']);
      at.openFiles.close(at.uri('b.ts'));
      open('b.ts', 'x();\n');
      open('a.ts', 'x();\n', 3);
      expect(await ask({ version: 3, recent: [at.uri('b.ts')] }, ({ edits }) => edits)).toEqual([]);
    });

    it('never shows those of secret, ignored and excluded documents, nor of other folders', async () => {
      at.write({ '.plinthignore': 'hidden.ts\n', '.gitignore': 'built/\n' });
      await at.configure(at.config(['**/old']));
      open('a.ts', '');
      const names = [
        'b.ts',
        'hidden.ts',
        'built/c.ts',
        'old/d.ts',
        'secrets.ts',
        '.aws/e.ts',
        'node_modules/f.ts',
        '../g.ts',
      ];
      for (const name of names) open(name, 'before();\n');
      for (const name of names) type(name, 2, 'typed();\n');
      const recent = names.map((name) => at.uri(name));
      expect((await ask({ recent }, ({ edits }) => edits))?.map((edit) => edit.path)).toEqual(['b.ts']);
      type('hidden.ts', 3, 'typed();\n');
      const own = await ask({ uri: at.uri('hidden.ts'), version: 3, recent }, ({ edits }) => edits);
      expect(own?.map((edit) => edit.path)).toEqual(['b.ts']);
      at.write({ '.plinthignore': 'hidden.ts\nb.ts\n' });
      await at.change(['.plinthignore']);
      expect(await ask({ recent }, ({ edits }) => edits)).toEqual([]);
    });
  });
});
