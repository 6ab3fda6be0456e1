import * as vscode from 'vscode';
import { PlainError } from '../../base/errors';
import type { ExplainRequest } from '../../core/explain/explainContext';
import { isForeign, snapshotOf } from '../convert';

/** A piece of a document; a cursor when start and end are the same. */
export interface ChatCode {
  readonly document: vscode.TextDocument;
  readonly range: vscode.Range;
}

/** The code that a request of the chat points at. */
export interface ChatSubject {
  /** What it is about. */
  readonly code: ChatCode | undefined;
  /** Named or selected by the person; else it is only where the cursor stands. */
  readonly isChosen: boolean;
  /** What else was attached, the first first. */
  readonly beside: readonly ChatCode[];
  /** Attached texts that are no documents. */
  readonly notes: readonly string[];
}

/** What the editor attaches by itself; it is the active editor, which is known better from the editor. */
const implicitId = /^vscode\.implicit\b/;
/** Standing instructions of the workspace, which the editor hands to everybody: they are no subject, and Plinth reads its own where it may. */
const instructionsId = /^vscode\.prompt\.instructions\b/;
const maxNoteChars = 4_000;

/**
 * Files and selections that were attached come first, then the selection of the active editor. The cursor alone counts where the chat shows the
 * person that the file is attached, or `isCursorMeant`.
 * @throws PlainError `unreadable` for an attached file that is no text
 */
export async function chatSubjectOf(
  references: readonly vscode.ChatPromptReference[],
  isCursorMeant: boolean,
): Promise<ChatSubject> {
  const meant = references.filter(({ id }) => !instructionsId.test(id));
  const explicit = meant.filter(({ id }) => !implicitId.test(id));
  // The chat hands them over from the last in the prompt to the first.
  const attached = (await Promise.all(explicit.toReversed().map(({ value }) => codeOf(value)))).filter(
    (code) => code !== undefined,
  );
  const notes = explicit.flatMap(({ value }) => (typeof value === 'string' ? [value.slice(0, maxNoteChars)] : []));
  const [first, ...beside] = attached;
  if (first !== undefined) return { code: first, isChosen: true, beside, notes };
  const editor = activeCode();
  const isChosen = editor?.range.isEmpty === false;
  const isMeant = isChosen || isCursorMeant || explicit.length < meant.length;
  return { code: isMeant ? editor : undefined, isChosen, beside: [], notes };
}

/** The words of core for it. */
export function requestOf({ document, range }: ChatCode): ExplainRequest {
  return { snapshot: snapshotOf(document), start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}

async function codeOf(value: unknown): Promise<ChatCode | undefined> {
  const uri = value instanceof vscode.Location ? value.uri : value;
  if (!(uri instanceof vscode.Uri)) return undefined;
  const document = await opened(uri);
  if (isForeign(document)) return undefined;
  const whole = new vscode.Range(new vscode.Position(0, 0), document.lineAt(document.lineCount - 1).range.end);
  return { document, range: value instanceof vscode.Location ? document.validateRange(value.range) : whole };
}

async function opened(uri: vscode.Uri): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    throw new PlainError(
      'unreadable',
      vscode.l10n.t('{0} cannot be read as text.', vscode.workspace.asRelativePath(uri)),
      vscode.l10n.t('Attach a text file or a selection.'),
    );
  }
}

/** With the focus in the chat, the editor in which somebody was last. */
function activeCode(): ChatCode | undefined {
  const editors = [vscode.window.activeTextEditor, ...vscode.window.visibleTextEditors];
  const editor = editors.find((each) => each !== undefined && !isForeign(each.document));
  return editor === undefined ? undefined : { document: editor.document, range: editor.selection };
}
