import * as vscode from 'vscode';
import type { ContextPlace } from '../../core/context/choose/contextPlace';
import type { HostSource } from '../../core/context/choose/hostSource';
import type { ContextSnippet } from '../../protocol/context';

/** Errors farther away have nothing to do with what is typed. */
const reachLines = 20;
const maxErrors = 4;
const maxMessageUnits = 160;

/** What language servers say is wrong near the cursor. Nothing of the cursor's own line, which is only half written. */
export class ErrorSource implements HostSource {
  readonly name = 'errors';

  collect({ snapshot, offset }: ContextPlace): readonly ContextSnippet[] {
    // The document itself finds the line without a look at the text, however long it is.
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === snapshot.uri);
    if (document === undefined) return [];
    const { line } = document.positionAt(offset);
    const near = vscode.languages
      .getDiagnostics(document.uri)
      .filter(({ severity, message }) => severity === vscode.DiagnosticSeverity.Error && firstLine(message) !== '')
      .map((error) => ({ error, distance: Math.abs(error.range.start.line - line) }))
      .filter(({ distance }) => distance > 0 && distance <= reachLines)
      .sort((a, b) => a.distance - b.distance)
      .slice(0, maxErrors);
    if (near.length === 0) return [];
    const text = near.map(({ error }) => `line ${error.range.start.line + 1}: ${firstLine(error.message)}\n`).join('');
    const relevance = 1 - (near[0]?.distance ?? 0) / (2 * reachLines);
    return [{ source: 'errors', path: `${snapshot.path}.errors`, text, names: [], relevance, nearness: 1 }];
  }
}

function firstLine(message: string): string {
  return (message.trim().split(/\r?\n/, 1)[0] ?? '').slice(0, maxMessageUnits);
}
