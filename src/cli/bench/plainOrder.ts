import type { Engine } from '../../core/ports';
import { engineWith } from './engineWith';

/** An engine that is asked in the plain order, whatever the prompt says of the cursor's line: nothing is healed, nothing anchored. */
export function inPlainOrder(engine: Engine): Engine {
  return engineWith(engine, (prompt, order, signal) => {
    const { prefix, hint, middle } = prompt;
    return engine.complete({ ...prompt, prefix: prefix + hint + middle, hint: '', middle: '' }, order, signal);
  });
}
