import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CheckProblem } from '../../../protocol/check';
import { TextOffsets } from '../textOffsets';
import type { ProgramOutput } from '../runProgram';
import type { PythonCheck } from './pythonRun';

/**
 * Checks each text in the place of the file, by the project's settings (whose plug-ins are code of the workspace). Bodies without
 * annotations are checked as well: mypy would otherwise pass over wrong names in them. The texts come one after the other, as each finds
 * in the cache what the one before has read. Files that use it are checked with it.
 */
export const checkByMypy: PythonCheck = async (tool, given) => {
  const { question, texts, root, interpreter, scratch, cache, importers, run } = given;
  const options = ['--no-error-summary', '--hide-error-context', '--show-column-numbers', '--show-error-end'];
  options.push('--show-error-codes', '--show-absolute-path', '--no-pretty', '--no-color-output');
  options.push('--check-untyped-defs', '--cache-dir', cache);
  if (interpreter !== undefined) options.push('--python-executable', interpreter.file);
  const shadows = await shadowsOf(question.unsaved, scratch);
  const lists: (readonly CheckProblem[])[] = [];
  let users = importers;
  for (const [index, text] of texts.entries()) {
    const shadow = path.join(scratch, `candidate-${index}.py`);
    await writeFile(shadow, text, { mode: 0o600 });
    const ask = (): Promise<ProgramOutput | undefined> => {
      const files = [question.path, ...users.map((each) => each.path)];
      const args = [...options, ...shadows, '--shadow-file', question.path, shadow, ...files];
      return run({ file: tool.file, args, cwd: root }, index === 0);
    };
    let output = await ask();
    // Two of the files may count as one module for it, which it takes for an error of its own.
    if (index === 0 && users.length > 0 && isFailure(output, question.path, text)) {
      users = [];
      output = await ask();
    }
    if (output === undefined || isFailure(output, question.path, text)) return undefined;
    const { stdout } = output;
    const elsewhere = users.flatMap((each) =>
      parseMypyOutput(stdout, each.path, each.text).map((problem) => ({ ...problem, path: each.path })),
    );
    lists.push([...parseMypyOutput(stdout, question.path, text), ...elsewhere]);
  }
  return lists;
};

/** 2 is a crash or an error that stops mypy; unless that is in the text itself nothing is known of it. */
function isFailure(output: ProgramOutput | undefined, file: string, text: string): boolean {
  if (output === undefined) return false;
  const { exitCode, stdout } = output;
  return exitCode > 2 || (exitCode === 2 && parseMypyOutput(stdout, file, text).length === 0);
}

async function shadowsOf(unsaved: Readonly<Record<string, string>>, scratch: string): Promise<string[]> {
  const args: string[] = [];
  for (const [index, [file, text]] of Object.entries(unsaved).entries()) {
    if (!/\.pyi?$/.test(file)) continue;
    const shadow = path.join(scratch, `unsaved-${index}.py`);
    await writeFile(shadow, text, { mode: 0o600 });
    args.push('--shadow-file', file, shadow);
  }
  return args;
}

const line = /^(.+?):(\d+)(?::(\d+))?(?::(\d+):(\d+))?: (error|warning): (.*?)(?: {2}\[([\w-]+)\])?$/;

/**
 * The problems of one file in mypy's output; notes are left out. Lines and columns start at 1, the end is the last character's. Versions
 * count columns differently where a line has more than ASCII (bytes, characters), so there the whole line is meant.
 */
export function parseMypyOutput(stdout: string, file: string, text: string): readonly CheckProblem[] {
  const offsets = new TextOffsets(text);
  return stdout.split(/\r?\n/).flatMap((each) => {
    const [, where, row, column, endRow, endColumn, severity, message = '', code = ''] = line.exec(each) ?? [];
    if (where === undefined || path.relative(file, where) !== '') return [];
    const index = Number(row) - 1;
    const whole = offsets.wholeLine(index);
    const start = column === undefined || !whole.isAscii ? whole.start : offsets.utf16(index, Number(column) - 1);
    const hasEnd = endColumn !== undefined && whole.isAscii && offsets.wholeLine(Number(endRow) - 1).isAscii;
    const end = hasEnd ? offsets.utf16(Number(endRow) - 1, Number(endColumn)) : whole.end;
    return [{ start, end: Math.max(start, end), message, code, severity: severity === 'error' ? 'error' : 'warning' }];
  });
}
