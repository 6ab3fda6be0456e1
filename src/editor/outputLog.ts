import * as vscode from 'vscode';
import type { Disposable } from '../base/disposable';
import type { Log } from '../base/log';

/** The output channel "Plinth" as the product's log. The user chooses the level in the channel itself. */
export class OutputLog implements Log, Disposable {
  readonly #channel: vscode.LogOutputChannel;
  #isDisposed = false;

  constructor() {
    this.#channel = vscode.window.createOutputChannel('Plinth', { log: true });
  }

  readonly debug = (message: string): void => this.#write('debug', message);
  readonly info = (message: string): void => this.#write('info', message);
  readonly warn = (message: string): void => this.#write('warn', message);
  readonly error = (message: string): void => this.#write('error', message);

  /** Brings the log into view. */
  show(): void {
    this.#channel.show(true);
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#channel.dispose();
  }

  /** The engine says its last words after the editor has taken the channel away, which then throws. */
  #write(level: keyof Log, message: string): void {
    if (!this.#isDisposed) this.#channel[level](message);
  }
}
