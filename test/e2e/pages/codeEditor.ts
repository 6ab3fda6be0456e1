import fs from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** The active text editor, worked with by keys. */
export class CodeEditor {
  readonly #page: Page;
  readonly #root: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#root = page.locator('.editor-group-container.active .editor-instance .monaco-editor').first();
  }

  async focus(): Promise<void> {
    await this.#root.locator('.view-lines').click();
  }

  /** Moves the cursor to a line, counted from 1, at its end. */
  async goToLineEnd(line: number): Promise<void> {
    await this.#page.keyboard.press('Control+G');
    const input = this.#page.locator('.quick-input-widget input');
    await input.fill(`:${line}`);
    await this.#page.keyboard.press('Enter');
    // Else the next keys may still go to the box.
    await input.first().waitFor({ state: 'hidden' });
    await this.#page.keyboard.press('End');
  }

  async goToEnd(): Promise<void> {
    await this.#page.keyboard.press('Control+End');
  }

  async selectLines(first: number, last: number): Promise<void> {
    await this.goToLineEnd(first);
    await this.#page.keyboard.press('Home');
    for (let line = first; line < last; line++) await this.#page.keyboard.press('Shift+ArrowDown');
    await this.#page.keyboard.press('Shift+End');
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text, { delay: 25 });
  }

  /** The ghost text as shown: the rest of the cursor's line, then the lines below it. */
  async ghostText(timeoutMs = 60_000): Promise<string> {
    await this.#page
      .locator('.ghost-text-decoration, .suggest-preview-text .view-line')
      .first()
      .waitFor({ timeout: timeoutMs });
    const first = (await this.#page.locator('.ghost-text-decoration').allTextContents()).join('');
    const rest = await this.#page.locator('.suggest-preview-text .view-line').allTextContents();
    return [first, ...rest].join('\n').replaceAll('\u00a0', ' ');
  }

  async waitForGhostText(text: string, timeoutMs = 20_000): Promise<void> {
    await expect.poll(() => this.ghostText(), { timeout: timeoutMs }).toBe(text);
  }

  /**
   * The text without blanks and line breaks, since long lines are wrapped anywhere; page by page, since only the lines in view are there.
   * Ends at the last page.
   */
  async pagedText(pages: number): Promise<string> {
    let text = '';
    await this.#page.keyboard.press('Control+Home');
    for (let i = 0; i < pages; i++) {
      text += await this.#root.locator('.view-lines').innerText();
      await this.#page.keyboard.press('PageDown');
    }
    return text.replace(/\s/g, '');
  }

  /** Takes the ghost text. The next one may follow at once. */
  async accept(): Promise<void> {
    await this.#page.keyboard.press('Tab');
  }

  /** The entries on the light bulb of the cursor's line. Closes the menu. */
  async quickFixes(): Promise<string[]> {
    await this.#page.keyboard.press('Control+.');
    const entries = this.#page.locator('.action-widget .monaco-list-row');
    const none = this.#page.locator('.monaco-editor-overlaymessage', { hasText: /^No (?:quick fixes|code actions)/ });
    await entries.or(none).first().waitFor();
    const titles = await entries.allInnerTexts();
    await this.#page.keyboard.press('Escape');
    return titles;
  }

  /** Saves, and reads the file: what the page shows is only the visible part, with other spaces. */
  async savedText(file: string): Promise<string> {
    await this.#page.keyboard.press('Control+S');
    await this.#page.locator('.tab.dirty').first().waitFor({ state: 'detached' });
    return fs.readFileSync(file, 'utf8');
  }
}
