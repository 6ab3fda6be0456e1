import { afterAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { type Log, nullLog } from '../../../src/base/log';
import { factMatches } from '../../../src/core/syntax/factMatches';
import { fileFacts, readFacts } from '../../../src/core/syntax/facts';
import type { FileFacts } from '../../../src/core/syntax/fileFacts';
import { type ReadGrammarFile } from '../../../src/core/syntax/grammars';
import { Trees } from '../../../src/core/syntax/trees';
import { readDrawnFiles } from '../../cases/drawn';
import { createGrammars, readGrammarFile } from '../../cases/syntax/grammarFiles';

const trees = new Trees({ grammars: createGrammars(), clock: systemClock, budgetMs: 10_000 });
afterAll(() => trees.dispose());

const drawn = readDrawnFiles(new URL('../../cases/syntax/facts.test.ts', import.meta.url).href, 'facts');

async function factsOf(languageId: string, text: string, from = trees): Promise<FileFacts> {
  from.open({ uri: 'a', languageId, version: 1, text });
  const facts = await from.read('a', 1, fileFacts);
  if (facts === undefined) throw new Error('not answered');
  return facts;
}

function treesWith(read: ReadGrammarFile, log: Log = nullLog): Trees {
  return new Trees({ grammars: createGrammars(read, log), clock: systemClock, budgetMs: 10_000 });
}

describe('fileFacts', () => {
  it('keeps the top level of a file with too many definitions, then as many members as there is room for', async () => {
    const classes = Array.from({ length: 900 }, (_, i) => `export class C${i} { a = 1; b() {} }`);
    const { definitions } = await factsOf('typescript', `${classes.join('\n')}\nexport function last() {}\n`);
    expect(definitions).toHaveLength(2_000);
    expect(definitions.filter(({ container }) => container === '')).toHaveLength(901);
    expect(definitions.at(-1)?.name).toBe('last');
    expect(definitions.filter(({ name }) => name === 'a' || name === 'b')).toHaveLength(1_099);
  });

  it('cuts long signatures and doc lines, never inside of a surrogate pair', async () => {
    const { definitions } = await factsOf(
      'typescript',
      `// 価 ${'😀'.repeat(100)}\nexport type A = ${'"😀" | '.repeat(100)}1;`,
    );
    expect(definitions).toHaveLength(1);
    const { signature = '', doc = '' } = definitions[0] ?? {};
    expect(signature.length).toBeGreaterThan(390);
    expect(signature.length).toBeLessThanOrEqual(400);
    expect(doc).toBe(`価 ${'😀'.repeat(58)}…`);
    expect(() => encodeURIComponent(signature)).not.toThrow();
  });

  it('gives the offsets of the text itself', async () => {
    const text = '/** 🛒 */\r\nexport const 価格 = "🙂";\r\n\tclass Café {\r\n\t\tgröße() {}\r\n\t}\r\n';
    const { definitions } = await factsOf('javascript', text);
    expect(definitions.map(({ start, end }) => text.slice(start, end))).toEqual([
      'export const 価格 = "🙂";',
      'class Café {\r\n\t\tgröße() {}\r\n\t}',
      'größe() {}',
    ]);
  });

  it('has nothing to say of an empty file, of text and of a file that is one long line', async () => {
    const none = { definitions: [], imports: [], reExports: [] };
    expect(await factsOf('typescript', '')).toEqual(none);
    expect(await factsOf('python', '\n\n# only this\n')).toEqual(none);
    expect(await factsOf('typescript', ';'.repeat(200_000))).toEqual(none);
  });

  it('does not take names of every object for languages or kinds', async () => {
    const { definitions, imports } = await factsOf(
      'javascript',
      "import constructor, { __proto__ as toString } from 'hasOwnProperty';\nexport class valueOf { __proto__() {} }\n",
    );
    expect(definitions.map(({ name }) => name)).toEqual(['valueOf', '__proto__']);
    expect(imports.map(({ name }) => name).sort()).toEqual(['constructor', 'toString']);
  });
});

describe('a file that is searched in parts', () => {
  it.each(drawn)('gives the same facts: $name', async ({ name, cases }) => {
    for (const { text } of cases) {
      trees.open({ uri: 'a', languageId: name, version: 1, text });
      const [whole, inParts] = (await trees.read('a', 1, (document) => [
        fileFacts(document),
        readFacts(text, document.grammar.entry, factMatches(document, 97)),
      ])) ?? [undefined, null];
      expect(inParts).toEqual(whole);
    }
  });

  it('ends where there is more than anybody will look at', async () => {
    const text = Array.from({ length: 30_000 }, (_, i) => `export function f${i}() {}\n`).join('');
    trees.open({ uri: 'a', languageId: 'typescript', version: 1, text });
    const matches = await trees.read('a', 1, (document) => factMatches(document, 50_000).length);
    expect(matches).toBeGreaterThan(20_000);
    expect(matches).toBeLessThan(30_000);
    const { definitions } = await factsOf('typescript', text);
    expect(definitions).toHaveLength(2_000);
  });
});

describe('fileFacts without its queries', () => {
  it('is empty where they cannot be read, and says so in the log; the scopes still work', async () => {
    const warnings: string[] = [];
    const isFactQuery = (name: string): boolean => /(?:definitions|imports|references)\.scm$/.test(name);
    const without = treesWith(
      (name) => (isFactQuery(name) ? Promise.reject(new Error('gone')) : readGrammarFile(name)),
      { ...nullLog, warn: (message) => warnings.push(message) },
    );
    expect(await factsOf('go', 'package a\nfunc B() {}\n', without)).toEqual({
      definitions: [],
      imports: [],
      reExports: [],
    });
    expect(warnings).toHaveLength(3);
    expect(await without.read('a', 1, ({ grammar, tree }) => grammar.scopes.matches(tree.rootNode).length)).not.toBe(0);
    without.dispose();
  });

  it('reports a query that does not fit its grammar once, however many files are read', async () => {
    const errors: string[] = [];
    const broken = new TextEncoder().encode('(no_such_node) @import');
    const without = treesWith((name) => (name === 'go/imports.scm' ? Promise.resolve(broken) : readGrammarFile(name)), {
      ...nullLog,
      error: (message) => errors.push(message),
    });
    for (const text of ['package a\n', 'package b\nfunc C() {}\n']) await factsOf('go', text, without);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain('go/imports.scm');
    without.dispose();
  });
});

describe.each(drawn)('facts of half-written $name', ({ name, cases }) => {
  it('stay true of the text wherever it ends', async () => {
    for (const { text } of cases) {
      for (let part = 1; part < 12; part++) {
        const cut = text.slice(0, Math.floor((text.length * part) / 12));
        expectSound(cut, await factsOf(name, cut));
      }
    }
  });
});

function expectSound(text: string, { definitions, imports }: FileFacts): void {
  let last = 0;
  for (const { name, start, end, signature, container } of definitions) {
    expect(start, `${name} in order`).toBeGreaterThanOrEqual(last);
    expect(end, name).toBeGreaterThan(start);
    expect(end, name).toBeLessThanOrEqual(text.length);
    expect(text.slice(start, end), container).toContain(name);
    expect(signature, name).not.toBe('');
    last = start;
  }
  for (const { module, start, end } of imports) {
    expect(module).not.toBe('');
    expect(start).toBeLessThan(end);
    expect(end).toBeLessThanOrEqual(text.length);
  }
}
