import type { Clock } from '../base/clock';
import { type RecentEdit, RecentEdits } from '../core/context/index/recentEdits';
import type { SyntaxDocuments } from '../core/ports';
import type { FileFacts } from '../core/syntax/fileFacts';
import type { ParsedDocument } from '../core/syntax/trees';
import type { SyntaxChange, SyntaxDocument } from '../protocol/syntax';

/** A document as it was at one moment, with the facts of exactly this text. */
export interface OpenText {
  readonly version: number;
  readonly text: string;
  readonly facts: FileFacts;
}

/** Reads documents with their trees; `LocalSyntax` does. */
export interface DocumentReader extends SyntaxDocuments {
  /** The text as of the last read, at no cost; `undefined` for a document that is not known. */
  heldText(uri: string): string | undefined;
  read<T>(uri: string, version: number, use: (document: ParsedDocument) => T): Promise<T | undefined>;
}

export interface OpenFilesParts {
  readonly documents: DocumentReader;
  readonly clock: Clock;
  readonly factsOf: (document: ParsedDocument) => FileFacts;
  /** Called after a document was opened, changed or closed. */
  readonly onChange: () => void;
  /** UTF-16 units; of longer documents no facts are known, because reading them would hold up every other question. */
  readonly maxUnits?: number;
}

const noFacts: FileFacts = { definitions: [], imports: [], reExports: [] };

/** Hears of the documents on their way to the trees, and knows text and facts of each as of its last refresh, and how it looked before. */
export class OpenFiles implements SyntaxDocuments {
  readonly #parts: Required<OpenFilesParts>;
  readonly #versions = new Map<string, number>();
  readonly #texts = new Map<string, OpenText>();
  readonly #recentEdits: RecentEdits;

  constructor(parts: OpenFilesParts) {
    this.#parts = { maxUnits: 512 * 1_024, ...parts };
    this.#recentEdits = new RecentEdits(parts.clock);
  }

  open(document: SyntaxDocument): void {
    this.#parts.documents.open(document);
    this.#versions.set(document.uri, document.version);
    this.#texts.delete(document.uri);
    this.#recentEdits.forget(document.uri);
    this.#parts.onChange();
  }

  change(change: SyntaxChange): void {
    const { documents } = this.#parts;
    const before = documents.heldText(change.uri);
    documents.change(change);
    if (!this.#versions.has(change.uri)) return;
    if (before !== undefined && change.edits.length > 0) this.#recentEdits.willChange(change.uri, before);
    this.#versions.set(change.uri, change.version);
    this.#parts.onChange();
  }

  close(uri: string): void {
    this.#parts.documents.close(uri);
    this.#texts.delete(uri);
    this.#recentEdits.forget(uri);
    if (this.#versions.delete(uri)) this.#parts.onChange();
  }

  uris(): Iterable<string> {
    return this.#versions.keys();
  }

  /** As of the last refresh; `undefined` for a document that is not open or was never read. */
  text(uri: string): OpenText | undefined {
    return this.#texts.get(uri);
  }

  /** Of the documents that were not typed in since their last refresh, the one that was changed last first. */
  edits(): RecentEdit[] {
    return this.#recentEdits.list((uri) => {
      const text = this.#texts.get(uri);
      return text?.version === this.#versions.get(uri) ? text?.text : undefined;
    });
  }

  /** Reads those of the documents that changed, in this order, until it is late. Those that cannot be read now stay as they were. */
  async refresh(uris: Iterable<string>, deadlineMs: number): Promise<void> {
    const { documents, clock } = this.#parts;
    for (const uri of [...uris]) {
      const version = this.#versions.get(uri);
      if (version === undefined || this.#texts.get(uri)?.version === version) continue;
      if (clock.now() >= deadlineMs) return;
      const read = await documents.read(uri, version, (document) => this.#openText(version, document));
      if (read !== undefined && this.#versions.get(uri) === version) this.#texts.set(uri, read);
    }
  }

  #openText(version: number, document: ParsedDocument): OpenText {
    const { text } = document;
    return { version, text, facts: text.length > this.#parts.maxUnits ? noFacts : this.#parts.factsOf(document) };
  }
}
