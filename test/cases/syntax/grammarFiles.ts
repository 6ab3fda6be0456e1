import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { systemClock } from '../../../src/base/clock';
import { type Log, nullLog } from '../../../src/base/log';
import { Grammars, type ReadGrammarFile } from '../../../src/core/syntax/grammars';
import { LocalSyntax } from '../../../src/core/syntax/localSyntax';

const root = path.resolve(import.meta.dirname, '../../..');
const { resolve } = createRequire(import.meta.url);

/** Reads grammars and queries from where the build takes them, so that these tests need no build. */
export const readGrammarFile: ReadGrammarFile = (name) => {
  if (name === 'web-tree-sitter.wasm') return readFile(resolve('web-tree-sitter/web-tree-sitter.wasm'));
  const grammar = /^tree-sitter-(\w+)\.wasm$/.exec(name)?.[1];
  if (grammar === undefined) return readFile(path.join(root, 'grammars', name));
  return readFile(resolve(`${grammarPackage(grammar)}/${name}`));
};

/** The npm package of a grammar. */
export function grammarPackage(grammar: string): string {
  if (grammar === 'kotlin' || grammar === 'lua') return `@tree-sitter-grammars/tree-sitter-${grammar}`;
  return `tree-sitter-${grammar === 'tsx' ? 'typescript' : grammar.replace('_', '-')}`;
}

export function createGrammars(read: ReadGrammarFile = readGrammarFile, log: Log = nullLog): Grammars {
  return new Grammars(read, log);
}

/** All of core/syntax in this thread, with budgets that a busy machine does not miss. */
export function createLocalSyntax(): LocalSyntax {
  return new LocalSyntax({ grammars: createGrammars(), clock: systemClock, budgetMs: 10_000, parseBudgetMs: 10_000 });
}
