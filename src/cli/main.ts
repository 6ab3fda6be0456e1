import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../base/clock';
import { type Log, nullLog } from '../base/log';
import { EngineClient } from '../client/engineClient';
import { WorkerClient } from '../client/workerClient';
import { contextTokens } from '../core/models/contextTokens';
import { cacheFolder, modelFolder, processFolderFacts } from '../node/folders';
import { readMachine } from '../node/machine';
import { ModelStore } from '../node/modelStore';
import { libraryProblem, readSystemLibraries } from '../node/systemLibraries';
import type { CliIo } from './cliIo';
import { runCli } from './program';
import type { EngineWish, Workbench } from './workbench';

declare const PLINTH_BUILD_ID: string;

/** Nobody waits between two keys here, so syntax may take its time. */
const SYNTAX_DEADLINE_MS = 5_000;
/** What a shell calls a program that a signal ended badly; also the second Ctrl+C. */
const INTERRUPTED_EXIT_CODE = 130;

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const io = processIo();
  const log = args.includes('--debug') ? stderrLog(io) : nullLog;
  const clock = systemClock;
  const folders = processFolderFacts();
  const store = new ModelStore({ folder: modelFolder('', folders), stateFolder: cacheFolder(folders), clock, log });
  const open = (wish: EngineWish): Promise<Workbench> => openWorkbench(wish, store, log);
  process.exitCode = await runCli(args, {
    io,
    version: PLINTH_BUILD_ID,
    clock,
    log,
    store,
    machine: readMachine,
    libraries: readSystemLibraries,
    open,
  });
}

async function openWorkbench(wish: EngineWish, store: ModelStore, log: Log): Promise<Workbench> {
  const problem = libraryProblem(await readSystemLibraries());
  if (problem !== undefined) throw problem;
  const machine = await readMachine();
  const model = await store.resolve(wish, machine);
  if (model === undefined) throw store.missing(wish.model, machine);
  const dist = path.dirname(fileURLToPath(import.meta.url));
  const clock = systemClock;
  const engine = new EngineClient({ engineFile: path.join(dist, 'engine.mjs'), buildId: PLINTH_BUILD_ID, clock, log });
  const syntax = new WorkerClient({
    workerFile: path.join(dist, 'worker.mjs'),
    grammarsDir: path.join(dist, 'grammars'),
    clock,
    log,
    deadlineMs: SYNTAX_DEADLINE_MS,
    parseDeadlineMs: SYNTAX_DEADLINE_MS,
  });
  engine.configure({ model, gpu: 'auto', threads: wish.threads, contextTokens, unloadAfterMs: 0 });
  const dispose = async (): Promise<void> => {
    await Promise.all([engine.dispose(), syntax.dispose()]);
  };
  return { engine, syntax, model, dispose };
}

function processIo(): CliIo {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(INTERRUPTED_EXIT_CODE);
      controller.abort();
    });
  }
  // A reader that went away (`plinth … | head`) is no failure of ours; the work is over all the same.
  process.stdout.on('error', () => controller.abort());
  process.stderr.on('error', () => undefined);
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isInteractive: process.stderr.isTTY,
    cwd: process.cwd(),
    signal: controller.signal,
  };
}

function stderrLog(io: CliIo): Log {
  const write =
    (level: string) =>
    (message: string): void =>
      io.err(`[${level}] ${message}\n`);
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

void main();
