import { Lru } from '../../../base/lru';
import type { ContextSnippet } from '../../../protocol/context';
import { maskKeys } from '../../text/maskKeys';
import type { CodeTexts } from '../code/codeTexts';
import { CursorView } from '../place/cursorView';
import { type EditHunk, editHunks } from './editHunks';
import type { IndexPlace, IndexSource, PathEdit } from '../place/indexPlace';
import { nearnessOf } from '../paths';
import { identifiersIn } from '../code/words';

const maxSnippets = 6;
/** Files whose hunks are kept: while somebody types in one, the others need not be compared again. */
const maxFiles = 12;
/** What changes so near to the cursor is what is being typed. */
const typedLines = 2;
/** What an edit is worth that shares no name with what is near the cursor. */
const strangeShare = 0.2;
/** Each edit of another file since then takes about this much from what one is worth. */
const ageStep = 0.3;

interface Compared extends PathEdit {
  readonly hunks: readonly EditHunk[];
}

/**
 * The lines that edits of the last minutes have made, with those around them, those first that share names with the code at the cursor. What
 * was removed is never shown: it may have been removed so that nobody sees it.
 */
export class EditsSource implements IndexSource {
  readonly name = 'edits';
  readonly #codes: CodeTexts;
  readonly #compared = new Lru<string, Compared>(maxFiles);

  constructor(codes: CodeTexts) {
    this.#codes = codes;
  }

  collect(place: IndexPlace): readonly ContextSnippet[] {
    if (place.edits.length === 0) return [];
    const view = new CursorView(place, this.#codes);
    const found: ContextSnippet[] = [];
    for (const [at, edit] of place.edits.entries()) {
      if (place.isLate()) break;
      const isOwn = edit.path === place.path;
      for (const hunk of this.#hunks(edit)) {
        const added = linesOf(hunk, '+');
        if (!/[\p{L}\p{N}]/u.test(added)) continue;
        if (isOwn && (isBeingTyped(hunk, view) || isSeen(hunk, view, place))) continue;
        const changed = `${added}\n${linesOf(hunk, '-')}`;
        const fit = strangeShare + (1 - strangeShare) * view.overlap(changed, nothing);
        found.push({
          source: this.name,
          path: `${edit.path}.diff`,
          text: textAfter(hunk),
          line: hunk.line,
          names: namesAdded(hunk),
          relevance: fit / (1 + ageStep * at),
          nearness: nearnessOf(place.path, edit.path),
        });
      }
    }
    return found.sort((a, b) => b.relevance - a.relevance).slice(0, maxSnippets);
  }

  #hunks(edit: PathEdit): readonly EditHunk[] {
    const known = this.#compared.get(edit.path);
    if (known?.before === edit.before && known.after === edit.after) return known.hunks;
    const hunks = editHunks(edit.before, edit.after);
    this.#compared.set(edit.path, { ...edit, hunks });
    return hunks;
  }
}

const nothing: ReadonlySet<string> = new Set();

function isBeingTyped(hunk: EditHunk, { line }: CursorView): boolean {
  const { first, last } = linesTouched(hunk);
  return first <= line + typedLines && last >= line - typedLines;
}

/** The prompt shows its lines anyway. */
function isSeen(hunk: EditHunk, { code }: CursorView, { query: { window } }: IndexPlace): boolean {
  const { first, last } = linesTouched(hunk);
  const start = code.lineStarts[first] ?? code.text.length;
  const end = code.lineStarts[last + 1] ?? code.text.length;
  return window.start <= start && end <= window.end;
}

/** The lines of the new text that the hunk adds; for what it removes, the line that stands there now. */
function linesTouched({ line, text }: EditHunk): { readonly first: number; readonly last: number } {
  const touched: number[] = [];
  let at = line;
  for (const each of text.split('\n')) {
    if (each.startsWith('+') || each.startsWith('-')) touched.push(at);
    if (!each.startsWith('-')) at += 1;
  }
  return { first: Math.min(...touched), last: Math.max(...touched) };
}

/** What stands behind a sign in a hunk. */
function linesOf({ text }: EditHunk, sign: '+' | '-'): string {
  const lines = text.split('\n').filter((line) => line.startsWith(sign));
  return lines.map((line) => line.slice(1)).join('\n');
}

/** The lines after the change, without what keys there are in them. */
function textAfter({ text }: EditHunk): string {
  const lines = text.split('\n').filter((line) => !line.startsWith('-'));
  return maskKeys(lines.join('\n'));
}

/** Names that came; those of both sides were not changed. */
function namesAdded(hunk: EditHunk): string[] {
  const added = identifiersIn(maskKeys(linesOf(hunk, '+')));
  const removed = identifiersIn(linesOf(hunk, '-'));
  return [...added].filter((name) => !removed.has(name));
}
