import * as vscode from 'vscode';
import { InertMarkdown } from '../../core/chat/inertMarkdown';
import type { ExplainContext } from '../../core/explain/explainContext';
import { namedSymbols } from '../../core/explain/namedSymbols';
import type { AnswerStream, SymbolIndex } from '../../core/ports';
import type { ChatResult } from '../../protocol/engine';
import type { ChatCode } from './chatSubject';

/** More would be a list, not a help. */
const maxAnchors = 6;
/** A longer document is not looked through for the names that need no link. */
const maxSeenChars = 200_000;

/** Writes an answer of the model into the chat as it comes, inert. Answers the whole text. Rejects with a PlainError when the engine failed. */
export async function streamAnswer(
  { chunks, done }: AnswerStream<ChatResult>,
  response: vscode.ChatResponseStream,
  signal: AbortSignal,
): Promise<{ readonly text: string; readonly result: ChatResult | undefined }> {
  const markdown = new InertMarkdown();
  let text = '';
  const show = (part: string): void => {
    if (part !== '' && !signal.aborted) response.markdown(part);
  };
  for await (const chunk of chunks) {
    text += chunk;
    show(markdown.push(chunk));
  }
  show(markdown.end());
  return { text, result: signal.aborted ? undefined : await done };
}

/** A link to a piece of code, with its path and lines. */
export function anchorTo({ document, range }: ChatCode, response: vscode.ChatResponseStream): void {
  const path = vscode.workspace.asRelativePath(document.uri, false);
  const [first, last] = [range.start.line + 1, range.end.line + 1];
  response.anchor(
    new vscode.Location(document.uri, range),
    first === last ? `${path}:${first}` : `${path}:${first}-${last}`,
  );
}

/** Links to the definitions of what an answer names, as far as they stand in other files of the index. */
export async function anchorNames(
  markdown: string,
  { document, context }: { readonly document: vscode.TextDocument; readonly context: ExplainContext },
  index: SymbolIndex,
  response: vscode.ChatResponseStream,
): Promise<void> {
  const text = document.getText();
  const seen = text.length <= maxSeenChars ? text : (context.enclosing?.text ?? '');
  const order = { markdown, selection: context.code, seen, uri: document.uri.toString(), index };
  const found = await namedSymbols(order);
  const places = found.flatMap((symbol) => (symbol.kind === 'inIndex' ? [symbol] : [])).slice(0, maxAnchors);
  if (places.length === 0) return;
  response.markdown(`\n\n${vscode.l10n.t('Defined elsewhere:')} `);
  for (const { name, uri: place, line } of places) {
    response.anchor(new vscode.Location(vscode.Uri.parse(place, true), new vscode.Position(line, 0)), name);
    response.markdown(' ');
  }
}
