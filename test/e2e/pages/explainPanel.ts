import type { FrameLocator, Page } from 'playwright-core';
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
    await this.#content.getByRole('button', { name: 'Copy' }).click();
    await expect.poll(clipboard).not.toBe('');
    return clipboard();
  }
}
