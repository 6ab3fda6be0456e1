import * as vscode from 'vscode';
import type { Disposable } from '../base/disposable';
import { Emitter, type Event } from '../base/event';

const key = 'plinth.paused';

/** Whether completion while typing is paused in this workspace; remembered until it is resumed. Explain and Suggest fix go on. */
export class Pause implements Disposable {
  readonly #memory: vscode.Memento;
  readonly #changes = new Emitter<boolean>();
  readonly onChange: Event<boolean> = this.#changes.event;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
    this.#tellMenus();
  }

  get isPaused(): boolean {
    return this.#memory.get<boolean>(key) === true;
  }

  async set(isPaused: boolean): Promise<void> {
    await this.#memory.update(key, isPaused ? true : undefined);
    this.#tellMenus();
    this.#changes.fire(isPaused);
  }

  dispose(): void {
    this.#changes.dispose();
  }

  #tellMenus(): void {
    void vscode.commands.executeCommand('setContext', key, this.isPaused);
  }
}
