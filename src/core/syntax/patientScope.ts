import { childController, within } from '../../base/cancel';
import { type Clock, systemClock } from '../../base/clock';
import type { ScopeFacts, SyntaxPlace } from '../../protocol/syntax';
import type { Syntax } from '../ports';

/** A document that was just opened needs its first parse, which takes longer than a key may wait. */
const maxAsks = 8;
/** All asks together; without facts the work goes on, only with less to show. */
const maxWaitMs = 2_000;

/**
 * Facts about a place for work that a person asked for: asks again when the answer was late, for two seconds at most and only until the
 * signal aborts. While typing, ask `scopeAt` itself. Undefined at once where nothing is known, such as for a language without a grammar.
 */
export async function patientScope(
  syntax: Syntax,
  place: SyntaxPlace,
  signal?: AbortSignal,
  clock: Clock = systemClock,
): Promise<ScopeFacts | undefined> {
  const { controller, release } = childController(signal);
  try {
    return await within(askAgain(syntax, place, controller.signal), {
      clock,
      ms: maxWaitMs,
      signal: controller.signal,
    });
  } finally {
    controller.abort();
    release();
  }
}

async function askAgain(syntax: Syntax, place: SyntaxPlace, signal: AbortSignal): Promise<ScopeFacts | undefined> {
  for (let ask = 0; ask < maxAsks && !signal.aborted; ask += 1) {
    const facts = await syntax.scopeAt(place);
    if (facts !== undefined) return facts;
  }
  return undefined;
}
