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

// What a thread writes to its console reaches the host as a stream, and from there the log.
const log: Log = {
  debug: () => undefined,
  info: (message) => console.log(message),
  warn: (message) => console.error(message),
  error: (message) => console.error(message),
};

function main(): void {
  if (parentPort === null) throw new Error('This file runs as a worker thread only.');
  const { grammarsDir } = workerData as WorkerConfig;
  const grammars = new Grammars((name) => readFile(path.join(grammarsDir, name)), log);
  const connection = createMessageConnection(new PortMessageReader(parentPort), new PortMessageWriter(parentPort), {
    error: log.error,
    warn: log.warn,
    info: log.debug,
    log: log.debug,
  });
  serveSyntax(connection, new LocalSyntax({ grammars, clock: systemClock }));
  connection.onError(([error]) => log.error(describeError(error)));
  connection.listen();
}

main();
