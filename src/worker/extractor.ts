import path from 'node:path';
import { Parser, type Tree } from 'web-tree-sitter';
import type { Clock } from '../base/clock';
import { describeError } from '../base/errors';
import type { Log } from '../base/log';
import type { FileFacts } from '../core/syntax/fileFacts';
import type { Grammar, Grammars } from '../core/syntax/grammars';
import { languages } from '../core/syntax/languages';
import { parseWithin } from '../core/syntax/timeBox';
import type { ParsedDocument } from '../core/syntax/trees';
import type { Slices } from './slices';

/** Why a text gives no facts. */
export type ExtractSkip = 'noGrammar' | 'slow' | 'failed';

export interface ExtractorParts {
  readonly grammars: Grammars;
  readonly clock: Clock;
  readonly slices: Slices;
  readonly log: Log;
  readonly factsOf: (document: ParsedDocument) => FileFacts;
  /** A file whose parse takes longer is passed over. */
  readonly maxParseMs?: number;
}

/** Such a text is parsed in about 10 ms, so it need not be looked after meanwhile, which costs a tenth of the time. */
const maxUnitsAtOnce = 64 * 1_024;

const languageByExtension: ReadonlyMap<string, string> = new Map(
  Object.entries(languages).flatMap(([id, { extensions }]) => extensions.map((extension) => [extension, id] as const)),
);

/** Endings of the names of files that can be indexed. */
export const sourceExtensions: ReadonlySet<string> = new Set(languageByExtension.keys());

/** Reads the facts of files that are not open, one at a time, with one parser for each grammar. */
export class Extractor {
  readonly #parts: Required<ExtractorParts>;
  /** Kept beside the promises of `Grammars`, so that a file needs no turn of the event loop. */
  readonly #grammars = new Map<string, { readonly grammar: Grammar; readonly parser: Parser } | undefined>();
  #saidFailure = false;

  constructor(parts: ExtractorParts) {
    this.#parts = { maxParseMs: 2_000, ...parts };
  }

  /** Yields between slices while it parses. Never rejects. */
  async extract(file: string, text: string): Promise<FileFacts | ExtractSkip> {
    const languageId = languageByExtension.get(path.extname(file).slice(1).toLowerCase());
    if (languageId === undefined) return 'noGrammar';
    let tree: Tree | undefined;
    try {
      if (!this.#grammars.has(languageId)) await this.#load(languageId);
      const known = this.#grammars.get(languageId);
      if (known === undefined) return 'noGrammar';
      tree = await this.#parse(known.parser, text);
      return tree === undefined ? 'slow' : this.#parts.factsOf({ grammar: known.grammar, tree, text });
    } catch (error) {
      if (!this.#saidFailure) this.#parts.log.warn(`No facts of ${path.basename(file)}: ${describeError(error)}`);
      this.#saidFailure = true;
      // A grammar that no parser takes is not tried with every file.
      if (!this.#grammars.has(languageId)) this.#grammars.set(languageId, undefined);
      return 'failed';
    } finally {
      tree?.delete();
    }
  }

  dispose(): void {
    for (const known of this.#grammars.values()) known?.parser.delete();
    this.#grammars.clear();
  }

  async #load(languageId: string): Promise<void> {
    const grammar = await this.#parts.grammars.load(languageId);
    if (this.#grammars.has(languageId)) return;
    this.#grammars.set(languageId, grammar && { grammar, parser: new Parser().setLanguage(grammar.language) });
  }

  async #parse(parser: Parser, text: string): Promise<Tree | undefined> {
    const { clock, slices, maxParseMs } = this.#parts;
    parser.reset();
    if (text.length <= maxUnitsAtOnce) return parser.parse(text) ?? undefined;
    let spentMs = 0;
    for (;;) {
      const startMs = clock.now();
      const tree = parseWithin(parser, text, { clock, budgetMs: slices.restMs });
      spentMs += clock.now() - startMs;
      if (tree !== undefined) return tree;
      if (spentMs > maxParseMs) return undefined;
      await slices.next();
    }
  }
}
