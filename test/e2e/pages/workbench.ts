import type { Locator, Page } from 'playwright-core';

/** The VS Code window as a whole: its commands, its status bar, its notifications. */
export class Workbench {
  readonly status: Locator;

  constructor(readonly page: Page) {
    // PUBLISHER.EXTENSION.ITEM
    this.status = page.locator('[id="plinth.plinth.main"]');
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.page.locator('.monaco-workbench').waitFor();
    // Before the extension is active, keys get no ghost text.
    await this.status.waitFor({ timeout: 90_000 });
  }

  /** Waits until the accessible name of the status bar item, which holds text and tooltip, fits. */
  async waitForStatus(pattern: RegExp, timeoutMs = 60_000): Promise<string> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const name = (await this.status.getAttribute('aria-label')) ?? '';
      if (pattern.test(name)) return name;
      if (Date.now() > deadline) throw new Error(`status is "${name}", waited for ${pattern.source}`);
      await this.page.waitForTimeout(100);
    }
  }

  /** Runs a command by its full title, through the palette. */
  async runCommand(title: string): Promise<void> {
    // What takes the focus just then, as a debugger that stops does, closes the palette: it is opened again.
    for (let i = 0; i < 3; i++) if (await this.#chooseInPalette(title, 5000).catch(() => false)) return;
    await this.#chooseInPalette(title, 60_000);
  }

  async #chooseInPalette(title: string, timeoutMs: number): Promise<boolean> {
    const timeout = timeoutMs;
    await this.page.keyboard.press('F1');
    await this.page.locator('.quick-input-widget input').fill(`>${title}`, { timeout });
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click({ timeout });
    return true;
  }

  /** The titles that the palette offers for the beginning of one, which must fit some command. Closes the palette. */
  async commandsLike(start: string): Promise<string[]> {
    await this.page.keyboard.press('F1');
    await this.page.locator('.quick-input-widget input').fill(`>${start}`);
    const rows = this.page.locator('.quick-input-list .monaco-list-row');
    await rows.filter({ hasText: start }).first().waitFor();
    const titles = await rows.locator('.label-name').allTextContents();
    await this.page.keyboard.press('Escape');
    return titles.map((title) => title.replaceAll('\u00a0', ' '));
  }

  /** Opens a file of the workspace by its relative path. */
  async openFile(relativePath: string): Promise<void> {
    const name = relativePath.split('/').pop() ?? '';
    await this.page.keyboard.press('Control+P');
    await this.page.locator('.quick-input-widget input').fill(relativePath);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
  }

  /** Chooses an entry of the context menu at the cursor, by its full title. */
  async chooseInContextMenu(title: string): Promise<void> {
    await this.page.keyboard.press('Shift+F10');
    await this.#chooseInMenu(title);
  }

  /** Chooses an entry of the menu that a right click opens. */
  async chooseByRightClick(target: Locator, title: string): Promise<void> {
    await target.click({ button: 'right' });
    await this.#chooseInMenu(title);
  }

  async #chooseInMenu(title: string): Promise<void> {
    const entry = this.page.getByRole('menuitem', { name: title });
    await entry.waitFor();
    // VS Code takes no click in the first 100 ms of a menu, and leaves it open then.
    for (let i = 0; i < 20 && (await entry.isVisible()); i++) {
      await entry.click({ timeout: 1000 }).catch(() => undefined);
      await this.page.waitForTimeout(100);
    }
    await entry.waitFor({ state: 'detached' });
  }

  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast', { hasText: text });
  }
}
