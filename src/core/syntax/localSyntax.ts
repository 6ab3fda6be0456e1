import { Parser } from 'web-tree-sitter';
import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import type {
  CutFacts,
  CutPlace,
  ParseFacts,
  ScopeFacts,
  SyntaxChange,
  SyntaxDocument,
  SyntaxPlace,
  SyntaxTrial,
} from '../../protocol/syntax';
import type { Syntax, SyntaxDocuments, SyntaxTrials } from '../ports';
import { addsErrors } from './addsErrors';
import { cutAnswer } from './cut';
import type { Grammars } from './grammars';
import { parseFacts } from './parse';
import { scopeAt } from './scope';
import { parseWithin } from './timeBox';
import { type DocumentRange, type ParsedDocument, Trees } from './trees';

export interface LocalSyntaxOptions {
  readonly grammars: Grammars;
  readonly clock: Clock;
  /** Time that one question about a document may spend on parsing. */
  readonly budgetMs?: number;
  /** Time that `parse` may spend. */
  readonly parseBudgetMs?: number;
  /** UTF-16 units; longer texts are neither kept nor parsed. */
  readonly maxUnits?: number;
  /** UTF-16 units; in longer documents a small tree answers what is asked about a place. */
  readonly minRegionUnits?: number;
}

/**
 * Answers all questions about syntax in this thread. In the product it lives in the worker, so that no parse delays a
 * keystroke.
 */
export class LocalSyntax implements Syntax, SyntaxTrials, SyntaxDocuments, Disposable {
  readonly #options: Required<LocalSyntaxOptions>;
  readonly #trees: Trees;

  constructor(options: LocalSyntaxOptions) {
    this.#options = { budgetMs: 80, parseBudgetMs: 1_500, maxUnits: 2_000_000, minRegionUnits: 100_000, ...options };
    this.#trees = new Trees(this.#options);
  }

  open(document: SyntaxDocument): void {
    this.#trees.open(document);
  }

  change(change: SyntaxChange): void {
    this.#trees.change(change);
  }

  close(uri: string): void {
    this.#trees.close(uri);
  }

  /** The text as of the last read, as `Trees.heldText` says. */
  heldText(uri: string): string | undefined {
    return this.#trees.heldText(uri);
  }

  /** Lends a document with its tree, as `Trees.read` does. */
  read<T>(uri: string, version: number, use: (document: ParsedDocument) => T): Promise<T | undefined> {
    return this.#trees.read(uri, version, use);
  }

  scopeAt(place: SyntaxPlace): Promise<ScopeFacts | undefined> {
    return this.#trees.readAround(pointRange(place), (document, view) => {
      const facts = scopeAt(document, view.inView(place.offset));
      if (facts === undefined) return undefined;
      const enclosing = facts.enclosing.map((node) => ({
        ...node,
        start: view.inDocument(node.start, 'start'),
        end: view.inDocument(node.end, 'end'),
      }));
      return { ...facts, enclosing };
    });
  }

  cut(place: CutPlace): Promise<CutFacts | undefined> {
    return this.#trees.readAround(pointRange(place), (document, view) => {
      return cutAnswer(document, { ...place, offset: view.inView(place.offset) }, this.#options);
    });
  }

  addsErrors({ uri, version, edit }: SyntaxTrial): Promise<boolean | undefined> {
    return this.#trees.readAround({ uri, version, start: edit.start, end: edit.oldEnd }, (document, view) => {
      const inView = { ...edit, start: view.inView(edit.start), oldEnd: view.inView(edit.oldEnd) };
      return addsErrors(document, inView, this.#options);
    });
  }

  async parse(languageId: string, text: string): Promise<ParseFacts | undefined> {
    if (text.length > this.#options.maxUnits) return undefined;
    const grammar = await this.#options.grammars.load(languageId);
    if (grammar === undefined) return undefined;
    const parser = new Parser().setLanguage(grammar.language);
    const limit = { clock: this.#options.clock, budgetMs: this.#options.parseBudgetMs };
    const tree = parseWithin(parser, text, limit);
    try {
      return tree === undefined ? undefined : parseFacts(tree);
    } finally {
      tree?.delete();
      parser.delete();
    }
  }

  dispose(): void {
    this.#trees.dispose();
  }
}

function pointRange({ uri, version, offset }: SyntaxPlace): DocumentRange {
  return { uri, version, start: offset, end: offset };
}
