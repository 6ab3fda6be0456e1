import { childController } from '../../base/cancel';
import type { ChatResult } from '../../protocol/engine';
import type { ExplainDepth } from '../../protocol/panel';
import type { AnswerStream } from '../ports';
import { firstSentenceEnd } from './firstSentence';
import { FenceUnwrapper } from './unwrapFence';

/**
 * The answer of the model as it is shown: without a fence around its prose, and with the depth `sentence` up to the end of its first sentence, at
 * which the model is stopped. That counts as its own end.
 * @param ask asks the model; the signal that it gets aborts with `signal`, too
 */
export function shownAnswer(
  ask: (signal: AbortSignal) => AnswerStream<ChatResult>,
  signal: AbortSignal,
  depth: ExplainDepth,
): AnswerStream<ChatResult> {
  const { controller, release } = childController(signal);
  const { chunks, done } = ask(controller.signal);
  let isWhole = false;

  async function* shown(): AsyncGenerator<string> {
    const unwrapper = new FenceUnwrapper();
    let text = '';
    const grown = (part: string): string => {
      const before = text.length;
      text += part;
      const end = depth === 'sentence' ? firstSentenceEnd(text) : undefined;
      if (end === undefined) return part;
      isWhole = true;
      controller.abort();
      return text.slice(before, end);
    };
    for await (const chunk of chunks) {
      const part = isWhole ? '' : grown(unwrapper.add(chunk));
      if (part !== '') yield part;
    }
    const rest = isWhole ? '' : grown(unwrapper.end());
    if (rest !== '') yield rest;
  }

  const ended = done.finally(release).then((result): ChatResult => {
    return isWhole && !signal.aborted ? { ...result, stop: 'end' } : result;
  });
  return { chunks: shown(), done: ended };
}
