import type { FrameLocator, Page } from 'playwright-core';

/** The side-bar view that shows explanations: a web page inside two frames. */
export class ExplainPanel {
  readonly #content: FrameLocator;

  constructor(page: Page) {
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
}
