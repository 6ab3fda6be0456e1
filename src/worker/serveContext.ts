import type { MessageConnection } from 'vscode-jsonrpc';
import { isRefusedFile } from '../node/refusedFile';
import {
  ContextRequest,
  FileChangesNotification,
  FlushIndexRequest,
  ImportRequest,
  IndexConfigNotification,
  RefusedFileRequest,
  SymbolPlacesRequest,
} from '../protocol/worker';
import type { ContextDesk } from './contextDesk';
import type { ImportDesk } from './importDesk';
import type { Indexer } from './indexer';
import { symbolPlaces } from './symbolPlaces';

/** Who answers questions about a place. */
export interface ContextDesks {
  readonly context: ContextDesk;
  readonly imports: ImportDesk;
}

/** Answers the messages of protocol/worker that are about the workspace. Call before `connection.listen()`. */
export function serveContext(connection: MessageConnection, desks: ContextDesks, indexer: Indexer): void {
  connection.onRequest(ContextRequest, async (query) => (await desks.context.answer(query)) ?? null);
  connection.onRequest(ImportRequest, async (query) => (await desks.imports.answer(query)) ?? null);
  connection.onRequest(SymbolPlacesRequest, (query) => symbolPlaces(indexer, query) ?? null);
  connection.onRequest(RefusedFileRequest, ({ root, relative }) => isRefusedFile(root, relative));
  connection.onNotification(IndexConfigNotification, (config) => void indexer.configure(config));
  connection.onNotification(FileChangesNotification, (changes) => indexer.filesChanged(changes));
  connection.onRequest(FlushIndexRequest, async () => {
    await indexer.flush();
    return null;
  });
}
