import * as vscode from 'vscode';

const key = 'plinth.editInstructions';
const maxKept = 10;

/** Asks what to do with some code; the last instructions can be chosen again. Remembered in this workspace. */
export class InstructionBox {
  readonly #memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  /** Undefined when the person gives up or says nothing. */
  async ask(): Promise<string | undefined> {
    const instruction = (await this.#choose())?.trim() ?? '';
    if (instruction === '') return undefined;
    const last = this.#last().filter((each) => each !== instruction);
    await this.#memory.update(key, [instruction, ...last].slice(0, maxKept));
    return instruction;
  }

  async #choose(): Promise<string | undefined> {
    const box = vscode.window.createQuickPick();
    box.title = vscode.l10n.t('Plinth: Edit Selection by Instruction');
    box.placeholder = vscode.l10n.t('What shall be changed? Type it, or choose one of the last instructions.');
    const last = this.#last().map((label): vscode.QuickPickItem => ({ label }));
    box.items = last;
    // What is typed is the first choice itself, so that Enter takes it.
    const listener = box.onDidChangeValue((value) => {
      box.items =
        value.trim() === ''
          ? last
          : [{ label: value, alwaysShow: true }, ...last.filter(({ label }) => label !== value)];
    });
    try {
      return await new Promise<string | undefined>((resolve) => {
        box.onDidAccept(() => resolve(box.selectedItems[0]?.label ?? box.value));
        box.onDidHide(() => resolve(undefined));
        box.show();
      });
    } finally {
      listener.dispose();
      box.dispose();
    }
  }

  #last(): readonly string[] {
    const kept = this.#memory.get<unknown>(key);
    return Array.isArray(kept) ? kept.filter((each): each is string => typeof each === 'string') : [];
  }
}
