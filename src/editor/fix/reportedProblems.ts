import * as vscode from 'vscode';
import type { FixProblem, RelatedPlace } from '../../core/fix/fixTarget';
import { isSecretFile } from '../../core/text/secretFiles';
import { codeOf } from './oneCause';

const maxRelated = 3;
const maxRelatedLines = 4;
const maxFileBytes = 512 * 1024;

/** Whether anything of a file may be shown to a model. */
export type MayShow = (file: vscode.Uri) => Promise<boolean>;

/** Diagnostics in the words of core, with the code at the places that they name. Never rejects. */
export async function fixProblemsOf(
  document: vscode.TextDocument,
  diagnostics: readonly vscode.Diagnostic[],
  mayShow: MayShow,
): Promise<readonly FixProblem[]> {
  return Promise.all(
    diagnostics.map(async (diagnostic): Promise<FixProblem> => {
      const { message, source = '', range, relatedInformation = [] } = diagnostic;
      const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
      const related = await Promise.all(
        relatedInformation.slice(0, maxRelated).map((each) => relatedPlaceOf(document, each, mayShow)),
      );
      return {
        ...span,
        message,
        source,
        code: codeOf(diagnostic),
        related: related.filter((place) => place !== undefined),
      };
    }),
  );
}

async function relatedPlaceOf(
  document: vscode.TextDocument,
  { location: { uri, range }, message }: vscode.DiagnosticRelatedInformation,
  mayShow: MayShow,
): Promise<RelatedPlace | undefined> {
  const content = uri.toString() === document.uri.toString() ? document.getText() : await contentOf(uri, mayShow);
  if (content === undefined) return undefined;
  const first = range.start.line;
  const last = Math.min(range.end.line, first + maxRelatedLines - 1);
  const text = content
    .split(/\r?\n/)
    .slice(first, last + 1)
    .join('\n');
  const path = vscode.workspace.asRelativePath(uri, false).replaceAll('\\', '/');
  return { path, line: first + 1, message, text };
}

/** Of a file of the workspace, as the editor has it. */
async function contentOf(uri: vscode.Uri, mayShow: MayShow): Promise<string | undefined> {
  try {
    if (uri.scheme !== 'file' || vscode.workspace.getWorkspaceFolder(uri) === undefined) return undefined;
    if (isSecretFile(uri.fsPath) || !(await mayShow(uri))) return undefined;
    const open = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
    if (open !== undefined) return open.getText();
    if ((await vscode.workspace.fs.stat(uri)).size > maxFileBytes) return undefined;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    // It is gone: the problem itself says enough.
    return undefined;
  }
}
