import type { ExplainedItem } from '../../core/bench/explain/explainReport';
import type { RoundTripItem, RoundTripSource } from '../../core/bench/explain/roundTripItem';
import { explanationWords } from '../../core/bench/explain/roundTripPrompt';
import type { RoundTrip, RoundTripAnswer } from '../../core/bench/explain/roundTripReport';
import { stopIfAborted } from '../workbench';
import { type Kept, type ResultStore, resultKey } from './resultStore';

/** A function written from one source, as a line of the file of results. */
export interface RoundTripResult extends RoundTripAnswer, Kept {
  readonly id: string;
  readonly from: RoundTripSource;
}

export interface RoundTripRun {
  readonly trips: readonly RoundTripItem[];
  readonly explained: readonly ExplainedItem[];
  /** All that an answer depends on beside item and explanation: build, Node, model, the workspaces' files. */
  readonly setting: unknown;
  readonly store: ResultStore<RoundTripResult>;
  readonly signal: AbortSignal;
  readonly answer: (trip: RoundTripItem, explanation: string, signal: AbortSignal) => Promise<RoundTripAnswer>;
  /** Called for each answer that is known. */
  readonly onAnswer: (isNew: boolean) => void;
}

/** Whether the fields of a line are those of a result. */
export function isRoundTripResult({ id, from, answer, values }: Readonly<Record<string, unknown>>): boolean {
  return [id, from, answer].every((field) => typeof field === 'string') && (values === null || Array.isArray(values));
}

/** An explanation without a word tells nothing that a function can be written from. */
const nothingSaid: RoundTripAnswer = { answer: '', code: null, refusal: 'noWords', parses: false, values: null };

/**
 * Has each function written from its signature alone, then from each of its explanations, but for the answers that the store has already.
 * @throws PlainError `interrupted`; the answers so far are in the store
 */
export async function runRoundTrip(run: RoundTripRun): Promise<RoundTrip[]> {
  const { trips, explained, setting, store, signal } = run;
  const done: RoundTrip[] = [];
  for (const trip of trips)
    for (const { from, words } of sourcesOf(trip, explained)) {
      const key = resultKey([trip, from, words, setting]);
      const kept = store.get(key);
      stopIfAborted(signal);
      const answer = kept ?? { key, id: trip.item.id, from, ...(await answerNow(run, trip, { from, words })) };
      if (kept === undefined) await store.add(answer);
      done.push({ trip, from, answer });
      run.onAnswer(kept === undefined);
    }
  return done;
}

interface Source {
  readonly from: RoundTripSource;
  readonly words: string;
}

function sourcesOf({ item }: RoundTripItem, explained: readonly ExplainedItem[]): readonly Source[] {
  const own = explained.filter((each) => each.item.id === item.id);
  return [
    { from: 'signature', words: '' },
    ...own.map(({ depth, answer }) => ({ from: depth, words: explanationWords(answer.text) })),
  ];
}

async function answerNow(
  { answer, signal }: RoundTripRun,
  trip: RoundTripItem,
  { from, words }: Source,
): Promise<RoundTripAnswer> {
  if (words === '' && from !== 'signature') return nothingSaid;
  try {
    return await answer(trip, words, signal);
  } catch (error) {
    // Whatever fails after Ctrl+C fails because of it.
    stopIfAborted(signal);
    throw error;
  }
}
