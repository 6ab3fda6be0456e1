/** The worker thread: owns every tree-sitter tree and the workspace index, and answers questions over its message port. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { createMessageConnection, PortMessageReader, PortMessageWriter } from 'vscode-jsonrpc/node';
import { systemClock } from '../base/clock';
import { describeError } from '../base/errors';
import type { Log } from '../base/log';
import { factsFormat } from '../core/context/index/factsRecord';
import { fileFacts } from '../core/syntax/facts';
import { Grammars } from '../core/syntax/grammars';
import { LocalSyntax } from '../core/syntax/localSyntax';
import { contentHash } from '../node/contentHash';
import { IndexProgressNotification, type WorkerConfig } from '../protocol/worker';
import { createContextAnswers } from './contextAnswers';
import { ContextDesk } from './contextDesk';
import { Extractor } from './extractor';
import { ImportDesk } from './importDesk';
import { Indexer } from './indexer';
import { OpenFiles } from './openFiles';
import { RootResolvers } from './rootResolvers';
import { serveContext } from './serveContext';
import { serveSyntax } from './serveSyntax';
import { Slices } from './slices';

// What a thread writes to its streams reaches the host's log: the error stream as warnings, the other one as information.
const warn = (message: string): void => void process.stderr.write(`${message}\n`);
const inform = (message: string): void => void process.stdout.write(`${message}\n`);
const ignore = (): void => undefined;
const log: Log = { debug: ignore, info: inform, warn, error: warn };

function main(): void {
  if (parentPort === null) throw new Error('This file runs as a worker thread only.');
  const { grammarsDir } = workerData as WorkerConfig;
  const grammars = new Grammars((name) => readFile(path.join(grammarsDir, name)), log);
  const logger = { error: warn, warn, info: ignore, log: ignore };
  const connection = createMessageConnection(
    new PortMessageReader(parentPort),
    new PortMessageWriter(parentPort),
    logger,
  );
  const clock = systemClock;
  const syntax = new LocalSyntax({ grammars, clock });
  const onChange = (): void => indexer.documentsChanged();
  const openFiles = new OpenFiles({ documents: syntax, clock, factsOf: fileFacts, onChange });
  const slices = new Slices(clock);
  const indexer = new Indexer({
    extractor: new Extractor({ grammars, clock, slices, log, factsOf: fileFacts }),
    slices,
    openFiles,
    clock,
    log,
    // This bundle holds the code that reads the facts.
    storeVersion: async () => `${factsFormat} ${await contentHash([grammarsDir, fileURLToPath(import.meta.url)])}`,
    onProgress: (progress) => void connection.sendNotification(IndexProgressNotification, progress).catch(ignore),
  });
  serveSyntax(connection, syntax, openFiles);
  const resolvers = new RootResolvers();
  const answer = createContextAnswers(clock, resolvers);
  const context = new ContextDesk({ indexer, openFiles, documents: syntax, clock, answer });
  const imports = new ImportDesk({ indexer, openFiles, resolvers, clock });
  serveContext(connection, { context, imports }, indexer);
  connection.onError(([error]) => warn(describeError(error)));
  connection.listen();
}

main();
