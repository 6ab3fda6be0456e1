import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { childEnvironment } from '../../client/childEnvironment';
import { findPythonTools } from '../../client/check/python/pythonTools';
import { runProgram } from '../../client/check/runProgram';
import type { CallResult } from '../../core/bench/calls/knownCalls';
import type { Clock } from '../../core/ports';
import { ScratchCopy } from '../../node/scratchCopy';
import { pythonRunner, resultMark, scriptRunner } from './functionRunners';

/** A file of a workspace with a text of its own, and the calls that are made of its functions. */
export interface ProgramOrder {
  /** Absolute, of the workspace. */
  readonly folder: string;
  /** Relative to it. */
  readonly file: string;
  readonly languageId: string;
  readonly text: string;
  readonly calls: readonly string[];
  /** Python orders its sets by it; results that depend on that are told apart by another one. */
  readonly seed?: number;
}

const timeoutMs = 20_000;

/** Runs functions of workspaces in scratch copies of them, one run after the other. Dispose of it at the end. */
export class FunctionPrograms {
  readonly #clock: Clock;
  readonly #copies = new Map<string, Promise<ScratchCopy>>();
  #work: Promise<string> | undefined;
  #python: Promise<string | undefined> | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** One result a call. `undefined` when the program does not end in time, or there is none for the language. @throws PlainError of ScratchCopy */
  async run(order: ProgramOrder, signal: AbortSignal): Promise<readonly CallResult[] | undefined> {
    const copy = await this.#copyOf(order.folder, signal);
    const program = await this.#programFor(order.languageId);
    if (program === undefined) return undefined;
    await copy.write(order.file, order.text);
    const run = {
      ...program,
      cwd: copy.folder,
      env: {
        ...childEnvironment(process.env),
        TZ: 'UTC',
        PYTHONDONTWRITEBYTECODE: '1',
        PYTHONHASHSEED: `${order.seed ?? 1}`,
      },
      input: JSON.stringify({ root: copy.folder, file: path.join(copy.folder, order.file), calls: order.calls }),
      timeoutMs,
    };
    const ended = await runProgram(run, this.#clock, signal);
    // The next run may be about another file that imports this one.
    await copy.write(order.file, await readFile(path.join(order.folder, order.file), 'utf8'));
    signal.throwIfAborted();
    return ended === undefined ? undefined : resultsIn(ended.stdout, order.calls.length);
  }

  /** Removes the copies. Never rejects. */
  async dispose(): Promise<void> {
    const copies = await Promise.all([...this.#copies.values()].map((copy) => copy.catch(() => undefined)));
    await Promise.all(copies.flatMap((copy) => (copy === undefined ? [] : [copy.remove()])));
    const work = await this.#work?.catch(() => undefined);
    if (work !== undefined) await rm(work, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }

  #copyOf(folder: string, signal: AbortSignal): Promise<ScratchCopy> {
    const known = this.#copies.get(folder);
    if (known !== undefined) return known;
    const copy = ScratchCopy.create(folder, { signal });
    this.#copies.set(folder, copy);
    return copy;
  }

  async #programFor(
    languageId: string,
  ): Promise<{ readonly file: string; readonly args: readonly string[] } | undefined> {
    this.#work ??= writeRunners();
    const work = await this.#work;
    if (languageId !== 'python') return { file: process.execPath, args: ['--no-warnings', path.join(work, 'run.mjs')] };
    this.#python ??= findPython(this.#clock);
    const file = await this.#python;
    return file === undefined ? undefined : { file, args: [path.join(work, 'run.py')] };
  }
}

async function writeRunners(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'plinth-bench-'));
  await writeFile(path.join(folder, 'run.mjs'), scriptRunner);
  await writeFile(path.join(folder, 'run.py'), pythonRunner);
  return folder;
}

/** That of the environment that is active, else of PATH. */
async function findPython(clock: Clock): Promise<string | undefined> {
  const env = childEnvironment(process.env);
  const active = env['VIRTUAL_ENV'];
  const parts = process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];
  const interpreters = active === undefined ? [] : [path.join(active, ...parts)];
  const tools = await findPythonTools({ interpreters, root: os.tmpdir(), env, cwd: os.tmpdir() }, clock);
  return tools.interpreter?.file;
}

function resultsIn(output: string, count: number): readonly CallResult[] | undefined {
  const line = output.split('\n').findLast((each) => each.startsWith(resultMark));
  if (line === undefined) return undefined;
  const results = JSON.parse(line.slice(resultMark.length)) as CallResult[];
  return results.length === count ? results : undefined;
}
