import type { Locator, Page } from 'playwright-core';

/** What stands behind a line of the editor, without being part of the text. */
export interface LineMark {
  readonly line: string;
  readonly mark: string;
}

/** A mark is drawn by a style sheet, so it is in no text of the page. */
const readMarks = `[...document.querySelectorAll('.editor-instance .view-line')].flatMap((line) =>
  [...line.querySelectorAll('span')].flatMap((span) => {
    const { content } = getComputedStyle(span, '::after');
    return content.startsWith('"') && content !== '""' ? [{ line: line.textContent, mark: JSON.parse(content) }] : [];
  }))`;

/** The debugger: its keys, its tool bar, its list of breakpoints. */
export class DebugView {
  readonly #page: Page;
  readonly #toolbar: Locator;
  /** The line at which the program stands. */
  readonly stoppedLine: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#toolbar = page.locator('.debug-toolbar');
    this.stoppedLine = page.locator('.debug-top-stack-frame-line').first();
  }

  /** Starts a program by key, which stands at its first line then. On a very busy machine the debugger at times loses a start. */
  async start(): Promise<void> {
    for (let i = 0; i < 3; i++) {
      await this.#page.keyboard.press('F5');
      await this.stoppedLine.waitFor({ timeout: 40_000 }).catch(() => undefined);
      if (await this.stoppedLine.isVisible()) return;
      await this.stop();
    }
    throw new Error('the debugger did not start the program');
  }

  async goOn(): Promise<void> {
    await this.#page.keyboard.press('F5');
  }

  /** Closes views of the debugger, so that others have more room. */
  async collapse(...titles: readonly string[]): Promise<void> {
    for (const title of titles)
      await this.#page.locator('.pane-header[aria-expanded="true"]', { hasText: title }).click();
  }

  /** Stops at errors that the program does not catch; the choice is there while a program runs. */
  async stopAtUncaughtErrors(): Promise<void> {
    const row = this.#page.locator('.debug-breakpoints .monaco-list-row', { hasText: /^Uncaught Exceptions/ });
    await row.getByRole('checkbox').check();
  }

  /** The marks in the editors, each with its line. */
  async marks(): Promise<readonly LineMark[]> {
    const marks = await this.#page.evaluate<readonly LineMark[]>(readMarks);
    return marks.map(({ line, mark }) => ({ line: plainText(line), mark }));
  }

  /** Ends the program. Asked once, a debugger may wait for a program that stands still. */
  async stop(): Promise<void> {
    for (let i = 0; i < 20 && (await this.#toolbar.isVisible()); i++) {
      await this.#page.keyboard.press('Shift+F5');
      await this.#toolbar.waitFor({ state: 'hidden', timeout: 3000 }).catch(() => undefined);
    }
    await this.#toolbar.waitFor({ state: 'hidden' });
  }
}

/** Without the debugger's own symbols, which are letters of an icon font. */
function plainText(line: string): string {
  return line
    .replaceAll('\u00a0', ' ')
    .replace(/[\ue000-\uf8ff]/g, '')
    .trim();
}
