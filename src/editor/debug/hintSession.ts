import { describeError } from '../../base/errors';
import type { Log } from '../../base/log';
import type { DebugStop } from '../../core/debug/debugStop';
import type { Hint, HintService } from '../../core/debug/hintService';
import type { PlainHint } from '../../core/debug/plainHint';
import type { ChatResult } from '../../protocol/engine';
import type { PanelState } from '../../protocol/panel';

/** A hint as it is shown. */
export interface HintPage {
  readonly stop: DebugStop;
  readonly plain: PlainHint;
  /** What the model has written so far. */
  readonly answer: string;
  readonly status: string;
  readonly state: PanelState;
}

/** Where hints are shown. It never takes the focus. */
export interface HintPages {
  show(page: HintPage): void;
  grew(page: HintPage): void;
  ended(page: HintPage): void;
  hide(): void;
}

/** Sentences for people, in the language of the display. */
interface HintTexts {
  readonly running: string;
  readonly noModel: string;
  ending(result: ChatResult, answer: string): string;
}

export interface HintSessionParts {
  readonly service: Pick<HintService, 'hint'>;
  readonly pages: HintPages;
  readonly texts: HintTexts;
  readonly isModelThere: () => boolean;
  /** Counts work that a person waits for. */
  readonly activity: { track<T>(work: Promise<T>): Promise<T> };
  readonly log: Log;
}

/** The hint that is shown, one at a time: its plain part at once, then the model's. */
export class HintSession {
  readonly #parts: HintSessionParts;
  #running = new AbortController();
  #page: HintPage | undefined;

  constructor(parts: HintSessionParts) {
    this.#parts = parts;
  }

  get shown(): HintPage | undefined {
    return this.#page;
  }

  /** Shows the plain part, in place of whatever was shown; an answer that comes is ended. The model is asked by {@link ask}. */
  show(stop: DebugStop): PlainHint {
    const { plain } = this.#begin(stop);
    this.#page = { stop, plain, answer: '', status: '', state: 'done' };
    this.#parts.pages.show(this.#page);
    return plain;
  }

  /** Asks the model about what is shown, anew if it was asked before. Resolves when the answer has ended; never rejects. */
  async ask(): Promise<void> {
    const { pages, texts, isModelThere, activity } = this.#parts;
    const page = this.#page;
    if (page === undefined) return;
    const hint = this.#begin(page.stop);
    const isThere = isModelThere();
    this.#page = {
      ...page,
      answer: '',
      status: isThere ? texts.running : texts.noModel,
      state: isThere ? 'running' : 'done',
    };
    pages.show(this.#page);
    if (isThere) await activity.track(this.#stream(hint, this.#running.signal));
  }

  /** Ends the answer that comes; what was written stays. */
  stopAnswer(): void {
    this.#running.abort();
  }

  clear(): void {
    this.#running.abort();
    if (this.#page === undefined) return;
    this.#page = undefined;
    this.#parts.pages.hide();
  }

  #begin(stop: DebugStop): Hint {
    this.#running.abort();
    this.#running = new AbortController();
    return this.#parts.service.hint(stop, this.#running.signal);
  }

  async #stream(hint: Hint, signal: AbortSignal): Promise<void> {
    const { pages, texts, log } = this.#parts;
    try {
      const stream = await hint.ask();
      const read = async (): Promise<void> => {
        for await (const chunk of stream?.chunks ?? []) {
          if (signal.aborted || this.#page === undefined) continue;
          this.#page = { ...this.#page, answer: this.#page.answer + chunk };
          pages.grew(this.#page);
        }
      };
      const [result] = await Promise.all([stream?.done, read()]);
      if (result !== undefined)
        log.info(
          `debug: ${result.generatedTokens} tokens written, ${result.promptTokens} in the prompt, ${result.stop}`,
        );
      this.#end(signal, (answer) => (result === undefined ? '' : texts.ending(result, answer)), 'done');
    } catch (error) {
      log.error(`debug: ${describeError(error)}`);
      this.#end(signal, () => describeError(error), 'failed');
    }
  }

  /** Of an answer that was stopped too, but not of one that another took the place of. */
  #end(signal: AbortSignal, status: (answer: string) => string, state: PanelState): void {
    if (this.#page === undefined || signal !== this.#running.signal) return;
    this.#page = { ...this.#page, status: status(this.#page.answer), state };
    this.#parts.pages.ended(this.#page);
  }
}
