/**
 * Second opinion: the native parser, made from the same grammars by another tool chain, must see the same tree as web-
 * tree-sitter, and our queries must find the same in it. The published binary of the package needs GLIBCXX 3.4.31; elsewhere it has to be compiled (`npm rebuild
 * tree-sitter --build-from-source`), and where it does not load these tests are skipped and say why.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { type FactMatch, MAX_FACT_DEPTH } from '../../../src/core/syntax/factMatches';
import { fileFacts, readFacts } from '../../../src/core/syntax/facts';
import type { FileFacts, Reference } from '../../../src/core/syntax/fileFacts';
import { type LanguageEntry, languages } from '../../../src/core/syntax/languages';
import { readReferences, referencesIn } from '../../../src/core/syntax/references';
import { Trees } from '../../../src/core/syntax/trees';
import { readDrawnFiles } from '../../cases/drawn';
import { createGrammars, grammarPackage } from '../../cases/syntax/grammarFiles';

interface NativeNode {
  toString(): string;
}

interface NativeParser {
  setLanguage(language: unknown): void;
  parse(text: string): { readonly rootNode: NativeNode };
}

/** A match as the native package gives it; setProperties is null without any. */
interface NativeMatch {
  readonly pattern: number;
  readonly captures: FactMatch['captures'];
  readonly setProperties?: Record<string, string | null> | null;
}

interface NativeQuery {
  matches(node: NativeNode, options: { readonly maxStartDepth?: number }): readonly NativeMatch[];
}

const root = path.resolve(import.meta.dirname, '../../..');
const require = createRequire(import.meta.url);

/**
 * Why the native parser cannot be loaded, or `undefined`. Tried in a process of its own: a binary built for another
 * Node crashes.
 */
function whyNot(): string | undefined {
  const script = "const P = require('tree-sitter'); new P().setLanguage(require('tree-sitter-go'))";
  const { status, signal, stderr } = spawnSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' });
  if (status === 0) return undefined;
  const message = stderr.split('\n').find((line) => line.includes('Error')) ?? `it ended with ${signal ?? status}`;
  return `native tree-sitter does not load here: ${message.trim().replace(/ \(required by.*/, '')}`;
}

const reason = whyNot();
const cases = path.join(root, 'test/cases/syntax/cases.ts');
const files = ['cut', 'scope', 'facts'].flatMap((folder) => readDrawnFiles(`file://${cases}`, folder));

/** The drawn texts of a grammar, with and without the model's answer. */
function textsOf(grammar: string): string[] {
  const ofGrammar = files.filter(({ name }) => languages[name]?.grammar === grammar);
  return ofGrammar.flatMap(({ cases: drawn }) =>
    drawn.flatMap(({ text, offset, answer }) => [text, text.slice(0, offset) + answer + text.slice(offset)]),
  );
}

/** The native language of a grammar: an export of its package, or all of it. */
async function nativeLanguage(grammar: string): Promise<unknown> {
  const module = (await import(require.resolve(grammarPackage(grammar)))) as { default: Record<string, unknown> };
  const loaded = module.default;
  return /^(?:typescript|tsx|php)$/.test(grammar) ? loaded[grammar] : loaded;
}

async function loadNative(grammar: string): Promise<NativeParser> {
  const Parser = require('tree-sitter') as new () => NativeParser;
  const parser = new Parser();
  parser.setLanguage(await nativeLanguage(grammar));
  return parser;
}

interface Reading {
  readonly facts: FileFacts;
  readonly references: readonly Reference[];
}

/** Reads a text by the native parser, with the same queries. */
async function nativeReader(grammar: string, entry: LanguageEntry): Promise<(text: string) => Reading> {
  const { Query } = require('tree-sitter') as { Query: new (language: unknown, source: string) => NativeQuery };
  const language = await nativeLanguage(grammar);
  const queryOf = (...names: string[]): NativeQuery => {
    const files = names.map((name) => path.join(root, 'grammars', entry.queries, `${name}.scm`));
    return new Query(language, files.map((file) => readFileSync(file, 'utf8')).join('\n'));
  };
  const [factQuery, referenceQuery] = [queryOf('definitions', 'imports'), queryOf('references')];
  const parser = await loadNative(grammar);
  return (text) => {
    const { rootNode } = parser.parse(text);
    const toMatch = ({ pattern, captures, setProperties }: NativeMatch): FactMatch => ({
      patternIndex: pattern,
      captures,
      setProperties: setProperties ?? undefined,
    });
    const facts = factQuery.matches(rootNode, { maxStartDepth: MAX_FACT_DEPTH }).map(toMatch);
    const references = referenceQuery.matches(rootNode, {}).map(toMatch);
    return { facts: readFacts(text, entry, facts), references: readReferences(text, references, 0, text.length) };
  };
}

async function expression(trees: Trees, languageId: string, text: string): Promise<string | undefined> {
  trees.open({ uri: 'a', languageId, version: 1, text });
  return trees.read('a', 1, ({ tree }) => tree.rootNode.toString());
}

const grammars = [...new Map(Object.entries(languages).map(([languageId, { grammar }]) => [grammar, languageId]))];

describe('native tree-sitter and web-tree-sitter find the same definitions, imports and references', () => {
  it.for(grammars)('%s', async ([grammar, languageId], context) => {
    if (reason !== undefined) context.skip(reason);
    const entry = languages[languageId];
    if (entry === undefined) throw new Error('no such language');
    const native = await nativeReader(grammar, entry);
    const trees = new Trees({ grammars: createGrammars(), clock: systemClock, budgetMs: 10_000 });
    let definitions = 0;
    for (const text of textsOf(grammar)) {
      trees.open({ uri: 'a', languageId, version: 1, text });
      const reading = await trees.read('a', 1, (document) => ({
        facts: fileFacts(document),
        references: referencesIn(document, 0, text.length),
      }));
      expect(native(text), text).toEqual(reading);
      definitions += reading?.facts.definitions.length ?? 0;
    }
    expect(definitions).toBeGreaterThan(10);
    trees.dispose();
  });
});

describe('native tree-sitter and web-tree-sitter see the same tree', () => {
  it.for(grammars)('%s', async ([grammar, languageId], context) => {
    if (reason !== undefined) context.skip(reason);
    const texts = textsOf(grammar);
    expect(texts.length).toBeGreaterThan(3);
    const native = await loadNative(grammar);
    const trees = new Trees({ grammars: createGrammars(), clock: systemClock, budgetMs: 10_000 });
    for (const text of texts) {
      expect(native.parse(text).rootNode.toString(), text).toBe(await expression(trees, languageId, text));
    }
    trees.dispose();
  });
});
