import type { Engine } from '../../core/ports';

/** An engine that is asked in the plain order, whatever the prompt says of the cursor's line: nothing is healed, nothing anchored. */
export function inPlainOrder(engine: Engine): Engine {
  return {
    get status() {
      return engine.status;
    },
    get onStatus() {
      return engine.onStatus;
    },
    chat: (order, signal) => engine.chat(order, signal),
    complete: (prompt, order, signal) => {
      const { prefix, hint, middle } = prompt;
      return engine.complete({ ...prompt, prefix: prefix + hint + middle, hint: '', middle: '' }, order, signal);
    },
  };
}
