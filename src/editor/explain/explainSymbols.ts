import * as vscode from 'vscode';
import { within } from '../../base/cancel';
import type { Clock } from '../../base/clock';
import { PlainError } from '../../base/errors';
import { type NamedSymbol, namedSymbols } from '../../core/explain/namedSymbols';
import type { SymbolIndex } from '../../core/ports';
import { languageOf } from '../../core/syntax/languages';
import { rangeOf } from '../convert';
import type { ExplainThread, SymbolTarget } from './explainThread';
import { wordAt } from './wordAt';

export interface ExplainSymbolsParts {
  readonly index: SymbolIndex;
  /**
   * False while names may be missing from the index only because it is not done: then none is marked as not found. (Nor is any where the index gave
   * no answer.)
   */
  readonly isIndexReady: () => boolean;
  readonly clock: Clock;
}

/** A longer document is not looked through for names beside those of the selection. */
const maxSeenChars = 200_000;
/** People wait for the jump; after this long they get to the name as it stands in the code. */
const definitionMs = 1_500;

/** What the names in explanations stand for, and the way there. */
export class ExplainSymbols {
  readonly #parts: ExplainSymbolsParts;

  constructor(parts: ExplainSymbolsParts) {
    this.#parts = parts;
  }

  /** Call when an answer has ended: adds the names of the last one to the thread. Only for languages that the index reads. */
  async find(thread: ExplainThread): Promise<void> {
    const { index, isIndexReady } = this.#parts;
    const { context, request, shownCode } = thread.subject;
    if (languageOf(context.languageId) === undefined) return;
    const { text, uri } = request.snapshot;
    const found = await namedSymbols({
      markdown: thread.last.markdown,
      selection: context.code,
      seen: text.length <= maxSeenChars ? text : (context.enclosing?.text ?? ''),
      shown: shownCode,
      uri,
      index,
    });
    const mayMiss = isIndexReady();
    for (const symbol of found) {
      const title = titleOf(symbol, mayMiss);
      if (title !== undefined) thread.addSymbol(symbol.code, title, targetOf(symbol));
    }
  }

  /** Shows the definition that a link of the thread leads to, with the focus. @throws PlainError `symbolGone` */
  async open(thread: ExplainThread, id: number): Promise<void> {
    const target = thread.targetOf(id);
    if (target === undefined) return;
    const place = target.kind === 'place' ? await placeInFile(target) : await this.#definitionOf(thread, target.name);
    if (place === undefined)
      throw new PlainError(
        'symbolGone',
        vscode.l10n.t('{0} is not there any more.', target.name),
        vscode.l10n.t('Explain the code again.'),
      );
    await vscode.window.showTextDocument(place.uri, { selection: place.range, preview: true });
  }

  /** By the language server, where there is one; else the first place where the code that was explained has the name. */
  async #definitionOf(thread: ExplainThread, name: string): Promise<vscode.Location | undefined> {
    const uri = vscode.Uri.parse(thread.uri, true);
    const document = await vscode.workspace.openTextDocument(uri);
    const text = document.getText();
    const span = wordAt(text, name, thread.subject.context.span.start) ?? wordAt(text, name, 0);
    if (span === undefined) return undefined;
    const range = rangeOf(document, span);
    const asked = vscode.commands.executeCommand<readonly (vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      uri,
      range.start,
    );
    const found = await within(Promise.resolve(asked), { clock: this.#parts.clock, ms: definitionMs });
    const [first] = found ?? [];
    if (first === undefined) return new vscode.Location(uri, range);
    return 'uri' in first
      ? first
      : new vscode.Location(first.targetUri, first.targetSelectionRange ?? first.targetRange);
  }
}

function targetOf(symbol: NamedSymbol): SymbolTarget | undefined {
  const { name } = symbol;
  if (symbol.kind === 'inSelection') return { kind: 'word', name };
  return symbol.kind === 'inIndex' ? { kind: 'place', name, uri: symbol.uri, line: symbol.line } : undefined;
}

/** `undefined` for a name of which nothing is to be said. */
function titleOf(symbol: NamedSymbol, mayMiss: boolean): string | undefined {
  if (symbol.kind === 'missing') return mayMiss ? vscode.l10n.t('not found in this workspace') : undefined;
  if (symbol.kind === 'inSelection') return vscode.l10n.t('Go to the definition of {0}', symbol.name);
  if (symbol.kind !== 'inIndex') return undefined;
  const path = vscode.workspace.asRelativePath(vscode.Uri.parse(symbol.uri, true));
  return vscode.l10n.t('Go to {0}, line {1}', path, symbol.line + 1);
}

/** The name in its line, or that line where the file has changed. */
async function placeInFile(target: Extract<SymbolTarget, { kind: 'place' }>): Promise<vscode.Location | undefined> {
  const uri = vscode.Uri.parse(target.uri, true);
  const document = await vscode.workspace.openTextDocument(uri);
  const line = document.lineAt(Math.min(target.line, document.lineCount - 1));
  const span = wordAt(line.text, target.name, 0);
  const start = span === undefined ? line.firstNonWhitespaceCharacterIndex : span.start;
  return new vscode.Location(uri, new vscode.Range(line.lineNumber, start, line.lineNumber, span?.end ?? start));
}
