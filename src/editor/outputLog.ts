import * as vscode from 'vscode';
import type { Disposable } from '../base/disposable';
import type { Log } from '../base/log';

/** The output channel "Plinth" as the product's log. The user chooses the level in the channel itself. */
export class OutputLog implements Log, Disposable {
  readonly #channel: vscode.LogOutputChannel;

  constructor() {
    this.#channel = vscode.window.createOutputChannel('Plinth', { log: true });
  }

  readonly debug = (message: string): void => this.#channel.debug(message);
  readonly info = (message: string): void => this.#channel.info(message);
  readonly warn = (message: string): void => this.#channel.warn(message);
  readonly error = (message: string): void => this.#channel.error(message);

  /** Brings the log into view. */
  show(): void {
    this.#channel.show(true);
  }

  dispose(): void {
    this.#channel.dispose();
  }
}
