import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../../../base/clock';
import { runProgram } from '../runProgram';
import type { FoundTool } from './pythonRun';

/** What there is to check Python with. */
export interface PythonTools {
  readonly interpreter: FoundTool | undefined;
  readonly pyright: FoundTool | undefined;
  readonly mypy: FoundTool | undefined;
  readonly ruff: FoundTool | undefined;
}

export interface PythonPlaces {
  /** Absolute paths of interpreters, best first; their folders come before those of PATH. */
  readonly interpreters: readonly string[];
  /** Workspace folder; nothing in it is run but what belongs to a named interpreter. */
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  /** Programs are started here. */
  readonly cwd: string;
}

const versionMs = 5_000;
const suffixes = process.platform === 'win32' ? ['.exe'] : [''];

/** Looks for the programs and asks each for its version, so that none is taken that does not run (a launcher of another environment). */
export async function findPythonTools(places: PythonPlaces, clock: Clock): Promise<PythonTools> {
  const named = places.interpreters.filter((file) => path.isAbsolute(file));
  const folders = [...new Set([...named.map((file) => path.dirname(file)), ...pathFolders(places)])];
  const find = async (name: string, files: readonly string[], args: readonly string[] = []) => {
    for (const file of files) {
      const version = await versionOf(name, { file, args: [...args, '--version'] }, places, clock);
      if (version !== undefined) return { file, version };
    }
    return undefined;
  };
  const inFolders = (...names: readonly string[]): string[] =>
    folders.flatMap((folder) => names.flatMap((name) => suffixes.map((suffix) => path.join(folder, name + suffix))));
  const [interpreter, pyright, mypy, ruff] = await Promise.all([
    find('Python', [...named, ...inFolders('python3', 'python')], ['-I', '-S']),
    find('pyright', inFolders('pyright', 'basedpyright')),
    find('mypy', inFolders('mypy')),
    find('ruff', inFolders('ruff')),
  ]);
  return { interpreter, pyright, mypy, ruff };
}

async function versionOf(
  name: string,
  program: { readonly file: string; readonly args: readonly string[] },
  { cwd, env }: PythonPlaces,
  clock: Clock,
): Promise<string | undefined> {
  if (!(await isExecutable(program.file))) return undefined;
  const run = { ...program, cwd, env, timeoutMs: versionMs, maxOutputBytes: 64_000 };
  const output = await runProgram(run, clock, new AbortController().signal);
  if (output?.exitCode !== 0) return undefined;
  const found = new RegExp(`^(?:based)?${name} (\\d+(?:\\.\\d+)+\\S*)`, 'm').exec(output.stdout)?.[1];
  // Before 3.8 the answers to come have another shape.
  return name === 'Python' && !/^3\.(?:[89]|\d\d)/.test(found ?? '') ? undefined : found;
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** The folders of PATH that are absolute and not in the workspace: what a repository holds is its code. */
function pathFolders({ env, root }: PythonPlaces): string[] {
  const name = Object.keys(env).find((each) => each.toUpperCase() === 'PATH') ?? 'PATH';
  return (env[name] ?? '').split(path.delimiter).filter((folder) => {
    if (!path.isAbsolute(folder)) return false;
    if (root === '') return true;
    const below = path.relative(root, folder);
    return below.startsWith('..') || path.isAbsolute(below);
  });
}
