import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { within } from '../../../base/cancel';
import type { Clock } from '../../../base/clock';
import type { Disposable } from '../../../base/disposable';
import { describeError } from '../../../base/errors';
import type { Log } from '../../../base/log';
import type { Checker } from '../../../core/ports';
import type { CheckAnswer, CheckQuestion } from '../../../protocol/check';
import { childEnvironment } from '../../childEnvironment';
import { runProgram } from '../runProgram';
import { checkByCompile } from './compileCheck';
import { findImporters, type Importer } from './importers';
import { checkByMypy } from './mypyCheck';
import { checkByPyright } from './pyrightCheck';
import type { FoundTool, PythonCheck, PythonRun } from './pythonRun';
import { findPythonTools, type PythonTools } from './pythonTools';
import { checkByRuff } from './ruffCheck';

export interface PythonCheckerOptions {
  /** Absolute paths of interpreters for a workspace folder, best first: a setting, what the Python extension chose. Never rejects. */
  readonly interpreters: (root: string) => Promise<readonly string[]>;
  readonly clock: Clock;
  readonly log: Log;
  /** Environment of the caller; this process's own unless told. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Time for a run that may have to read the project first, and for the others. */
  readonly coldMs?: number;
  readonly warmMs?: number;
  /** So long the programs that were found are believed to be there. */
  readonly keepToolsMs?: number;
}

interface Way {
  readonly name: string;
  readonly level: CheckAnswer['level'];
  readonly tool: FoundTool | undefined;
  readonly check: PythonCheck;
}

const defaults = { env: process.env, coldMs: 20_000, warmMs: 10_000, keepToolsMs: 5 * 60_000 };
/** Nobody listens there. pyright's launcher would otherwise look for a new version, or load Node. */
const nowhere = 'http://127.0.0.1:9';

/**
 * Checks Python with the strongest program of the environment that gives an answer: pyright or mypy (first the one that the project has
 * settings for), ruff, Python's own compiler. Only pyright and mypy look at files that import the checked one as well. To be asked only in a
 * trusted workspace: interpreters and plug-ins of mypy are code.
 */
export class PythonChecker implements Checker, Disposable {
  readonly #options: Required<PythonCheckerOptions>;
  readonly #env: Readonly<Record<string, string>>;
  readonly #tools = new Map<string, { readonly atMs: number; readonly tools: Promise<PythonTools> }>();
  #cache: Promise<string> | undefined;

