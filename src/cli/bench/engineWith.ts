import type { Engine } from '../../core/ports';

/** An engine that is asked for completions in another way, and is the same in everything else. */
export function engineWith(engine: Engine, complete: Engine['complete']): Engine {
  return {
    get status() {
      return engine.status;
    },
    get onStatus() {
      return engine.onStatus;
    },
    chat: (order, signal) => engine.chat(order, signal),
    complete,
  };
}
