import type { AnswerStream, ChatOrder, Engine } from '../core/ports';
import type { ChatResult } from '../protocol/engine';
import { engineReady, type EngineBench } from './workbench';

/** A model that is looked for and loaded only when it is asked something: much of what a command answers needs none. */
export class LateEngine implements Pick<Engine, 'chat'> {
  readonly #open: () => Promise<EngineBench>;
  #bench: Promise<EngineBench> | undefined;

  constructor(open: () => Promise<EngineBench>) {
    this.#open = open;
  }

  /** Also fails with what the opening and the loading fail with. */
  chat(order: ChatOrder, signal: AbortSignal): AnswerStream<ChatResult> {
    const stream = this.#ready(signal).then((engine) => engine.chat(order, signal));
    const chunks = async function* (): AsyncIterable<string> {
      yield* (await stream).chunks;
    };
    return { chunks: chunks(), done: stream.then(({ done }) => done) };
  }

  /** Resolves when everything that was started has ended. */
  async dispose(): Promise<void> {
    const bench = await this.#bench?.catch(() => undefined);
    await bench?.dispose();
  }

  async #ready(signal: AbortSignal): Promise<Engine> {
    this.#bench ??= this.#open();
    const { engine } = await this.#bench;
    await engineReady(engine, signal);
    return engine;
  }
}
