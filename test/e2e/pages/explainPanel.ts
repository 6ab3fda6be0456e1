import type { FrameLocator, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** The side-bar view that shows explanations: a web page inside two frames. */
export class ExplainPanel {
  readonly #page: Page;
  readonly #content: FrameLocator;

  constructor(page: Page) {
    this.#page = page;
    this.#content = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  async text(): Promise<string> {
    return (await this.#content.locator('body').innerText()).trim();
  }

  /** Waits until the explanation is complete, and returns it. */
  async finishedText(timeoutMs: number): Promise<string> {
    await this.#content.getByRole('button', { name: 'Stop' }).waitFor({ timeout: 30_000 });
    await this.#content.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden', timeout: timeoutMs });
    return this.text();
  }

  /** The answer as its "Copy" button gives it: the Markdown of the model. */
  async copiedMarkdown(): Promise<string> {
    const clipboard = (): Promise<string> => this.#page.evaluate<string>('navigator.clipboard.readText()');
    await this.#page.evaluate(`navigator.clipboard.writeText('')`);
    await this.press('Copy');
    await expect.poll(clipboard).not.toBe('');
    return clipboard();
  }

  async press(button: 'Stop' | 'Ask Again' | 'Copy' | 'Insert…'): Promise<void> {
    await this.#content.getByRole('button', { name: button, exact: true }).click();
  }

  async chooseDepth(depth: 'One sentence' | 'Normal' | 'Line by line'): Promise<void> {
    await this.#content.getByRole('radio', { name: depth }).check();
  }

  /** The label of the depth that is chosen. */
  async depth(): Promise<string> {
    return (await this.#content.locator('label:has(input:checked)').innerText()).trim();
  }

  /** Types a question with a line break in it into the field and sends it by Enter. */
  async ask(first: string, second: string): Promise<void> {
    await this.question.click();
    await this.#page.keyboard.type(first);
    await this.#page.keyboard.press('Shift+Enter');
    await this.#page.keyboard.type(second);
    await this.#page.keyboard.press('Enter');
  }

  get question(): Locator {
    return this.#content.getByRole('textbox', { name: 'Ask about this code' });
  }

  /** The last answer, without its question. */
  get answer(): Locator {
    return this.#content.locator('main section').last().locator('> div');
  }

  /** What the panel says of how the answer ended. */
  get status(): Locator {
    return this.#content.getByRole('status');
  }

  /** Names in the answers that lead to their definitions. */
  get links(): Locator {
    return this.#content.locator('main button.symbol');
  }

  /** Names in the answers that were not found. */
  get missing(): Locator {
    return this.#content.locator('main code.missing');
  }

  /** The explanations of the session, the newest first. */
  get history(): Locator {
    return this.#content.getByRole('combobox', { name: 'Explanations of this session' });
  }
}
