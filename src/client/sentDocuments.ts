import { spliceText } from '../base/spliceText';
import type { SyntaxChange, SyntaxDocument, SyntaxEdit } from '../protocol/syntax';

interface Sent {
  readonly languageId: string;
  text: string;
  version: number;
  /** Not yet applied to `text`, so that a keystroke costs nothing here. */
  edits: SyntaxEdit[];
  units: number;
}

/** UTF-16 units; larger documents are not sent to the worker. */
const MAX_UNITS = 2_000_000;
const MAX_EDITS = 500;

/** Remembers the documents that a worker was given, so that another one can be given the same. */
export class SentDocuments {
  readonly #documents = new Map<string, Sent>();

  isSmallEnough(text: string): boolean {
    return text.length <= MAX_UNITS;
  }

  /** False when the document is too large to be sent. */
  open({ uri, languageId, version, text }: SyntaxDocument): boolean {
    this.#documents.delete(uri);
    if (!this.isSmallEnough(text)) return false;
    this.#documents.set(uri, { languageId, version, text, edits: [], units: text.length });
    return true;
  }

  /**
   * True when the change is to be sent, false when the document is from now on too large or lost, `undefined` when it
   * is unknown.
   */
  change({ uri, version, edits }: SyntaxChange): boolean | undefined {
    const document = this.#documents.get(uri);
    if (document === undefined) return undefined;
    document.version = version;
    for (const edit of edits) {
      document.edits.push(edit);
      document.units += edit.text.length - (edit.oldEnd - edit.start);
    }
    if (document.units <= MAX_UNITS && (document.edits.length <= MAX_EDITS || applyEdits(document))) return true;
    this.#documents.delete(uri);
    return false;
  }

  close(uri: string): boolean {
    return this.#documents.delete(uri);
  }

  versionOf(uri: string): number | undefined {
    return this.#documents.get(uri)?.version;
  }

  /** All documents as they are now. */
  all(): SyntaxDocument[] {
    const result: SyntaxDocument[] = [];
    for (const [uri, document] of this.#documents) {
      if (!applyEdits(document)) this.#documents.delete(uri);
      else result.push({ uri, languageId: document.languageId, version: document.version, text: document.text });
    }
    return result;
  }
}

/** False when an edit does not fit the text. */
function applyEdits(document: Sent): boolean {
  const text = spliceText(document.text, document.edits);
  document.edits = [];
  if (text === undefined) return false;
  document.text = text;
  return true;
}
