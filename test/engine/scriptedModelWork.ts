import type { EngineConfig } from '../../src/protocol/engineConfig';
import type { ChatParams, ChatResult } from '../../src/protocol/engine';
import { FakeEngineWork, readyStatus } from '../fakes/fakeEngineWork';

/** Takes the place of the real model side in a child process. The model's id names what it should do. */
export class ModelWork extends FakeEngineWork {
  constructor({ config }: { readonly config: EngineConfig }) {
    super(config.model.id === 'slowLoad' ? { ...readyStatus, state: 'loading' } : readyStatus);
    this.chunks = Array.from({ length: 100 }, (_, index) => `${index} `);
    this.pauseMs = 10;
    if (config.model.id === 'slowLoad') setTimeout(() => this.show(readyStatus), 1500);
    if (config.model.id === 'crashAtStart') throw new Error('no such instruction');
  }

  override chat(params: ChatParams, onText: (text: string) => void, signal: AbortSignal): Promise<ChatResult> {
    if (params.messages[0]?.content === 'crash')
      setTimeout(() => {
        throw new Error('uncaught on purpose');
      }, 30);
    return super.chat(params, onText, signal);
  }
}
