import type { CompletionTrigger } from '../text/snapshot';

/** Syntax facts that come later are done without. Who asks by command waits for an answer, not between two keys. */
export const syntaxWaitMs: Readonly<Record<CompletionTrigger, number>> = { automatic: 50, invoke: 1_000 };
