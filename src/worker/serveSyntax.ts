import type { MessageConnection } from 'vscode-jsonrpc';
import type { Syntax, SyntaxDocuments, SyntaxTrials } from '../core/ports';
import {
  ChangeNotification,
  CloseNotification,
  CutRequest,
  OpenNotification,
  ParseRequest,
  ScopeRequest,
  TrialRequest,
} from '../protocol/worker';

/**
 * Answers the messages of protocol/worker that are about syntax, and hands the documents to `documents`. Call before
 * `connection.listen()`. What is not known is sent as null.
 */
export function serveSyntax(
  connection: MessageConnection,
  syntax: Syntax & SyntaxTrials,
  documents: SyntaxDocuments,
): void {
  connection.onNotification(OpenNotification, (document) => documents.open(document));
  connection.onNotification(ChangeNotification, (change) => documents.change(change));
  connection.onNotification(CloseNotification, ({ uri }) => documents.close(uri));
  connection.onRequest(ScopeRequest, async (place) => (await syntax.scopeAt(place)) ?? null);
  connection.onRequest(CutRequest, async (place) => (await syntax.cut(place)) ?? null);
  connection.onRequest(TrialRequest, async (trial) => (await syntax.addsErrors(trial)) ?? null);
  connection.onRequest(ParseRequest, async ({ languageId, text }) => (await syntax.parse(languageId, text)) ?? null);
}
