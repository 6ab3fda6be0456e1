import type { CheckProblem, CheckQuestion } from '../../../protocol/check';
import type { Importer } from './importers';
import type { ProgramOutput, ProgramRun } from '../runProgram';

/** A program that answered to `--version`. */
export interface FoundTool {
  /** Absolute. */
  readonly file: string;
  readonly version: string;
}

/** One question as every way of checking Python gets it. */
export interface PythonRun {
  readonly question: CheckQuestion;
  /** The text as it is, then the candidates. */
  readonly texts: readonly string[];
  /** Absolute: the workspace folder, or the outermost package's parent of a file outside of it. */
  readonly root: string;
  readonly interpreter: FoundTool | undefined;
  /** Files that use the checked one, as they are: their problems are taken with each text, by ways that know types. */
  readonly importers: readonly Importer[];
  /** An empty private folder outside of the workspace that is removed afterwards. */
  readonly scratch: string;
  /** A private folder outside of the workspace that is kept until the checker is disposed of. */
  readonly cache: string;
  /** `isCold`: the project may have to be read first. */
  readonly run: (
    program: Pick<ProgramRun, 'file' | 'args' | 'cwd' | 'input'>,
    isCold: boolean,
  ) => Promise<ProgramOutput | undefined>;
}

/** Problems of each text, in order; `undefined` when the program failed or was too late. */
export type PythonCheck = (
  tool: FoundTool,
  run: PythonRun,
) => Promise<readonly (readonly CheckProblem[])[] | undefined>;
