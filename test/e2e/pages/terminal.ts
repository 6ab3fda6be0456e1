import type { Locator, Page } from 'playwright-core';
import type { Workbench } from './workbench';

/** The integrated terminal, drawn as text (`terminal.integrated.gpuAcceleration` is off). */
export class Terminal {
  readonly #page: Page;
  readonly #workbench: Workbench;
  readonly screen: Locator;

  constructor(workbench: Workbench) {
    this.#page = workbench.page;
    this.#workbench = workbench;
    this.screen = this.#page.locator('.terminal-wrapper.active .xterm-screen');
  }

  /** Opens a new one, and waits for its prompt. */
  async open(): Promise<void> {
    await this.#workbench.runCommand('Terminal: Create New Terminal');
    await this.#page.locator('.terminal-wrapper.active .xterm-rows', { hasText: /[$#%>]/ }).waitFor();
    await this.#page.locator('.terminal-wrapper.active .xterm.focus').waitFor();
  }

  /** Types a command, and waits for the last line that it writes. */
  async run(command: string, lastLine: RegExp): Promise<void> {
    await this.#page.keyboard.type(command);
    await this.#page.keyboard.press('Enter');
    await this.screen.filter({ hasText: lastLine }).waitFor();
  }

  /** Draws the mouse over everything in sight. */
  async selectAll(): Promise<void> {
    const box = await this.screen.boundingBox();
    if (box === null) throw new Error('the terminal is not in sight');
    const { mouse } = this.#page;
    await mouse.move(box.x + 2, box.y + 2);
    await mouse.down();
    await mouse.move(box.x + box.width - 4, box.y + box.height - 4, { steps: 8 });
    await mouse.up();
  }
}