  constructor(options: PythonCheckerOptions) {
    this.#options = { ...defaults, ...options };
    const own = childEnvironment(this.#options.env);
    this.#env = { ...own, HTTP_PROXY: nowhere, HTTPS_PROXY: nowhere, http_proxy: nowhere, https_proxy: nowhere };
  }

  async check(question: CheckQuestion, signal: AbortSignal): Promise<CheckAnswer | undefined> {
    signal.throwIfAborted();
    if (!/\.pyi?$/.test(question.path)) return undefined;
    const { clock, log, coldMs } = this.#options;
    const root = isInside(question.path, question.root) ? question.root : packageRoot(question.path);
    const tools = await within(this.#find(root), { clock, ms: coldMs, signal });
    signal.throwIfAborted();
    let importers: readonly Importer[] | undefined;
    for (const { name, level, tool, check } of tools === undefined ? [] : await waysOf(tools, root)) {
      if (tool === undefined) continue;
      // Without a candidate nothing can break elsewhere.
      const isShared = level === 'types' && question.candidates.length > 0;
      importers ??= isShared ? await findImporters(question.path, root, question.unsaved, signal) : undefined;
      const about = { question, root, interpreter: tools?.interpreter, importers: isShared ? (importers ?? []) : [] };
      const lists = await this.#run(check, tool, about, signal);
      signal.throwIfAborted();
      const [before, ...after] = lists ?? [];
      if (before !== undefined) return { checker: `${name} ${tool.version}`, level, before, after };
      log.warn(`${name} ${tool.version} gave no answer.`);
    }
    return undefined;
  }

  async dispose(): Promise<void> {
    const folder = await this.#cache?.catch(() => undefined);
    if (folder !== undefined) await remove(folder);
  }

  async #run(
    check: PythonCheck,
    tool: FoundTool,
    about: Pick<PythonRun, 'question' | 'root' | 'interpreter' | 'importers'>,
    signal: AbortSignal,
  ): ReturnType<PythonCheck> {
    const { clock, log, coldMs, warmMs } = this.#options;
    const env = this.#env;
    let scratch: string | undefined;
    try {
      scratch = await privateFolder();
      this.#cache ??= privateFolder();
      return await check(tool, {
        ...about,
        texts: [about.question.before, ...about.question.candidates],
        scratch,
        cache: await this.#cache,
        run: (program, isCold) => runProgram({ ...program, env, timeoutMs: isCold ? coldMs : warmMs }, clock, signal),
      });
    } catch (error) {
      log.warn(`Python was not checked: ${describeError(error)}`);
      return undefined;
    } finally {
      if (scratch !== undefined) await remove(scratch);
    }
  }

  async #find(root: string): Promise<PythonTools> {
    const { clock, interpreters, keepToolsMs } = this.#options;
    const named = [...(await interpreters(root)), ...ownEnvironments(root)];
    const key = [root, ...named].join('\n');
    const known = this.#tools.get(key);
    if (known !== undefined && clock.now() - known.atMs < keepToolsMs) return known.tools;
    const tools = findPythonTools({ interpreters: named, root, env: this.#env, cwd: tmpdir() }, clock);
    this.#tools.set(key, { atMs: clock.now(), tools });
    return tools;
  }
}

async function waysOf({ interpreter, pyright, mypy, ruff }: PythonTools, root: string): Promise<readonly Way[]> {
  const types: Way[] = [
    { name: 'pyright', level: 'types', tool: pyright, check: checkByPyright },
    { name: 'mypy', level: 'types', tool: mypy, check: checkByMypy },
  ];
  if (await prefersMypy(root)) types.reverse();
  return [
    ...types,
    { name: 'ruff', level: 'lint', tool: ruff, check: checkByRuff },
    { name: 'Python', level: 'compile', tool: interpreter, check: checkByCompile },
  ];
}

/** Whether the project has settings for mypy and none for pyright. */
async function prefersMypy(root: string): Promise<boolean> {
  const read = (name: string): Promise<string> => readFile(path.join(root, name), 'utf8').catch(() => '');
  const [project, setup] = await Promise.all([read('pyproject.toml'), read('setup.cfg')]);
  if (existsSync(path.join(root, 'pyrightconfig.json')) || /^\s*\[tool\.(?:based)?pyright\]/m.test(project))
    return false;
  const hasFile = ['mypy.ini', '.mypy.ini'].some((name) => existsSync(path.join(root, name)));
  return hasFile || /^\s*\[tool\.mypy\]/m.test(project) || /^\s*\[mypy\]/m.test(setup);
}

/** The interpreters of virtual environments in the workspace folder, by the names that everybody uses. */
function ownEnvironments(root: string): string[] {
  const parts = process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];
  return ['.venv', 'venv'].map((name) => path.join(root, name, ...parts)).filter((file) => existsSync(file));
}

/** The folder that a file's imports start from: above the outermost folder with an `__init__.py`. */
function packageRoot(file: string): string {
  let folder = path.dirname(file);
  while (existsSync(path.join(folder, '__init__.py')) && path.dirname(folder) !== folder) folder = path.dirname(folder);
  return folder;
}

function isInside(file: string, root: string): boolean {
  if (root === '') return false;
  const below = path.relative(root, file);
  return below !== '' && !below.startsWith('..') && !path.isAbsolute(below);
}

/** For this user alone (mode 0700); by its real path, as programs report real paths. */
async function privateFolder(): Promise<string> {
  return mkdtemp(path.join(await realpath(tmpdir()), 'plinth-check-'));
}

async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
}
