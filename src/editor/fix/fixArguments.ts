import * as vscode from 'vscode';

/** What the code action hands to the command. */
export interface FixCommandArguments {
  readonly uri: vscode.Uri;
  readonly diagnostics: readonly vscode.Diagnostic[];
}

/** What other callers hand to the command: a line, from 1 on, whose problems are meant. */
export interface FixLineArguments {
  readonly uri: vscode.Uri;
  readonly line: number;
}

/** An argument of the command; undefined for anything else, which then counts as none. */
export function fixArgumentsOf(argument: unknown): FixCommandArguments | FixLineArguments | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { uri, diagnostics, line } = argument as { readonly [key: string]: unknown };
  if (!(uri instanceof vscode.Uri)) return undefined;
  if (Array.isArray(diagnostics)) return { uri, diagnostics: diagnostics as readonly vscode.Diagnostic[] };
  return typeof line === 'number' && Number.isInteger(line) && line > 0 ? { uri, line } : undefined;
}
