import { afterEach, describe, expect, it, vi } from 'vitest';
import { Parser, Tree } from 'web-tree-sitter';
import { systemClock } from '../../../src/base/clock';
import { LocalSyntax } from '../../../src/core/syntax/localSyntax';
import { RegionTree } from '../../../src/core/syntax/regionTree';
import type { SyntaxEdit } from '../../../src/protocol/syntax';
import { keysOf } from '../../bench/typist';
import { createGrammars } from '../../cases/syntax/grammarFiles';
import { type LongFile, longFiles, longText } from './longFiles';

const grammars = createGrammars();
const uri = 'file:///a';
const typescript = longFiles['typescript'] as LongFile;

/** The same document twice: with regions, and with the whole tree alone. */
class Pair {
  readonly #region = new LocalSyntax({ grammars, clock: systemClock, budgetMs: 10_000, minRegionUnits: 1_000 });
  readonly #whole = new LocalSyntax({ grammars, clock: systemClock, budgetMs: 10_000, minRegionUnits: Infinity });
  readonly #reads = vi.spyOn(RegionTree.prototype, 'read');
  #version = 1;

  constructor(languageId: string, text: string) {
    for (const each of this.#both) each.open({ uri, languageId, version: 1, text });
  }

  get #both(): readonly LocalSyntax[] {
    return [this.#region, this.#whole];
  }

  change(...edits: SyntaxEdit[]): void {
    this.#version += 1;
    for (const each of this.#both) each.change({ uri, version: this.#version, edits });
  }

  /** Answers from a region so far. */
  get regionAnswers(): number {
    return this.#reads.mock.calls.length;
  }

  /** Asks both for the scope, says whether they agree, and leaves time for what is done between two keys. */
  async scopeAt(offset: number): Promise<boolean> {
    const [region, whole] = await this.#ask((syntax) => syntax.scopeAt({ uri, version: this.#version, offset }));
    expect(region).toBeDefined();
    await systemClock.sleep(0);
    await systemClock.sleep(0);
    return region === whole;
  }

  async cut(offset: number, answer: string): Promise<boolean> {
    const place = { uri, version: this.#version, offset, answer, complete: true, extent: 'block' } as const;
    const [region, whole] = await this.#ask((syntax) => syntax.cut(place));
    expect(region).toBeDefined();
    return region === whole;
  }

  async addsErrors(offset: number, text: string): Promise<boolean> {
    const trial = { uri, version: this.#version, edit: { start: offset, oldEnd: offset, text } };
    const [region, whole] = await this.#ask((syntax) => syntax.addsErrors(trial));
    return region === whole;
  }

  async #ask(question: (syntax: LocalSyntax) => Promise<unknown>): Promise<(string | undefined)[]> {
    return Promise.all(this.#both.map(async (syntax) => JSON.stringify(await question(syntax))));
  }

  dispose(): void {
    for (const each of this.#both) each.dispose();
  }
}

/** Types a file's text on a line of its own; the offsets where the two sides said different things, and how many keys there were. */
async function typeInto(pair: Pair, typed: string, start: number): Promise<{ differ: string[]; keys: number }> {
  const differ: string[] = [];
  let keys = 0;
  for (const { edit, offset } of keysOf(typed, start)) {
    if (edit === undefined) continue;
    pair.change(edit);
    keys += 1;
    const rest = typed.slice(offset - start);
    const where = `${typed.slice(0, offset - start)}█`;
    if (!(await pair.scopeAt(offset))) differ.push(`scope ${where}`);
    if (keys % 6 !== 0) continue;
    if (!(await pair.cut(offset, `${rest}\n`))) differ.push(`cut ${where}`);
    for (const text of [rest, ')('])
      if (!(await pair.addsErrors(offset, text))) differ.push(`trial of ${text} at ${where}`);
  }
  return { differ, keys };
}

const variants: Readonly<Record<string, LongFile>> = {
  ...longFiles,
  'typescript with CRLF': withBreaks(typescript, '\r\n'),
  'typescript without a last line break': { ...typescript, tail: 'end()' },
  'typescript with surrogate pairs': { ...typescript, piece: typescript.piece.replace('Keeps', 'Keeps 😀é') },
};

function withBreaks({ head, tail, piece, place, typed }: LongFile, lineBreak: string): LongFile {
  const broken = (text: string): string => text.replaceAll('\n', lineBreak);
  return { head: broken(head), tail: broken(tail), piece: broken(piece), place: broken(place), typed: broken(typed) };
}

describe('RegionTree', () => {
  afterEach(() => void vi.restoreAllMocks());

  it.each(Object.keys(variants))('says what the whole tree says while one types: %s', async (name) => {
    const file = variants[name] as LongFile;
    const { text, start } = longText(file, 120);
    const pair = new Pair(name.split(' ')[0] as string, text);
    await pair.scopeAt(start);
    const indent = /\r?\n[ \t]*$/.exec(file.place)?.[0] ?? '\n';
    pair.change({ start, oldEnd: start, text: indent });
    const { differ, keys } = await typeInto(pair, file.typed, start);
    expect(differ).toEqual([]);
    expect(pair.regionAnswers).toBeGreaterThan(keys * 0.9);
    pair.dispose();
  });

  it('follows the cursor, and typing at the first and the last line', async () => {
    const { text, start } = longText(typescript, 120);
    const pair = new Pair('typescript', text);
    for (const place of [0, start, start + 900, start + 4_000, text.length]) {
      await pair.scopeAt(place);
      const before = pair.regionAnswers;
      const { differ, keys } = await typeInto(pair, 'let a = [1];\n', place);
      expect(differ).toEqual([]);
      expect(pair.regionAnswers - before).toBeGreaterThanOrEqual(keys);
      pair.change({ start: place, oldEnd: place + 'let a = [1];\n'.length, text: '' });
    }
    pair.dispose();
  });

  it('ends when something else changes: another place, all over the file, a quote above, a paste and its undo', async () => {
    const { text, start } = longText(typescript, 120);
    const pair = new Pair('typescript', text);
    const far = { start: 0, oldEnd: 0, text: '// a\n' };
    const format = Array.from({ length: 40 }, (_, index) => ({ start: index * 300, oldEnd: index * 300, text: ' ' }));
    const quote = { start: text.indexOf('`'), oldEnd: text.indexOf('`') + 1, text: '' };
    const paste = { start, oldEnd: start, text: 'call(1);\n'.repeat(5_000) };
    let shift = 0;
    for (const edits of [[far], format, [quote], [{ ...quote, oldEnd: quote.start, text: '`' }]]) {
      await pair.scopeAt(start + shift);
      for (const edit of edits) shift += edit.text.length - (edit.oldEnd - edit.start);
      pair.change(...edits);
      expect(await pair.scopeAt(start + shift)).toBe(true);
    }
    await pair.scopeAt(start + shift);
    pair.change({ ...paste, start: start + shift, oldEnd: start + shift });
    expect(await pair.scopeAt(start + shift + 4)).toBe(true);
    pair.change({ start: start + shift, oldEnd: start + shift + paste.text.length, text: '' });
    expect(await pair.scopeAt(start + shift)).toBe(true);
    expect(await pair.scopeAt(start + shift)).toBe(true);
    expect(pair.regionAnswers).toBeGreaterThan(0);
    pair.dispose();
  });

  it('is not had for a long line, and is not tried again at each question', async () => {
    const pair = new Pair('typescript', 'call(1);'.repeat(5_000));
    const around = vi.spyOn(RegionTree, 'around');
    for (let asked = 0; asked < 40; asked++) expect(await pair.scopeAt(20_000)).toBe(true);
    expect(around.mock.calls.length).toBeGreaterThan(1);
    expect(around.mock.calls.length).toBeLessThan(8);
    expect(pair.regionAnswers).toBe(0);
    pair.dispose();
  });

  it('tells of a trial although something far away is broken', async () => {
    const { text, start } = longText(typescript, 120);
    const syntax = new LocalSyntax({ grammars, clock: systemClock, budgetMs: 10_000, minRegionUnits: 1_000 });
    syntax.open({ uri, languageId: 'typescript', version: 1, text: `${text}\nconst = = 2;\n\n${typescript.piece}` });
    const trial = { uri, version: 1, edit: { start, oldEnd: start, text: 'const = 3;' } };
    expect(await syntax.addsErrors(trial)).toBeUndefined();
    await systemClock.sleep(0);
    await systemClock.sleep(0);
    expect(await syntax.addsErrors(trial)).toBe(true);
    expect(await syntax.addsErrors({ ...trial, edit: { ...trial.edit, text: 'const a = 3;' } })).toBe(false);
    syntax.dispose();
  });

  it('leaves the whole tree up to date once nobody types', async () => {
    const { text, start } = longText(typescript, 120);
    let rest = (): void => undefined;
    const clock = {
      ...systemClock,
      sleep: (ms: number) => (ms === 0 ? systemClock.sleep(0) : new Promise<void>((resolve) => (rest = resolve))),
    };
    const syntax = new LocalSyntax({ grammars, clock, budgetMs: 10_000, minRegionUnits: 1_000 });
    syntax.open({ uri, languageId: 'typescript', version: 1, text });
    await syntax.scopeAt({ uri, version: 1, offset: start });
    await systemClock.sleep(2);
    syntax.change({ uri, version: 2, edits: [{ start, oldEnd: start, text: 'a();' }] });
    const parse = vi.spyOn(Parser.prototype, 'parse');
    await syntax.scopeAt({ uri, version: 2, offset: start + 4 });
    expect(parse).toHaveBeenCalledTimes(1);
    rest();
    await vi.waitFor(() => expect(parse.mock.calls.length).toBeGreaterThan(1));
    await systemClock.sleep(20);
    parse.mockClear();
    expect(await syntax.read(uri, 2, ({ tree }) => tree.rootNode.text.length)).toBe(text.length + 4);
    expect(parse).not.toHaveBeenCalled();
    syntax.dispose();
  });

  it('frees every tree', async () => {
    const alive = new Set<Tree>();
    const parse = vi.spyOn(Parser.prototype, 'parse');
    const copy = vi.spyOn(Tree.prototype, 'copy');
    const free = vi.spyOn(Tree.prototype, 'delete');
    const { text, start } = longText(typescript, 120);
    const pair = new Pair('typescript', text);
    await pair.scopeAt(start);
    await typeInto(pair, 'if (a) {\n  b();\n}', start);
    pair.change({ start: 0, oldEnd: 0, text: '\n' });
    await pair.scopeAt(start);
    await pair.scopeAt(text.length >> 2);
    pair.dispose();
    await systemClock.sleep(5);
    for (const { value } of [...parse.mock.results, ...copy.mock.results]) if (value instanceof Tree) alive.add(value);
    expect(alive.size).toBeGreaterThan(20);
    for (const tree of free.mock.contexts) alive.delete(tree as Tree);
    expect(alive.size).toBe(0);
  });
});
