import * as vscode from 'vscode';
import { within } from '../../base/cancel';
import type { Clock } from '../../base/clock';
import type { TextEdit } from '../../core/text/minimalEdits';
import type { OfferedFix } from '../../core/fix/fixTarget';
import { smallestFixes } from './smallestFixes';

/** Someone waits, and language servers may be slow. */
const limitMs = 2_000;
/** Actions whose edits the server only works out when it is asked for them. */
const maxResolved = 6;
const maxRanges = 3;

/**
 * The quick fixes of language servers and linters for some places, as edits of this document. Left out is what changes another document,
 * and what only runs a command: no command is executed. Empty when it comes too late or the document changes meanwhile; never rejects.
 */
export async function quickFixesOf(
  document: vscode.TextDocument,
  ranges: readonly vscode.Range[],
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<readonly OfferedFix[]> {
  const { version } = document;
  const distinct = ranges.filter((range, at) => ranges.findIndex((other) => other.isEqual(range)) === at);
  const lists = await Promise.all(
    distinct.slice(0, maxRanges).map((range) => within(actionsFor(document, range), { clock, ms: limitMs, signal })),
  );
  if (document.version !== version) return [];
  return smallestFixes(lists.flatMap((list) => list ?? []).flatMap((action) => offeredFixOf(document, action)));
}

async function actionsFor(
  { uri }: vscode.TextDocument,
  range: vscode.Range,
): Promise<readonly (vscode.CodeAction | vscode.Command)[]> {
  const kind = vscode.CodeActionKind.QuickFix.value;
  const command = 'vscode.executeCodeActionProvider';
  return (
    (await vscode.commands.executeCommand<vscode.CodeAction[] | undefined>(command, uri, range, kind, maxResolved)) ??
    []
  );
}

function offeredFixOf(document: vscode.TextDocument, action: vscode.CodeAction | vscode.Command): OfferedFix[] {
  if (!('edit' in action) || action.edit === undefined) return [];
  const entries = action.edit.entries().filter(([, edits]) => edits.length > 0);
  if (entries.length === 0 || entries.some(([uri]) => uri.toString() !== document.uri.toString())) return [];
  const eol = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  const edits = entries.flatMap(([, list]) =>
    list.map(({ range, newText }): TextEdit => {
      // As the editor does when it applies them.
      const text = newText.replace(/\r\n|\r|\n/g, eol);
      return { start: document.offsetAt(range.start), end: document.offsetAt(range.end), text };
    }),
  );
  return [{ title: action.title, edits }];
}
