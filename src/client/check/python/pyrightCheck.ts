import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CheckProblem } from '../../../protocol/check';
import { TextOffsets } from '../textOffsets';
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
  const { question, texts, root, interpreter, scratch } = run;
  const name = path.relative(root, question.path);
  try {
    for (const [index, text] of texts.entries())
      await mirrorFolder(root, path.join(scratch, String(index)), new Map([...unsavedIn(run), [name, text]]));
  } catch {
    return undefined;
  }
  const files = texts.map((_, index) => path.join(scratch, String(index), name));
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
  return parsePyrightOutput(output.stdout, files, texts);
};

/** Problems of each file, whose texts are given in the same order; `undefined` when the output is not pyright's JSON. */
export function parsePyrightOutput(
  stdout: string,
  files: readonly string[],
  texts: readonly string[],
): readonly (readonly CheckProblem[])[] | undefined {
  try {
    // Some launchers say something else first.
    const { generalDiagnostics } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as {
      generalDiagnostics: readonly PyrightProblem[];
    };
    return files.map((file, index) => {
      const offsets = new TextOffsets(texts[index] ?? '');
      const at = ({ line, character }: PyrightPlace): number => offsets.utf16(line, character);
      return generalDiagnostics.flatMap(({ file: where, severity, message, rule = 'syntax', range }) => {
        if (path.relative(where, file) !== '' || (severity !== 'error' && severity !== 'warning')) return [];
        const span = range === undefined ? { start: 0, end: 0 } : { start: at(range.start), end: at(range.end) };
        return [{ ...span, message, code: rule, severity } as const];
      });
    });
  } catch {
    return undefined;
  }
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
