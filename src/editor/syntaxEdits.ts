import type { SyntaxEdit } from '../protocol/syntax';

/** One change as the editor reports it: all changes of an event name places of the text before the event. */
export interface ReportedChange {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/**
 * The changes of one event as edits that apply one after the other: from the end of the text to its start, so that none moves the
 * place of a later one. Insertions at one place keep their order in the text.
 */
export function editsInOrder(changes: readonly ReportedChange[]): readonly SyntaxEdit[] {
  return changes
    .map((change, index) => ({ change, index }))
    .sort((a, b) => b.change.rangeOffset - a.change.rangeOffset || b.index - a.index)
    .map(({ change }) => ({
      start: change.rangeOffset,
      oldEnd: change.rangeOffset + change.rangeLength,
      text: change.text,
    }));
}
