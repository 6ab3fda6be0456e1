import type { MessageConnection } from 'vscode-jsonrpc';
import { isRefusedFile } from '../node/refusedFile';
import {
  ContextRequest,
  FileChangesNotification,
  FlushIndexRequest,
  IndexConfigNotification,
  RefusedFileRequest,
} from '../protocol/worker';
import type { ContextDesk } from './contextDesk';
import type { Indexer } from './indexer';

/** Answers the messages of protocol/worker that are about the workspace. Call before `connection.listen()`. */
export function serveContext(connection: MessageConnection, desk: ContextDesk, indexer: Indexer): void {
  connection.onRequest(ContextRequest, async (query) => (await desk.answer(query)) ?? null);
  connection.onRequest(RefusedFileRequest, ({ root, relative }) => isRefusedFile(root, relative));
  connection.onNotification(IndexConfigNotification, (config) => void indexer.configure(config));
  connection.onNotification(FileChangesNotification, (changes) => indexer.filesChanged(changes));
  connection.onRequest(FlushIndexRequest, async () => {
    await indexer.flush();
    return null;
  });
}
