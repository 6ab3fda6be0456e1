import { Lru } from '../base/lru';
import type { SyntaxDocuments } from '../core/ports';
import type { DocumentSnapshot } from '../core/text/snapshot';
import type { SyntaxEdit } from '../protocol/syntax';
import type { SourceName } from './sourceFile';

const MAX_OPEN = 32;

interface OpenDocument {
  snapshot: DocumentSnapshot;
}

/** The documents that an editor would have open: successive texts of one file are successive versions of one document. */
export class OpenDocuments {
  readonly #syntax: SyntaxDocuments;
  readonly #open: Lru<string, OpenDocument>;

  constructor(syntax: SyntaxDocuments) {
    this.#syntax = syntax;
    this.#open = new Lru(MAX_OPEN, (_document, uri) => syntax.close(uri));
  }

  /** Opens the document or brings it to a new text. The same text again is the same version. */
  show(name: SourceName, languageId: string, text: string): DocumentSnapshot {
    const known = this.#open.get(name.uri);
    if (known?.snapshot.text === text) return known.snapshot;
    const snapshot = { ...name, languageId, text, version: (known?.snapshot.version ?? 0) + 1 };
    const { uri, version } = snapshot;
    if (known === undefined) {
      this.#syntax.open({ uri, languageId, version, text });
      this.#open.set(uri, { snapshot });
    } else {
      this.#syntax.change({ uri, version, edits: [editBetween(known.snapshot.text, text)] });
      known.snapshot = snapshot;
    }
    return snapshot;
  }
}

/** The one replacement that turns a text into another: what differs between their common start and end. */
export function editBetween(before: string, after: string): SyntaxEdit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  while (
    tail < shorter - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++;
  return { start, oldEnd: before.length - tail, text: after.slice(start, after.length - tail) };
}
