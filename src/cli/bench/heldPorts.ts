import type { ContextSource } from '../../core/context/choose/contextSource';
import type { Engine, Syntax, SyntaxTrials, WithheldFiles } from '../../core/ports';
import { engineWith } from './engineWith';
import type { SkippingClock } from './skippingClock';

/** Far more than the index needs. */
const patientMs = 5_000;

/** The engine of a service whose clock skips pauses: the clock waits for its answers. */
export function holdEngine(engine: Engine, clock: SkippingClock): Engine {
  return engineWith(engine, (prompt, limits, signal) => {
    const stream = engine.complete(prompt, limits, signal);
    return { chunks: stream.chunks, done: clock.hold(stream.done) };
  });
}

/** See {@link holdEngine}. */
export function holdSyntax(syntax: Syntax & SyntaxTrials, clock: SkippingClock): Syntax & SyntaxTrials {
  return {
    scopeAt: (place) => clock.hold(syntax.scopeAt(place)),
    cut: (place) => clock.hold(syntax.cut(place)),
    parse: (languageId, text) => clock.hold(syntax.parse(languageId, text)),
    addsErrors: (trial) => clock.hold(syntax.addsErrors(trial)),
  };
}

/** See {@link holdEngine}. */
export function holdWithheld(withheld: WithheldFiles, clock: SkippingClock): WithheldFiles {
  return { isWithheld: (uri) => clock.hold(withheld.isWithheld(uri)) };
}

/** See {@link holdEngine}. Nor does the index have to hurry, so that what it finds depends on nothing but the files. */
export function holdContext(context: ContextSource, clock: SkippingClock): ContextSource {
  return { collect: (place, order) => clock.hold(context.collect(place, { ...order, waitMs: patientMs })) };
}
