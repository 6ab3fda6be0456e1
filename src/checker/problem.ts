import path from 'node:path';
import type { Diagnostic } from 'typescript';
import type { CheckProblem } from '../protocol/check';
import type { TypeScript } from './loadTypeScript';

/**
 * Errors that VS Code shows as warnings (`reportStyleChecksAsWarnings`, on by default): unused names, imports and labels, code that is
 * never reached, a case that falls through, a path without a return. From `styleCheckDiagnostics` of its TypeScript extension.
 */
const styleCodes: ReadonlySet<number> = new Set([6133, 6138, 6192, 6196, 7027, 7028, 7029, 7030]);

/** The diagnostics of one file as problems, errors and warnings only. `other`: the file is not the one that was asked about. */
export function problemsOf(
  ts: TypeScript,
  diagnostics: readonly Diagnostic[],
  fileName: string,
  other = false,
): readonly CheckProblem[] {
  return diagnostics.flatMap(({ file, start = 0, length = 0, messageText, code, category }) => {
    const isError = category === ts.DiagnosticCategory.Error;
    if (file?.fileName !== fileName || (!isError && category !== ts.DiagnosticCategory.Warning)) return [];
    const problem: CheckProblem = {
      start,
      end: start + length,
      message: ts.flattenDiagnosticMessageText(messageText, '\n'),
      code: String(code),
      severity: isError && !styleCodes.has(code) ? 'error' : 'warning',
    };
    return other ? { ...problem, path: path.normalize(fileName) } : problem;
  });
}
