import { Language, Parser, Query } from 'web-tree-sitter';
import { describeError } from '../../base/errors';
import type { Log } from '../../base/log';
import { type LanguageEntry, languageOf } from './languages';

/** Reads a file of the grammars folder, such as `tree-sitter-go.wasm` or `go/scopes.scm`. */
export type ReadGrammarFile = (name: string) => Promise<Uint8Array>;

/**
 * A loaded grammar with the query that finds functions, classes, blocks and statements. Lives as long as the process.
 */
export interface Grammar {
  readonly entry: LanguageEntry;
  readonly language: Language;
  readonly scopes: Query;
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
    return { entry, language, scopes: new Query(language, source) };
  }

  async #start(): Promise<void> {
    const wasmBinary = new Uint8Array(await this.#readFile('web-tree-sitter.wasm'));
    await Parser.init({ wasmBinary });
  }
}
