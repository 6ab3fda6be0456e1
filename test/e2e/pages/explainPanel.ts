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

  /** Waits until the text has stopped growing for two seconds, and returns it. */
  async finishedText(timeoutMs: number): Promise<string> {
    const deadline = Date.now() + timeoutMs;
    let last = '';
    let unchangedSinceMs = Date.now();
    for (;;) {
      const text = await this.text().catch(() => '');
      if (text !== last) [last, unchangedSinceMs] = [text, Date.now()];
      if (text.length > 80 && Date.now() - unchangedSinceMs > 2000) return text;
      if (Date.now() > deadline) throw new Error(`the panel says after ${timeoutMs} ms: ${text}`);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}
