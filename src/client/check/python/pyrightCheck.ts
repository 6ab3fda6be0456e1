import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CheckProblem } from '../../../protocol/check';
import { TextOffsets } from '../textOffsets';
import type { Importer } from './importers';
import { mirrorFolder } from './mirrorFolder';
import type { PythonCheck, PythonRun } from './pythonRun';

interface PyrightPlace {
  readonly line: number;
  readonly character: number;
}

interface PyrightProblem {
  readonly file: string;
  readonly severity: string;
  readonly message: string;
  readonly rule?: string;
  readonly range?: { readonly start: PyrightPlace; readonly end: PyrightPlace };
}

/**
 * Checks all texts in one run, each in a copy of the workspace that is made of links, by the project's settings. pyright takes no text
 * from standard input and no file in the place of another.
 */
export const checkByPyright: PythonCheck = async (tool, run) => {
  const { question, texts, root, interpreter, scratch, importers } = run;
  const name = path.relative(root, question.path);
  // Copies of them: a link may be taken for the file that it leads to, which imports the text on disk.
  const users = importers.map((each): [string, string] => [path.relative(root, each.path), each.text]);
  const over = new Map([...unsavedIn(run), ...users]);
  try {
    for (const [index, text] of texts.entries())
      await mirrorFolder(root, path.join(scratch, String(index)), new Map([...over, [name, text]]));
  } catch {
    return undefined;
  }
  const copies = texts.map((text, index): Copies => {
    const inCopy = (each: string): string => path.join(scratch, String(index), each);
    const others = importers.map((each) => ({ ...each, file: inCopy(path.relative(root, each.path)) }));
    return { file: inCopy(name), text, others };
  });
  const files = copies.flatMap(({ file, others }) => [file, ...others.map((each) => each.file)]);
  const base = await baseConfig(root);
  const config = {
    ...(base === undefined ? {} : { extends: base }),
    include: files.map((file) => path.relative(scratch, file)),
    exclude: [],
    ignore: [],
    executionEnvironments: texts.map((_, index) => ({ root: String(index) })),
  };
  await writeFile(path.join(scratch, 'pyrightconfig.json'), JSON.stringify(config), { mode: 0o600 });
  const args = ['--outputjson', '--project', scratch];
  if (interpreter !== undefined) args.push('--pythonpath', interpreter.file);
  const output = await run.run({ file: tool.file, args, cwd: scratch }, true);
  // 1 says that there are errors; more, that it failed.
  if (output === undefined || output.exitCode > 1) return undefined;
  return parsePyrightOutput(output.stdout, copies);
};

/** One copy of the workspace. */
export interface Copies {
  /** The checked file in it, and its text. */
  readonly file: string;
  readonly text: string;
  readonly others: readonly (Importer & { readonly file: string })[];
}

/** Problems of each copy; `undefined` when the output is not pyright's JSON. */
export function parsePyrightOutput(
  stdout: string,
  copies: readonly Copies[],
): readonly (readonly CheckProblem[])[] | undefined {
  try {
    // Some launchers say something else first.
    const { generalDiagnostics } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as {
      generalDiagnostics: readonly PyrightProblem[];
    };
    return copies.map(({ file, text, others }) => [
      ...problemsIn(generalDiagnostics, file, text),
      ...others.flatMap((other) =>
        problemsIn(generalDiagnostics, other.file, other.text).map((each) => ({ ...each, path: other.path })),
      ),
    ]);
  } catch {
    return undefined;
  }
}

function problemsIn(all: readonly PyrightProblem[], file: string, text: string): readonly CheckProblem[] {
  const offsets = new TextOffsets(text);
  const at = ({ line, character }: PyrightPlace): number => offsets.utf16(line, character);
  return all.flatMap(({ file: where, severity, message, rule = 'syntax', range }) => {
    if (path.relative(where, file) !== '' || (severity !== 'error' && severity !== 'warning')) return [];
    const span = range === undefined ? { start: 0, end: 0 } : { start: at(range.start), end: at(range.end) };
    return [{ ...span, message, code: rule, severity } as const];
  });
}

function unsavedIn({ question, root }: PythonRun): [string, string][] {
  return Object.entries(question.unsaved).flatMap(([file, text]): [string, string][] => {
    const name = path.relative(root, file);
    const isInside = name !== '' && !name.startsWith('..') && !path.isAbsolute(name);
    return isInside && /\.pyi?$/.test(name) ? [[name, text]] : [];
  });
}

/** The project's own settings of pyright: a file that ours extends, so that its paths stay relative to it. */
async function baseConfig(root: string): Promise<string | undefined> {
  const own = path.join(root, 'pyrightconfig.json');
  if ((await readFile(own, 'utf8').catch(() => undefined)) !== undefined) return own;
  const toml = path.join(root, 'pyproject.toml');
  const text = await readFile(toml, 'utf8').catch(() => '');
  return /^\s*\[tool\.(?:based)?pyright\]/m.test(text) ? toml : undefined;
}
