import type * as vscode from 'vscode';

/** Less is seldom explained, and is read in no time. */
const leastChars = 40;

/**
 * Whether somebody selects code as one does to ask about it: several lines, or a long piece of one, in one place. The model then reads the
 * selection ahead, and no place for typing: both are kept in one cache, and the later one would throw the other out.
 */
export function selectsCode({ document, selection, selections }: vscode.TextEditor): boolean {
  if (selections.length > 1 || selection.isEmpty) return false;
  if (!selection.isSingleLine) return true;
  return document.offsetAt(selection.end) - document.offsetAt(selection.start) >= leastChars;
}
