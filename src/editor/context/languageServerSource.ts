import * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { ContextPlace } from '../../core/context/choose/contextPlace';
import type { HostSource } from '../../core/context/choose/hostSource';
import { type FoundDefinition, KnownDefinitions } from '../../core/context/host/knownDefinitions';
import { namedPlaces } from '../../core/context/host/namedPlaces';
import { nearnessOf } from '../../core/context/paths';
import { ServerManners } from '../../core/context/host/serverManners';
import { definitionExcerpt, outsidePath } from '../../core/context/host/shownDefinition';
import { identifiersIn } from '../../core/context/code/words';
import { isSecretFile } from '../../core/text/secretFiles';
import type { ContextSnippet } from '../../protocol/context';

/**
 * Language servers answer one question at a time and cannot be stopped, so a question of ours would delay the user's own suggestions: they
 * are asked only after this pause in typing and moving.
 */
const idleMs = 1_500;
const reachLines = 6;
/** Names that are asked about in one pause. */
const maxNames = 4;
const maxFileBytes = 512 * 1024;
/** Files that say what may be shown. */
const ignoreFiles = '**/{.plinthignore,.gitignore}';

export interface LanguageServerParts {
  readonly clock: Clock;
  /** Whether anybody completes in a document at all. */
  readonly isWanted: (document: vscode.TextDocument) => boolean;
  /** Whether anything of a file may be shown to a model. */
  readonly mayShow: (file: vscode.Uri) => Promise<boolean>;
}

/** Definitions of the names around the cursor, from the language server. Answers with what earlier pauses have brought. */
export class LanguageServerSource implements HostSource, Disposable {
  readonly name = 'languageServer';
  readonly #parts: LanguageServerParts;
  readonly #manners: ServerManners;
  readonly #subscriptions = new DisposableStore();
  readonly #known: KnownDefinitions;
  #timer: NodeJS.Timeout | undefined;
  /** Counts what the user does, so that a row of questions ends with the first key. */
  #moves = 0;

  constructor(parts: LanguageServerParts) {
    this.#parts = parts;
    this.#manners = new ServerManners(parts.clock);
    this.#known = new KnownDefinitions(parts.clock);
    const { window, workspace } = vscode;
    this.#subscriptions.add(
      window.onDidChangeTextEditorSelection(({ textEditor }) => this.#moved(textEditor.document)),
    );
    this.#subscriptions.add(window.onDidChangeActiveTextEditor((editor) => this.#moved(editor?.document)));
    this.#subscriptions.add(workspace.onDidChangeTextDocument(({ document }) => this.#moved(document)));
    this.#subscriptions.add(workspace.onDidSaveTextDocument(({ uri }) => this.#known.forgetFrom(uri.toString())));
    this.#forgetWithFiles();
  }

  collect({ snapshot, offset }: ContextPlace): readonly ContextSnippet[] {
    const around = snapshot.text.slice(Math.max(0, offset - 600), offset + 200);
    const names = [...identifiersIn(around)].reverse();
    return names.flatMap((name, index) => {
      const found = this.#known.find(snapshot.uri, name);
      return found === undefined ? [] : [{ ...found.snippet, relevance: Math.max(0.3, 1 - index / 20) }];
    });
  }

  dispose(): void {
    this.#moves++;
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
  }

  /** What was found may be gone, or hidden now. */
  #forgetWithFiles(): void {
    const { workspace } = vscode;
    const forget = (): void => this.#known.forgetAll();
    const watcher = this.#subscriptions.add(workspace.createFileSystemWatcher(ignoreFiles));
    const events = [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete];
    for (const event of events) this.#subscriptions.add(event(forget));
    this.#subscriptions.add(workspace.onDidChangeWorkspaceFolders(forget));
    this.#subscriptions.add(workspace.onDidDeleteFiles(forget));
    this.#subscriptions.add(workspace.onDidRenameFiles(forget));
    this.#subscriptions.add(
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('files.exclude')) forget();
      }),
    );
  }

  /** Costs the same few steps for each key. */
  #moved(document: vscode.TextDocument | undefined): void {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined || document !== editor.document) return;
    this.#moves++;
    clearTimeout(this.#timer);
    this.#timer = document.uri.scheme === 'file' ? setTimeout(() => void this.#askNear(editor), idleMs) : undefined;
  }

  async #askNear({ document, selection }: vscode.TextEditor): Promise<void> {
    const server = document.languageId;
    const uri = document.uri.toString();
    const moves = this.#moves;
    if (!vscode.window.state.focused || isSecretFile(document.uri.fsPath) || !this.#parts.isWanted(document)) return;
    let asked = 0;
    const lineAt = (line: number): string | undefined =>
      line < 0 || line >= document.lineCount ? undefined : document.lineAt(line).text;
    for (const { name, line, character } of namedPlaces(lineAt, selection.active.line, reachLines)) {
      if (this.#known.isKnown(uri, name)) continue;
      if (asked >= maxNames || !this.#manners.mayAsk(server)) return;
      asked++;
      const { era } = this.#known;
      const target = await this.#manners.ask(server, () =>
        definitionAt(document, new vscode.Position(line, character)),
      );
      if (moves !== this.#moves) return;
      const found = await this.#read(document, name, target).catch(() => undefined);
      this.#known.learn(era, uri, name, found);
      if (moves !== this.#moves) return;
    }
  }

  async #read(
    from: vscode.TextDocument,
    name: string,
    target: Target | undefined,
  ): Promise<FoundDefinition | undefined> {
    if (target?.uri.scheme !== 'file' || target.uri.toString() === from.uri.toString()) return undefined;
    const { uri, range } = target;
    if (isSecretFile(uri.fsPath) || !(await this.#parts.mayShow(uri))) return undefined;
    if ((await vscode.workspace.fs.stat(uri)).size > maxFileBytes) return undefined;
    const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    const text = definitionExcerpt(content, name, range.start.line, range.end.line + 1);
    if (text === undefined) return undefined;
    const path = promptPath(uri);
    const nearness =
      vscode.workspace.getWorkspaceFolder(uri) === undefined ? 0 : nearnessOf(promptPath(from.uri), path);
    return {
      uri: uri.toString(),
      snippet: { source: 'languageServer', path, text, line: range.start.line, names: [name], nearness },
    };
  }
}

interface Target {
  readonly uri: vscode.Uri;
  readonly range: vscode.Range;
}

function promptPath(uri: vscode.Uri): string {
  if (vscode.workspace.getWorkspaceFolder(uri) === undefined) return outsidePath(uri.fsPath);
  return vscode.workspace.asRelativePath(uri, false).replaceAll('\\', '/');
}

async function definitionAt(document: vscode.TextDocument, position: vscode.Position): Promise<Target | undefined> {
  const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[] | undefined>(
    'vscode.executeDefinitionProvider',
    document.uri,
    position,
  );
  const first = found?.[0];
  if (first === undefined) return undefined;
  return 'targetUri' in first ? { uri: first.targetUri, range: first.targetRange } : first;
}
