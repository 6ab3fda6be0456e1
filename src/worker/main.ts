/** The worker thread: owns every tree-sitter tree and answers questions about syntax over its message port. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { createMessageConnection, PortMessageReader, PortMessageWriter } from 'vscode-jsonrpc/node';
import { systemClock } from '../base/clock';
import { describeError } from '../base/errors';
import type { Log } from '../base/log';
import { Grammars } from '../core/syntax/grammars';
import { LocalSyntax } from '../core/syntax/localSyntax';
import type { WorkerConfig } from '../protocol/worker';
import { serveSyntax } from './serveSyntax';

// What a thread writes to its error stream reaches the host's log.
const write = (message: string): void => void process.stderr.write(`${message}\n`);
const ignore = (): void => undefined;
const log: Log = { debug: ignore, info: ignore, warn: write, error: write };

function main(): void {
  if (parentPort === null) throw new Error('This file runs as a worker thread only.');
  const { grammarsDir } = workerData as WorkerConfig;
  const grammars = new Grammars((name) => readFile(path.join(grammarsDir, name)), log);
  const logger = { error: write, warn: write, info: ignore, log: ignore };
  const connection = createMessageConnection(
    new PortMessageReader(parentPort),
    new PortMessageWriter(parentPort),
    logger,
  );
  serveSyntax(connection, new LocalSyntax({ grammars, clock: systemClock }));
  connection.onError(([error]) => write(describeError(error)));
  connection.listen();
}

main();
