import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The view beside the debugger's own ones that says what an error means: a web page inside two frames. */
export class HintView {
  readonly #content: FrameLocator;

  constructor(page: Page) {
    this.#content = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  /** What was raised. */
  get title(): Locator {
    return this.#content.locator('#title');
  }

  /** The guilty place, wherever it is named. */
  get links(): Locator {
    return this.#content.locator('main button.symbol');
  }

  /** Waits until the model has begun with its part of the hint at an error; what is known without it. */
  async begun(title: RegExp, timeoutMs: number): Promise<string> {
    await this.title.filter({ hasText: title }).waitFor({ timeout: timeoutMs });
    // The rule between the two parts comes with the first word of the model.
    await this.#content.locator('main hr').waitFor({ state: 'attached', timeout: timeoutMs });
    return (await this.#content.locator('main hr').locator('xpath=preceding-sibling::*').allInnerTexts()).join('\n');
  }

  /** Waits until the model has written its part, and returns that. */
  async finishedAnswer(timeoutMs: number): Promise<string> {
    const rule = this.#content.locator('body[data-state="done"] main hr');
    await rule.waitFor({ state: 'attached', timeout: timeoutMs });
    return (await rule.locator('xpath=following-sibling::*').allInnerTexts()).join('\n').trim();
  }

  /** Ends the answer that comes, unless it has come to its end. */
  async stop(): Promise<void> {
    const button = this.#content.getByRole('button', { name: 'Stop' });
    await button.click({ timeout: 5000 }).catch(() => undefined);
    await button.waitFor({ state: 'hidden' });
  }
}
