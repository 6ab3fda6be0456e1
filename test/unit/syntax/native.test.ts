/**
 * Second opinion: the native parser, made from the same grammars by another tool chain, must see the same tree as web-
 * tree-sitter. The published binary of the package needs GLIBCXX 3.4.31; elsewhere it has to be compiled (`npm rebuild
 * tree-sitter --build-from-source`), and where it does not load these tests are skipped and say why.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { languages } from '../../../src/core/syntax/languages';
import { Trees } from '../../../src/core/syntax/trees';
import { readDrawnFiles } from '../../cases/drawn';
import { createGrammars } from '../../cases/syntax/grammarFiles';

interface NativeParser {
  setLanguage(language: unknown): void;
  parse(text: string): { readonly rootNode: { toString(): string } };
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
const files = ['cut', 'scope'].flatMap((folder) => readDrawnFiles(`file://${cases}`, folder));

/** The drawn texts of a grammar, with and without the model's answer. */
function textsOf(grammar: string): string[] {
  const ofGrammar = files.filter(({ name }) => languages[name]?.grammar === grammar);
  return ofGrammar.flatMap(({ cases: drawn }) =>
    drawn.flatMap(({ text, offset, answer }) => [text, text.slice(0, offset) + answer + text.slice(offset)]),
  );
}

function loadNative(grammar: string): NativeParser {
  const Parser = require('tree-sitter') as new () => NativeParser;
  const isTypescript = grammar === 'typescript' || grammar === 'tsx';
  const loaded = require(`tree-sitter-${isTypescript ? 'typescript' : grammar}`) as Record<string, unknown>;
  const parser = new Parser();
  parser.setLanguage(isTypescript ? loaded[grammar] : loaded);
  return parser;
}

async function expression(trees: Trees, languageId: string, text: string): Promise<string | undefined> {
  trees.open({ uri: 'a', languageId, version: 1, text });
  return trees.read('a', 1, ({ tree }) => tree.rootNode.toString());
}

describe('native tree-sitter and web-tree-sitter see the same tree', () => {
  const grammars = [...new Map(Object.entries(languages).map(([languageId, { grammar }]) => [grammar, languageId]))];
  it.for(grammars)('%s', async ([grammar, languageId], context) => {
    if (reason !== undefined) context.skip(reason);
    const texts = textsOf(grammar);
    expect(texts.length).toBeGreaterThan(3);
    const native = loadNative(grammar);
    const trees = new Trees({ grammars: createGrammars(), clock: systemClock, budgetMs: 10_000 });
    for (const text of texts) {
      expect(native.parse(text).rootNode.toString(), text).toBe(await expression(trees, languageId, text));
    }
    trees.dispose();
  });
});
