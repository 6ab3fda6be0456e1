import type * as vscode from 'vscode';
import type { ExplainDepth } from '../../protocol/panel';
import { isDepth } from '../fromPanel';

const key = 'plinth.explainDepth';

/** The depth that was chosen last in this workspace. */
export class DepthMemory {
  readonly #memory: Pick<vscode.Memento, 'get' | 'update'>;

  constructor(memory: Pick<vscode.Memento, 'get' | 'update'>) {
    this.#memory = memory;
  }

  get depth(): ExplainDepth {
    const kept = this.#memory.get<unknown>(key);
    return isDepth(kept) ? kept : 'normal';
  }

  async set(depth: ExplainDepth): Promise<void> {
    await this.#memory.update(key, depth === 'normal' ? undefined : depth);
  }
}
