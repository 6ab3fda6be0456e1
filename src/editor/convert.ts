import * as vscode from 'vscode';
import type { Suggestion } from '../core/completion/outcome';
import type { CompletionRequest, DocumentSnapshot } from '../core/text/snapshot';

/** Scheme of the read-only documents in which a prompt is shown. */
export const contextScheme = 'plinth-context';

/** Scheme of the read-only document that lists recent completions. */
export const historyScheme = 'plinth-history';

/** Scheme of the read-only documents that tell what was tried for a fix. */
export const fixReportScheme = 'plinth-fix-report';

/** Scheme of the proposed texts of documents that are changed on request. Menus and key bindings name it as well. */
export const editScheme = 'plinth-edit';

/** Documents that show something rather than hold code of the user: never completed, explained or fixed. */
const foreignSchemes: ReadonlySet<string> = new Set([
  'output',
  'comment',
  'search-editor',
  'vscode-scm',
  'vscode-settings',
  'walkThroughSnippet',
  'plinth-fix',
  editScheme,
  contextScheme,
  historyScheme,
  fixReportScheme,
]);

const cellScheme = 'vscode-notebook-cell';

/** Documents without a file system that can be edited all the same. */
const schemesInMemory: ReadonlySet<string> = new Set(['untitled', cellScheme, 'vscode-interactive-input']);

export function isForeign(document: vscode.TextDocument): boolean {
  return foreignSchemes.has(document.uri.scheme);
}

/** The document as it is now. Its path, for a cell that of its notebook, is relative to its workspace folder, or the base name outside of every folder. */
export function snapshotOf(document: vscode.TextDocument): DocumentSnapshot {
  return { ...namesOf(document), text: document.getText() };
}

/**
 * As {@link snapshotOf}, but the text is put together only when it is first read, which takes time that grows with the document. For
 * whoever decides at once, before the document can change, whether the text is needed.
 */
function lazySnapshotOf(document: vscode.TextDocument, read: () => string): DocumentSnapshot {
  let text: string | undefined;
  return {
    ...namesOf(document),
    get text() {
      return (text ??= read());
    },
  };
}

function namesOf(document: vscode.TextDocument): Omit<DocumentSnapshot, 'text'> {
  const place = placeOf(document);
  const folder = vscode.workspace.getWorkspaceFolder(place);
  const path = folder === undefined ? baseName(place.path) : vscode.workspace.asRelativePath(place, false);
  return {
    uri: document.uri.toString(),
    path: path.replaceAll('\\', '/'),
    repository: folder?.name ?? '',
    languageId: document.languageId,
    version: document.version,
    ...indentationOf(document),
  };
}

/** A cell's own URI lies in no folder: it has the path of its notebook under another scheme, and perhaps another authority. */
function placeOf({ uri }: vscode.TextDocument): vscode.Uri {
  if (uri.scheme !== cellScheme) return uri;
  return vscode.workspace.notebookDocuments.find((notebook) => notebook.uri.path === uri.path)?.uri ?? uri;
}

/** By the options of an editor that shows the document; the editor has worked out what "auto" means there. */
function indentationOf(document: vscode.TextDocument): Pick<DocumentSnapshot, 'indentation'> {
  const editor = vscode.window.visibleTextEditors.find((each) => each.document === document);
  const { tabSize, indentSize, insertSpaces } = editor?.options ?? {};
  const step = insertSpaces === true ? (indentSize ?? tabSize) : tabSize;
  if (typeof step !== 'number' || typeof insertSpaces !== 'boolean') return {};
  return { indentation: { tabSize: step, insertSpaces } };
}

/** Gives the whole text of a document in which the cursor stands at a position. */
type TextOf = (document: vscode.TextDocument, position: vscode.Position) => string;

/** One call of the editor for inline completion, in the words of core. @param textOf by default the editor puts the text together */
export function completionRequestOf(
  document: vscode.TextDocument,
  position: vscode.Position,
  context: vscode.InlineCompletionContext,
  textOf: TextOf = () => document.getText(),
): CompletionRequest {
  const { selectedCompletionInfo: selected, triggerKind } = context;
  return {
    snapshot: lazySnapshotOf(document, () => textOf(document, position)),
    offset: document.offsetAt(position),
    trigger: triggerKind === vscode.InlineCompletionTriggerKind.Invoke ? 'invoke' : 'automatic',
    ...(selected === undefined
      ? {}
      : { selectedSuggestion: { start: document.offsetAt(selected.range.start), text: selected.text } }),
    cursors: countCursors(document),
    readOnly: isReadOnly(document),
  };
}

/** @param command runs when the item was accepted as a whole */
export function inlineItemOf(
  document: vscode.TextDocument,
  { text, range }: Suggestion,
  command: vscode.Command | undefined,
): vscode.InlineCompletionItem {
  return new vscode.InlineCompletionItem(text, rangeOf(document, range), command);
}

export function rangeOf(
  document: vscode.TextDocument,
  span: { readonly start: number; readonly end: number },
): vscode.Range {
  return new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
}

/**
 * True when nothing can be written back: a read-only file system, or a text that an extension made up. The editor itself asks for no
 * completion in a file that is read-only on the disk.
 */
export function isReadOnly({ uri: { scheme } }: vscode.TextDocument): boolean {
  return vscode.workspace.fs.isWritableFileSystem(scheme) !== true && !schemesInMemory.has(scheme);
}

/** A selection that is not empty counts as one cursor more. */
function countCursors(document: vscode.TextDocument): number {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document !== document) return 1;
  return editor.selections.length + (editor.selections.some((selection) => !selection.isEmpty) ? 1 : 0);
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1) || path;
}
