import { childController, within } from '../../base/cancel';
import { type Clock } from '../../base/clock';
import { describeError } from '../../base/errors';
import type { CompleteLimits, CompleteResult, CompletionPrompt } from '../../protocol/engine';
import type { Engine } from '../ports';
import type { AnswerCutter } from './answerCutter';
import { Skip } from './skip';
import { untilAborted } from './untilAborted';

export interface EngineOrder {
  readonly prompt: CompletionPrompt;
  readonly limits: CompleteLimits;
  readonly cutter: AnswerCutter;
  /** How long to wait for the counts of an answer that was stopped because it was complete. */
  readonly reportWaitMs: number;
  /** Called once, when the first line is known. */
  readonly onFirstLine: () => void;
  /** Called with the engine's result whenever it comes, also after the answer was given up. */
  readonly onResult: (result: CompleteResult) => void;
}

export interface EngineAnswer {
  readonly text: string;
  /** Absent when the engine did not report in time. */
  readonly result?: CompleteResult;
}

/** An engine that has ended its stream but does not report is given up after this long. */
const silenceMs = 10_000;

type Report = { readonly result: CompleteResult } | { readonly error: unknown };

/**
 * Reads one answer from the engine and stops the engine as soon as the answer is complete.
 * @throws Skip when the engine failed, or when the signal aborted.
 */
export async function readAnswer(
  engine: Engine,
  clock: Clock,
  order: EngineOrder,
  signal: AbortSignal,
): Promise<EngineAnswer> {
  const { controller, release } = childController(signal);
  try {
    const stream = engine.complete(order.prompt, order.limits, controller.signal);
    const report: Promise<Report> = stream.done.then(
      (result) => {
        order.onResult(result);
        return { result };
      },
      (error: unknown) => ({ error }),
    );
    const isComplete = await readChunks(stream.chunks, order, controller.signal).catch(() => false);
    if (signal.aborted) throw new Skip('engine', 'superseded');
    if (isComplete) controller.abort();
    const ms = isComplete ? order.reportWaitMs : silenceMs;
    const told = await within(report, { clock, ms, signal });
    if (signal.aborted) throw new Skip('engine', 'superseded');
    return await conclude(told, isComplete, order.cutter);
  } finally {
    controller.abort();
    release();
  }
}

/** True when the cutter had enough before the stream ended. */
async function readChunks(chunks: AsyncIterable<string>, order: EngineOrder, signal: AbortSignal): Promise<boolean> {
  let hasFirstLine = false;
  for await (const chunk of untilAborted(chunks, signal)) {
    const isComplete = await order.cutter.add(chunk);
    if (!hasFirstLine && order.cutter.hasFirstLine) {
      hasFirstLine = true;
      order.onFirstLine();
    }
    if (isComplete) return true;
  }
  return false;
}

async function conclude(told: Report | undefined, isComplete: boolean, cutter: AnswerCutter): Promise<EngineAnswer> {
  if (isComplete) {
    const text = await cutter.finish('end');
    return told !== undefined && 'result' in told ? { text, result: told.result } : { text };
  }
  if (told === undefined) throw new Skip('engine', 'engine-failed', 'The engine does not answer.');
  if ('error' in told) throw new Skip('engine', 'engine-failed', describeError(told.error));
  // The engine itself gave way to a newer request.
  if (told.result.stop === 'aborted') throw new Skip('engine', 'superseded');
  return { text: await cutter.finish(told.result.stop), result: told.result };
}
