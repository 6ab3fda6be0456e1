import type * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { CheckPlace } from '../../core/fix/fixTarget';
import type { CheckQuestion } from '../../protocol/check';

export interface CheckerWarmthParts {
  readonly window: Pick<typeof vscode.window, 'activeTextEditor' | 'state'>;
  readonly workspace: Pick<typeof vscode.workspace, 'onDidChangeTextDocument' | 'isTrusted'>;
  readonly clock: Clock;
  /** Reads the project of a text ahead; never rejects. */
  readonly warm: (question: Omit<CheckQuestion, 'candidates'>, signal: AbortSignal) => Promise<void>;
  /** Undefined for documents that no checker can be asked about. */
  readonly placeOf: (document: vscode.TextDocument) => CheckPlace | undefined;
}

/** Longer than somebody who writes pauses between two words. */
const restMs = 800;
/** The same text is read again after this time: the checker may have ended meanwhile, and other files may have changed. */
const againMs = 60_000;

/** Lets the checker read a project while somebody looks at a problem in it, so that the first fix need not wait for that. */
export class CheckerWarmth implements Disposable {
  readonly #parts: CheckerWarmthParts;
  readonly #subscriptions = new DisposableStore();
  #running = new AbortController();
  #known = { name: '', atMs: -Infinity };

  constructor(parts: CheckerWarmthParts) {
    this.#parts = parts;
    this.#subscriptions.add(
      parts.workspace.onDidChangeTextDocument(({ contentChanges }) => {
        if (contentChanges.length > 0) this.#running.abort();
      }),
    );
  }

  /** Call when a fix is offered for a problem in a document; returns at once. */
  offered(document: vscode.TextDocument): void {
    this.#running.abort();
    this.#running = new AbortController();
    void this.#warmAtRest(document, this.#running.signal);
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#running.abort();
  }

  async #warmAtRest(document: vscode.TextDocument, signal: AbortSignal): Promise<void> {
    const { window, workspace, clock, warm, placeOf } = this.#parts;
    await clock.sleep(restMs, signal);
    const isLookedAt = window.state.focused && window.activeTextEditor?.document === document;
    if (signal.aborted || !isLookedAt || document.isClosed || !workspace.isTrusted) return;
    const name = `${document.uri.toString()}#${document.version}`;
    if (name === this.#known.name && clock.now() - this.#known.atMs < againMs) return;
    const place = placeOf(document);
    if (place === undefined) return;
    this.#known = { name, atMs: clock.now() };
    await warm({ ...place, languageId: document.languageId, before: document.getText() }, signal);
    // What was broken off may be read again.
    if (signal.aborted && this.#known.name === name) this.#known = { name: '', atMs: -Infinity };
  }
}
