import type { OnAnswerText } from '../../src/engine/engineWork';
import type { EngineConfig } from '../../src/protocol/engineConfig';
import type { ChatParams, ChatResult, CompleteParams, CompleteResult, EngineStatus } from '../../src/protocol/engine';
import { FakeEngineWork, readyStatus } from '../fakes/fakeEngineWork';

/** A load that takes this many looks at it, whatever the machine. */
const looksAtSlowLoad = 5;

/** Takes the place of the real model side in a child process. The model's id, or what it is asked, names what it should do. */
export class ModelWork extends FakeEngineWork {
  #looksLeft = 0;

  constructor({ config }: { readonly config: EngineConfig }) {
    super(config.model.id === 'slowLoad' ? { ...readyStatus, state: 'loading' } : readyStatus);
    this.chunks = Array.from({ length: 100 }, (_, index) => `${index} `);
    this.pauseMs = 10;
    if (config.model.id === 'slowLoad') this.#looksLeft = looksAtSlowLoad;
    if (config.model.id === 'crashAtStart') throw new Error('no such instruction');
  }

  override get status(): EngineStatus {
    if (this.#looksLeft > 0 && --this.#looksLeft === 0) setImmediate(() => this.show(readyStatus));
    return super.status;
  }

  /** `endless` in front of the cursor: one piece of text, and then nothing any more. */
  override complete(params: CompleteParams, onText: OnAnswerText, signal: AbortSignal): Promise<CompleteResult> {
    if (params.prompt.middle !== 'endless') return super.complete(params, onText, signal);
    onText('0 ', 1);
    return new Promise(() => undefined);
  }

  override chat(params: ChatParams, onText: (text: string) => void, signal: AbortSignal): Promise<ChatResult> {
    if (params.messages[0]?.content === 'crash')
      setTimeout(() => {
        throw new Error('uncaught on purpose');
      }, 30);
    return super.chat(params, onText, signal);
  }
}
