import type { MessageConnection } from 'vscode-jsonrpc';
import type { Syntax, SyntaxDocuments } from '../core/ports';
import {
  ChangeNotification,
  CloseNotification,
  CutRequest,
  OpenNotification,
  ParseRequest,
  ScopeRequest,
} from '../protocol/worker';

/**
 * Answers the messages of protocol/worker with `syntax`. Call before `connection.listen()`. What is not known is sent
 * as null.
 */
export function serveSyntax(connection: MessageConnection, syntax: Syntax & SyntaxDocuments): void {
  connection.onNotification(OpenNotification, (document) => syntax.open(document));
  connection.onNotification(ChangeNotification, (change) => syntax.change(change));
  connection.onNotification(CloseNotification, ({ uri }) => syntax.close(uri));
  connection.onRequest(ScopeRequest, async (place) => (await syntax.scopeAt(place)) ?? null);
  connection.onRequest(CutRequest, async (place) => (await syntax.cut(place)) ?? null);
  connection.onRequest(ParseRequest, async ({ languageId, text }) => (await syntax.parse(languageId, text)) ?? null);
}
