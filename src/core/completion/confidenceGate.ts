import type { AnswerChunk } from '../../protocol/engine';
import type { CompletionPlace } from './completionPlace';
import { confidenceFigures, type ConfidenceLimits, judgeConfidence } from './confidence';
import { usualMeasure } from './confidenceTable';
import type { AnswerDraft } from './filters/answerFilter';
import { filterAnswer } from './filters/list';
import type { OutcomeConfidence } from './outcome';
import { Skip } from './skip';

/** What the gate looks at. */
export interface GateQuestion {
  /** What the filters have left of the answer. */
  readonly draft: AnswerDraft;
  /** The answer as it was streamed, from its beginning at this place on. */
  readonly pieces: readonly AnswerChunk[];
  readonly place: CompletionPlace;
  /** Undefined: everything may be shown. */
  readonly limits: ConfidenceLimits | undefined;
}

export interface GateVerdict {
  /** What is shown; undefined when that is nothing. */
  readonly draft: AnswerDraft | undefined;
  /** Undefined where nothing is known of the text. */
  readonly confidence: OutcomeConfidence | undefined;
}

/**
 * The confidence gate: comes after the filters and judges what they have left. A beginning of it, which is shown where the rest is unsure,
 * goes through the filters again; it is not shorter than the gate made it but for what they take.
 */
export function passGate({ draft, pieces, place, limits }: GateQuestion): GateVerdict {
  if (limits === undefined) {
    const figure = confidenceFigures(draft.text, pieces)?.[usualMeasure];
    return { draft, confidence: figure === undefined ? undefined : { figure, hideBelow: 0, isShortened: false } };
  }
  const judged = judgeConfidence(draft.text, pieces, limits);
  if (judged.figure === undefined) return { draft, confidence: undefined };
  const confidence = { figure: judged.figure, hideBelow: limits.hideBelow, isShortened: judged.decision === 'shorten' };
  if (judged.decision === 'hide') return { draft: undefined, confidence };
  return { draft: judged.decision === 'show' ? draft : filteredAgain(judged.text, place), confidence };
}

function filteredAgain(text: string, place: CompletionPlace): AnswerDraft | undefined {
  try {
    return filterAnswer(text, place);
  } catch (error) {
    if (error instanceof Skip) return undefined;
    throw error;
  }
}
