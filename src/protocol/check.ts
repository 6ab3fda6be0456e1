/** Questions about what a checker says of a text that is not on disk, as they cross to the process that checks. Offsets are UTF-16 units. */
import { RequestType } from 'vscode-jsonrpc';

/** A text that a checker is asked about; nothing of it is written into the workspace. */
export interface CheckQuestion {
  /** Absolute, of the file on disk. */
  readonly path: string;
  /** Absolute, workspace folder or empty. */
  readonly root: string;
  readonly languageId: string;
  readonly before: string;
  readonly candidates: readonly string[];
  /** Other open texts that are not saved, by absolute path. */
  readonly unsaved: Readonly<Record<string, string>>;
}

export interface CheckProblem {
  /** Offsets into the text that was checked. */
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** Absolute path of another file that uses the checked one, into whose unchanged text the offsets are; absent = the checked text. */
  readonly path?: string;
}

export interface CheckAnswer {
  /** For the user, with its version: `TypeScript 5.9.3`, `pyright 1.1.400`. */
  readonly checker: string;
  readonly level: 'types' | 'lint' | 'compile';
  readonly before: readonly CheckProblem[];
  /** As many as candidates. */
  readonly after: readonly (readonly CheckProblem[])[];
}

/** To the process that checks TypeScript and JavaScript: JSON-RPC over its standard input and output. */
export interface CheckParams {
  readonly question: CheckQuestion;
  /** Time for reading the project and checking the text as it is. */
  readonly coldMs: number;
  /** Time for each candidate, the project being known. */
  readonly warmMs: number;
}

/** `null` = not known: not a file of that language, or too late. */
export const CheckRequest = new RequestType<CheckParams, CheckAnswer | null, void>('check');
