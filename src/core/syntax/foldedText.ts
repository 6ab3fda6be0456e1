import type { SyntaxEdit } from '../../protocol/syntax';

/** A part of a text, in UTF-16 units: from `start` up to, not including, `end`. */
export interface TextPart {
  readonly start: number;
  readonly end: number;
}

/** Leads from the offsets of a document to those of the text that stands for it, and back. */
export interface TextView {
  /** Where an offset of the document stands; only for one that the view covers. */
  inView(offset: number): number;
  /** Where an offset of the view stands in the document. `side` tells which one is meant where something was left out. */
  inDocument(offset: number, side: 'start' | 'end'): number;
}

/** The view of a document in which nothing is left out. */
export const wholeView: TextView = { inView: (offset) => offset, inDocument: (offset) => offset };

/** What is kept of the document, in order; a part begins in the view where the one before it ended. */
type Kept = readonly TextPart[];

/**
 * A text without the parts of it that are far from where someone works. It follows the edits of the text for as long as they touch only
 * what was kept.
 */
export class FoldedText implements TextView {
  private constructor(
    readonly text: string,
    readonly kept: Kept,
    /** Length of the document. */
    readonly length: number,
  ) {}

  /** `parts` lie within the text, in order, and do not overlap. */
  static without(text: string, parts: readonly TextPart[]): FoldedText {
    const kept: TextPart[] = [];
    let start = 0;
    for (const part of parts) {
      if (part.start > start) kept.push({ start, end: part.start });
      start = part.end;
    }
    if (start < text.length || kept.length === 0) kept.push({ start, end: text.length });
    return new FoldedText(kept.map((part) => text.slice(part.start, part.end)).join(''), kept, text.length);
  }

  /** Whether a range stands in one kept part with `marginUnits` of it on both sides, or up to where the document ends. */
  covers(start: number, end: number, marginUnits: number): boolean {
    const part = this.kept[this.#partAt(start)];
    if (part === undefined || !(start <= end && end <= part.end)) return false;
    const hasBefore = part.start === 0 || start - part.start >= marginUnits;
    return hasBefore && (part.end === this.length || part.end - end >= marginUnits);
  }

  /**
   * The text after an edit of the document, with the same edit in offsets of this view; `undefined` when it touches what is left out, or
   * stands right beside it, where it may go on with what is not seen here.
   */
  edited(edit: SyntaxEdit): { readonly folded: FoldedText; readonly edit: SyntaxEdit } | undefined {
    if (!this.covers(edit.start, edit.oldEnd, 1)) return undefined;
    const index = this.#partAt(edit.start);
    const inView = { start: this.inView(edit.start), oldEnd: this.inView(edit.oldEnd), text: edit.text };
    const grown = edit.text.length - (edit.oldEnd - edit.start);
    const text = this.text.slice(0, inView.start) + edit.text + this.text.slice(inView.oldEnd);
    const kept = this.kept.map(({ start, end }, at) => {
      if (at < index) return { start, end };
      return at === index ? { start, end: end + grown } : { start: start + grown, end: end + grown };
    });
    return { folded: new FoldedText(text, kept, this.length + grown), edit: inView };
  }

  inView(offset: number): number {
    const index = this.#partAt(offset);
    const before = this.kept.slice(0, Math.max(0, index)).reduce((sum, { start, end }) => sum + end - start, 0);
    return before + offset - (this.kept[index]?.start ?? 0);
  }

  inDocument(offset: number, side: 'start' | 'end'): number {
    let rest = offset;
    for (const { start, end } of this.kept) {
      const units = end - start;
      if (rest < units || (rest === units && side === 'end')) return start + rest;
      rest -= units;
    }
    return this.length;
  }

  /** Index of the kept part that an offset stands in, or of the last one before it. */
  #partAt(offset: number): number {
    return this.kept.findLastIndex(({ start }) => start <= offset);
  }
}
