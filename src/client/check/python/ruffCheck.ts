import type { CheckProblem } from '../../../protocol/check';
import { TextOffsets } from '../textOffsets';
import type { PythonCheck } from './pythonRun';

interface RuffPlace {
  readonly row: number;
  readonly column: number;
}

interface RuffProblem {
  readonly code: string | null;
  readonly message: string;
  readonly location: RuffPlace;
  readonly end_location: RuffPlace;
}

/**
 * What ruff's own language server shows as an error: broken syntax, names that are not there, files that cannot be read. All else is a
 * warning. Codes of versions before 0.8 and after.
 */
const errorCodes: ReadonlySet<string> = new Set(['invalid-syntax', 'E999', 'E902', 'F821', 'F822', 'F823']);

/** Lints each text from standard input, by the project's settings. Writes no cache and fixes nothing. */
export const checkByRuff: PythonCheck = async (tool, { question, texts, root, run }) => {
  const options = ['--output-format', 'json', '--no-fix', '--no-cache', '--quiet', '--exit-zero'];
  const args = ['check', ...options, '--stdin-filename', question.path, '-'];
  const outputs = await Promise.all(texts.map((input) => run({ file: tool.file, args, cwd: root, input }, false)));
  const lists = outputs.map((output, index) =>
    output?.exitCode === 0 ? parseRuffOutput(output.stdout, texts[index] ?? '') : undefined,
  );
  return lists.every((list) => list !== undefined) ? lists : undefined;
};

/** `undefined` when the output is not ruff's JSON. Rows and columns start at 1 and count characters. */
export function parseRuffOutput(stdout: string, text: string): readonly CheckProblem[] | undefined {
  try {
    const offsets = new TextOffsets(text);
    const at = ({ row, column }: RuffPlace): number => offsets.codePoint(row - 1, column - 1);
    return (JSON.parse(stdout) as readonly RuffProblem[]).map(({ code, message, location, end_location: end }) => {
      const name = code ?? 'invalid-syntax';
      const severity = errorCodes.has(name) ? 'error' : 'warning';
      return { start: at(location), end: at(end), message, code: name, severity };
    });
  } catch {
    return undefined;
  }
}
