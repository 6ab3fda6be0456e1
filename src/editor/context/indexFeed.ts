import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { GatheredChanges } from '../../core/context/index/gatheredChanges';
import type { WorkspaceIndexing } from '../../core/ports';
import type { IndexRoot } from '../../protocol/context';

/** Changes are told together after this pause, so that a switch of branches is one message and not thousands. */
const gatherMs = 300;

interface Watched {
  readonly watcher: Disposable;
  readonly changes: GatheredChanges;
}

/**
 * Tells the index which folders there are, what of them the user hides, and what changes on the disk. Only folders of the file system; the
 * index itself runs in the worker and is asked through it.
 */
export class IndexFeed implements Disposable {
  readonly #indexing: WorkspaceIndexing;
  #storeFolder: string | undefined;
  readonly #subscriptions = new DisposableStore();
  /** By the folder's path. */
  readonly #watched = new Map<string, Watched>();
  #timer: NodeJS.Timeout | undefined;

  /** @param storeFolder where the index is kept between starts */
  constructor(indexing: WorkspaceIndexing, storeFolder: string) {
    this.#indexing = indexing;
    this.#storeFolder = storeFolder;
    this.#subscriptions.add(vscode.workspace.onDidChangeWorkspaceFolders(() => this.#configure()));
    this.#subscriptions.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('files.exclude')) this.#configure();
      }),
    );
    this.#configure();
  }

  /** From now on nothing of the index is kept on the disk, until the next start. */
  stopKeeping(): void {
    this.#storeFolder = undefined;
    this.#configure();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const folder of [...this.#watched.keys()]) this.#unwatch(folder);
    this.#subscriptions.dispose();
  }

  #configure(): void {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    const paths = new Set(folders.map(({ uri }) => uri.fsPath));
    for (const known of [...this.#watched.keys()]) if (!paths.has(known)) this.#unwatch(known);
    for (const folder of folders) if (!this.#watched.has(folder.uri.fsPath)) this.#watch(folder);
    const roots = folders.map(({ uri }) => rootOf(uri));
    this.#indexing.configureIndex({
      roots,
      ...(this.#storeFolder === undefined ? {} : { storeFolder: this.#storeFolder }),
    });
  }

  #watch(folder: vscode.WorkspaceFolder): void {
    const changes = new GatheredChanges();
    // Every path, since a folder that is moved or deleted is told as one change.
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '**/*'));
    const note = (isThere: boolean) => (uri: vscode.Uri) => {
      changes.note(uri.fsPath, isThere);
      this.#timer ??= setTimeout(() => this.#tell(), gatherMs);
    };
    watcher.onDidCreate(note(true));
    watcher.onDidChange(note(true));
    watcher.onDidDelete(note(false));
    this.#watched.set(folder.uri.fsPath, { changes, watcher });
  }

  #unwatch(folder: string): void {
    this.#watched.get(folder)?.watcher.dispose();
    this.#watched.delete(folder);
  }

  #tell(): void {
    this.#timer = undefined;
    for (const { changes } of this.#watched.values()) if (!changes.isEmpty) this.#indexing.filesChanged(changes.take());
  }
}

/** A folder of the workspace with what its settings hide. */
export function rootOf(folder: vscode.Uri): IndexRoot {
  const hidden = vscode.workspace.getConfiguration('files', folder).get<Record<string, unknown>>('exclude') ?? {};
  return { folder: folder.fsPath, exclude: Object.keys(hidden).filter((glob) => hidden[glob] === true) };
}
