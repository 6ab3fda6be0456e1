import { Language, Parser, Query } from 'web-tree-sitter';
import { describeError } from '../../base/errors';
import type { Log } from '../../base/log';
import { type LanguageEntry, languageOf } from './languages';

/** Reads a file of the grammars folder, such as `tree-sitter-go.wasm` or `go/scopes.scm`. */
export type ReadGrammarFile = (name: string) => Promise<Uint8Array>;

/** Files of the queries that only the index and the sources of context ask for; facts.ts and references.ts describe their captures. */
const queryFiles = { facts: ['definitions', 'imports'], references: ['references'] } as const;

export type FactQuery = keyof typeof queryFiles;

/**
 * A loaded grammar with the query that finds functions, classes, blocks and statements. Lives as long as the process.
 */
export interface Grammar {
  readonly entry: LanguageEntry;
  readonly language: Language;
  readonly scopes: Query;
  /**
   * Compiled when it is first asked for, which takes up to some tenths of a second; `undefined` where the language has no
   * such query or it does not fit the grammar, which is reported once.
   */
  query(name: FactQuery): Query | undefined;
}

/**
 * Loads grammars when they are first asked for and keeps them. A grammar that cannot be loaded is reported once and
 * stays `undefined`; the others are not affected.
 */
export class Grammars {
  readonly #readFile: ReadGrammarFile;
  readonly #log: Log;
  readonly #loaded = new Map<LanguageEntry, Promise<Grammar | undefined>>();
  #runtime: Promise<void> | undefined;

  constructor(readFile: ReadGrammarFile, log: Log) {
    this.#readFile = readFile;
    this.#log = log;
  }

  /** Never rejects; `undefined` for an unknown language and for a grammar that does not load. */
  load(languageId: string): Promise<Grammar | undefined> {
    const entry = languageOf(languageId);
    if (entry === undefined) return Promise.resolve(undefined);
    let loading = this.#loaded.get(entry);
    if (loading === undefined) {
      loading = this.#load(entry).catch((error: unknown) => {
        this.#log.error(`The grammar for ${languageId} cannot be used: ${describeError(error)}`);
        return undefined;
      });
      this.#loaded.set(entry, loading);
    }
    return loading;
  }

  async #load(entry: LanguageEntry): Promise<Grammar> {
    await (this.#runtime ??= this.#start());
    const bytes = await this.#readFile(`tree-sitter-${entry.grammar}.wasm`);
    // The linker reads the module's sections through typed arrays, so it needs bytes of a buffer of their own.
    const language = await Language.load(new Uint8Array(bytes));
    const source = new TextDecoder().decode(await this.#readFile(`${entry.queries}/scopes.scm`));
    const scopes = new Query(language, source);
    const factQueries = {
      facts: await this.#lazyQuery(entry, language, 'facts'),
      references: await this.#lazyQuery(entry, language, 'references'),
    };
    return { entry, language, scopes, query: (name) => factQueries[name]() };
  }

  /** Definitions and imports are one query, because going through the tree is most of what a query costs. */
  async #lazyQuery(entry: LanguageEntry, language: Language, name: FactQuery): Promise<() => Query | undefined> {
    const files = queryFiles[name].map((file) => `${entry.queries}/${file}.scm`);
    const sources = await Promise.all(files.map((file) => this.#readQuery(file)));
    let compiled: Query | undefined;
    let source: string | undefined = sources.join('\n');
    return () => {
      if (source === undefined) return compiled;
      compiled = this.#compile(language, files.join(' and '), source);
      source = undefined;
      return compiled;
    };
  }

  /** Empty where the file cannot be read: completion needs only the scopes. */
  async #readQuery(name: string): Promise<string> {
    return this.#readFile(name).then(
      (bytes) => new TextDecoder().decode(bytes),
      (error: unknown) => {
        this.#log.warn(`${name} cannot be read: ${describeError(error)}`);
        return '';
      },
    );
  }

  #compile(language: Language, name: string, source: string): Query | undefined {
    if (source.trim() === '') return undefined;
    try {
      return new Query(language, source);
    } catch (error) {
      this.#log.error(`${name} cannot be used: ${describeError(error)}`);
      return undefined;
    }
  }

  async #start(): Promise<void> {
    const wasmBinary = new Uint8Array(await this.#readFile('web-tree-sitter.wasm'));
    await Parser.init({ wasmBinary });
  }
}
