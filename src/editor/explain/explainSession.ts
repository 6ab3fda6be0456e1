import { describeError } from '../../base/errors';
import type { Log } from '../../base/log';
import type { ExplainContext, ExplainRequest } from '../../core/explain/explainContext';
import type { ExplainService } from '../../core/explain/explainService';
import type { AnswerStream } from '../../core/ports';
import type { ChatResult } from '../../protocol/engine';
import type { ExplainDepth } from '../../protocol/panel';
import { ExplainHistory } from './explainHistory';
import { ExplainThread } from './explainThread';

/** The panel as the session uses it. What is told of a thread that is not shown changes nothing. */
export interface ThreadPanel {
  /** Brings the panel into view; the focus stays where it is. */
  reveal(): Promise<void>;
  /** Shows a thread from its beginning, and the list of all. */
  show(thread: ExplainThread, history: ExplainHistory): void;
  asked(thread: ExplainThread): void;
  grew(thread: ExplainThread): void;
  ended(thread: ExplainThread): void;
}

/** Sentences for people, in the language of the display. */
export interface ExplainTexts {
  readonly running: string;
  title(context: ExplainContext): string;
  subtitle(context: ExplainContext): string;
  ending(result: ChatResult, markdown: string): string;
}

export interface ExplainSessionParts {
  readonly service: Pick<ExplainService, 'explain' | 'ask'>;
  readonly panel: ThreadPanel;
  readonly texts: ExplainTexts;
  /** Finds out what the names in the last answer of a thread stand for; soon, and never rejects. */
  readonly symbols: { find(thread: ExplainThread): Promise<void> };
  /** Counts work that a person waits for. */
  readonly activity: { track<T>(work: Promise<T>): Promise<T> };
  readonly log: Log;
}

/** The conversations about code: at most one answer comes at a time, a new question ends the one before. */
export class ExplainSession {
  readonly #parts: ExplainSessionParts;
  readonly #history = new ExplainHistory();
  #running = new AbortController();
  #count = 0;

  constructor(parts: ExplainSessionParts) {
    this.#parts = parts;
  }

  get shown(): ExplainThread | undefined {
    return this.#history.shown;
  }

  /** What is shown, for tests. */
  get watch() {
    const { shown } = this;
    return {
      markdown: shown?.last.markdown ?? '',
      isRunning: shown?.state === 'running',
      title: shown?.subject.title ?? '',
      symbols: shown?.symbols.map(({ text }) => text) ?? [],
    };
  }

  /**
   * Begins a conversation. Resolves when the answer has ended, or was overtaken; false when there is nothing to explain, and then the panel is
   * left alone. Rejects with a PlainError for a file that must not be read.
   */
  async explain(request: ExplainRequest, depth: ExplainDepth): Promise<boolean> {
    return this.#begin(async (signal) => {
      const { service, panel, texts } = this.#parts;
      // Nothing of the panel is touched before it is known that there is something to explain, and that nobody asked anew meanwhile.
      const explanation = await service.explain(request, signal, depth);
      if (signal.aborted) return true;
      if (explanation === undefined) return false;
      const { context, messages, shownCode, answer } = explanation;
      const about = { title: texts.title(context), subtitle: texts.subtitle(context), startedAt: new Date() };
      const thread = new ExplainThread(
        (this.#count += 1),
        { request, depth, context, messages, shownCode, ...about },
        texts.running,
      );
      this.#history.add(thread);
      panel.show(thread, this.#history);
      await Promise.all([panel.reveal(), this.#stream(thread, answer, signal)]);
      return true;
    });
  }

  /** Asks a further question about what is shown; nothing happens while an answer comes. Resolves when the answer has ended. */
  async ask(question: string): Promise<void> {
    const thread = this.#idle();
    if (thread === undefined) return;
    thread.ask(question, this.#parts.texts.running);
    this.#parts.panel.asked(thread);
    await this.#answer(thread);
  }

  /** Asks the last question of what is shown once more. Resolves when the answer has ended. */
  async again(): Promise<void> {
    const thread = this.#idle();
    if (thread === undefined) return;
    thread.askAgain(this.#parts.texts.running);
    this.#parts.panel.show(thread, this.#history);
    await this.#answer(thread);
  }

  /** Ends the answer that comes; what was written stays. */
  stop(): void {
    this.#running.abort();
  }

  /** Shows an earlier explanation again; an answer that comes goes on. */
  choose(id: number): void {
    const thread = this.#history.show(id);
    if (thread !== undefined) this.#parts.panel.show(thread, this.#history);
  }

  /** Call when somebody turned to another document: shows its conversation, where there is one and no answer is being read as it comes. */
  follow(uri: string): void {
    const { shown } = this;
    if (shown === undefined || shown.uri === uri || shown.state === 'running') return;
    const thread = this.#history.ofDocument(uri);
    if (thread !== undefined) this.choose(thread.id);
  }

  #idle(): ExplainThread | undefined {
    return this.shown?.state === 'running' ? undefined : this.shown;
  }

  async #answer(thread: ExplainThread): Promise<void> {
    await this.#begin(async (signal) => {
      const answer = await this.#askService(thread, signal).catch((error: unknown) => this.#failed(thread, error));
      if (answer !== undefined) await this.#stream(thread, answer, signal);
    });
  }

  async #askService(thread: ExplainThread, signal: AbortSignal): Promise<AnswerStream<ChatResult> | undefined> {
    const { service, panel } = this.#parts;
    const { question } = thread.last;
    if (question !== '') return service.ask(thread.earlier, question, signal);
    const { request, depth } = thread.subject;
    const explanation = await service.explain(request, signal, depth);
    if (explanation === undefined) {
      thread.end('', 'done');
      panel.ended(thread);
    }
    return explanation?.answer;
  }

  async #begin<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.#running.abort();
    this.#running = new AbortController();
    return this.#parts.activity.track(work(this.#running.signal));
  }

  async #stream(thread: ExplainThread, answer: AnswerStream<ChatResult>, signal: AbortSignal): Promise<void> {
    const { panel, texts, symbols, log } = this.#parts;
    const read = async (): Promise<void> => {
      for await (const chunk of answer.chunks) {
        if (signal.aborted) continue;
        thread.grow(chunk);
        panel.grew(thread);
      }
    };
    try {
      const [result] = await Promise.all([answer.done, read()]);
      const { generatedTokens, promptTokens, stop } = result;
      log.info(`explain: ${generatedTokens} tokens written, ${promptTokens} in the prompt, ${stop}`);
      // Before the end, at which the answer is read aloud: links that were made later would be read once more.
      await symbols.find(thread);
      thread.end(texts.ending(result, thread.last.markdown), 'done');
      panel.ended(thread);
    } catch (error) {
      this.#failed(thread, error);
    }
  }

  #failed(thread: ExplainThread, error: unknown): undefined {
    this.#parts.log.error(`explain: ${describeError(error)}`);
    thread.end(describeError(error), 'failed');
    this.#parts.panel.ended(thread);
  }
}
