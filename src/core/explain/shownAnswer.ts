import { childController } from '../../base/cancel';
import type { ChatResult } from '../../protocol/engine';
import type { ExplainDepth } from '../../protocol/panel';
import type { AnswerStream } from '../ports';
import type { AnswerCut } from './answerCut';
import { FirstSentenceCut } from './firstSentence';
import { RepeatedItemCut } from './repeatedItem';
import { FenceUnwrapper } from './unwrapFence';

/**
 * The answer of the model as it is shown: without a fence around its prose, with the depth `sentence` up to the end of its first sentence, and
 * with the depth `lines` up to a line that was there before. There the model is stopped, which counts as its own end.
 * @param ask asks the model; the signal that it gets aborts with `signal`, too
 */
export function shownAnswer(
  ask: (signal: AbortSignal) => AnswerStream<ChatResult>,
  signal: AbortSignal,
  depth: ExplainDepth,
): AnswerStream<ChatResult> {
  const { controller, release } = childController(signal);
  const { chunks, done } = ask(controller.signal);
  const cut = cutAt(depth);

  async function* shown(): AsyncGenerator<string> {
    const unwrapper = new FenceUnwrapper();
    for await (const chunk of chunks) {
      const part = cut.add(unwrapper.add(chunk));
      if (cut.isOver) controller.abort();
      if (part !== '') yield part;
    }
    const rest = cut.add(unwrapper.end()) + cut.end();
    if (rest !== '') yield rest;
  }

  const ended = done.finally(release).then((result): ChatResult => {
    return cut.isOver && !signal.aborted ? { ...result, stop: 'end' } : result;
  });
  return { chunks: shown(), done: ended };
}

function cutAt(depth: ExplainDepth): AnswerCut {
  switch (depth) {
    case 'sentence':
      return new FirstSentenceCut();
    case 'lines':
      return new RepeatedItemCut();
    case 'normal':
      return { isOver: false, add: (text) => text, end: () => '' };
  }
}
