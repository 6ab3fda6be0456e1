import type { FoundTrace, StackTrace } from './stackTrace';
import { csharpTraces } from './trace/csharpTrace';
import { goTraces } from './trace/goTrace';
import { javaTraces } from './trace/javaTrace';
import { nodeTraces } from './trace/nodeTrace';
import { pytestTraces } from './trace/pytestTrace';
import { pythonTraces } from './trace/pythonTrace';
import { rustTraces } from './trace/rustTrace';
import { terminalLines } from './trace/terminalLines';

/** Each takes only what is plainly its own. */
const readers = [pythonTraces, pytestTraces, nodeTraces, javaTraces, goTraces, rustTraces, csharpTraces];

/** What {@link parseStackTrace} understands, for messages to the user. */
export const understoodTraces = 'Python and pytest, Node (also vitest, jest and mocha), Java, Go, Rust and C#';

/**
 * Reads the last stack trace of a text from a terminal, a log or a test run; whatever stands around it is passed over. A chain of causes is
 * one trace. Takes time that grows with the text, of which at most the last 100,000 lines are read.
 * @returns undefined when there is none
 */
export function parseStackTrace(text: string): StackTrace | undefined {
  const lines = terminalLines(text);
  const found = readers.flatMap((read) => read(lines)).filter(({ trace }) => hasFrames(trace));
  const last = found.reduce<FoundTrace | undefined>(
    (best, each) => (best === undefined || each.lastLine >= best.lastLine ? each : best),
    undefined,
  );
  return last && { ...last.trace, others: found.length - 1 };
}

function hasFrames({ frames, causes }: FoundTrace['trace']): boolean {
  return frames.length > 0 || causes.some((cause) => cause.frames.length > 0);
}
