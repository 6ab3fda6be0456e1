import { readFile } from 'node:fs/promises';
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
import { ProcessIo } from './processIo';
import { runCli } from './program';
import type { EngineBench, EngineWish, Workbench, WorkspaceBench } from './workbench';
import { workspaceCheckers } from './workspaceChecker';

declare const PLINTH_BUILD_ID: string;

/** Nobody waits between two keys here, so syntax may take its time. */
const SYNTAX_DEADLINE_MS = 5_000;
/** The folder of the bundles. */
const dist = path.dirname(fileURLToPath(import.meta.url));

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const io = processIo();
  const log = args.includes('--debug') ? stderrLog(io) : nullLog;
  const clock = systemClock;
  const folders = processFolderFacts();
  const store = new ModelStore({ folder: modelFolder('', folders), stateFolder: cacheFolder(folders), clock, log });
  const openWorkspace = (): WorkspaceBench => openSyntax(log);
  const open = (wish: EngineWish): Promise<Workbench> => openWorkbench(wish, store, log);
  const openEngine = (wish: EngineWish): Promise<EngineBench> => startEngine(wish, store, log);
  const code = await runCli(args, {
    io,
    version: PLINTH_BUILD_ID,
    clock,
    log,
    store,
    machine: readMachine,
    libraries: readSystemLibraries,
    open,
    openWorkspace,
    openEngine,
    openChecker: workspaceCheckers({ checkerFile: path.join(dist, 'checker.mjs'), env: process.env, clock, log }),
    indexFolder: path.join(cacheFolder(folders), 'index'),
    readGrammar: (name) => readFile(path.join(dist, 'grammars', name)),
  });
  process.exitCode = await io.finish(code);
}

async function openWorkbench(wish: EngineWish, store: ModelStore, log: Log): Promise<Workbench> {
  const started = await startEngine(wish, store, log);
  const bench = openSyntax(log);
  const dispose = async (): Promise<void> => {
    await Promise.all([started.dispose(), bench.dispose()]);
  };
  return { ...bench, engine: started.engine, model: started.model, dispose };
}

async function startEngine(wish: EngineWish, store: ModelStore, log: Log): Promise<EngineBench> {
  const problem = libraryProblem(await readSystemLibraries());
  if (problem !== undefined) throw problem;
  const machine = await readMachine();
  const model = await store.resolve(wish, machine);
  if (model === undefined) throw await store.missing(wish.model, machine);
  const clock = systemClock;
  const engine = new EngineClient({ engineFile: path.join(dist, 'engine.mjs'), buildId: PLINTH_BUILD_ID, clock, log });
  engine.configure({ model, gpu: 'auto', threads: wish.threads, contextTokens, unloadAfterMs: 0 });
  return { engine, model, dispose: () => engine.dispose() };
}

function openSyntax(log: Log): WorkspaceBench {
  const syntax = new WorkerClient({
    workerFile: path.join(dist, 'worker.mjs'),
    grammarsDir: path.join(dist, 'grammars'),
    clock: systemClock,
    log,
    deadlineMs: SYNTAX_DEADLINE_MS,
    parseDeadlineMs: SYNTAX_DEADLINE_MS,
  });
  return { syntax, workspace: syntax, dispose: () => syntax.dispose() };
}

function processIo(): ProcessIo {
  const io = new ProcessIo(process.stdout, process.stderr, process.cwd());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      const code = io.interrupt();
      if (code !== undefined) process.exit(code);
    });
  }
  return io;
}

function stderrLog(io: CliIo): Log {
  const write =
    (level: string) =>
    (message: string): void =>
      io.err(`[${level}] ${message}\n`);
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

void main();
