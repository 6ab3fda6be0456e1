import { Lru } from '../../base/lru';
import type { AnswerChunk } from '../../protocol/engine';
import type { CompletionPlace } from './completionPlace';
import { piecesAfter } from './confidence';
import { markOf, type PlaceMark, restAt } from './placeMark';
import type { Skip } from './skip';

/** Taken-back typing that still counts as an attempt at the same place. */
const maxBeyondChars = 40;
/** The next places that somebody may come to are few. */
const maxStreams = 16;

/** An answer of which nothing could be used: why. */
export type Refusal = Pick<Skip, 'reason' | 'message'>;

/** What a model wrote. */
export interface ModelText {
  readonly text: string;
  /** As it was streamed, each piece with its likelihood; `text` may have other blanks and end earlier. */
  readonly pieces: readonly AnswerChunk[];
}

/** What is remembered of an answer: its text as it came from the model, before the filters; empty where it was refused. */
interface KeptAnswer extends ModelText {
  readonly sources: readonly string[];
  readonly refusal?: Refusal;
  /** More of it was on its way when it was shown. */
  readonly isPart?: boolean;
}

/** An answer that was given before and begins with what has been typed since. */
export interface CachedAnswer {
  /** What is left of the answer; empty only where the model had nothing to say at this very place. */
  readonly rest: string;
  /** What is left of its pieces. */
  readonly pieces: readonly AnswerChunk[];
  readonly sources: readonly string[];
  readonly refusal?: Refusal;
  /** More of it was on its way when it was shown. */
  readonly isPart?: boolean;
}

/** What the model wrote, on and on: whoever takes of it has to cut it for his place. */
export interface KeptStream extends ModelText {
  /** The model had come to an end. */
  readonly isWhole: boolean;
  readonly sources: readonly string[];
}

/** Answers that still hold. `origin` says whose they are: one of another model, or given under other settings, does not count. */
export interface Answers {
  /** False: nothing is remembered, so it is not worth while to make answers ahead. */
  readonly remembers: boolean;
  /** All that hold at a place, the latest first, each rest once. */
  find(place: CompletionPlace, origin: string): readonly CachedAnswer[];
  /** What was answered a few keys further on, after other typing that was taken back: texts that may stand here as well. */
  findBeyond(place: CompletionPlace, origin: string): readonly string[];
  keep(place: CompletionPlace, origin: string, answer: KeptAnswer): void;
  /** The rest, at a place, of the latest stream that goes on there with more than blanks. */
  findStream(place: CompletionPlace, origin: string): KeptStream | undefined;
  keepStream(mark: PlaceMark, origin: string, stream: KeptStream): void;
}

/** Remembers nothing: every request asks the engine. */
export const noAnswers: Answers = {
  remembers: false,
  find: () => [],
  findBeyond: () => [],
  keep: () => undefined,
  findStream: () => undefined,
  keepStream: () => undefined,
};

interface Entry<T> {
  readonly mark: PlaceMark;
  readonly origin: string;
  readonly answer: T;
}

/**
 * Serves typing that follows an answer, and going back by backspace, without asking again. An entry holds where the document is what it
 * was when the answer was given plus the beginning of that answer, see {@link restAt}.
 */
export class AnswerCache implements Answers {
  readonly remembers = true;
  readonly #entries: Lru<number, Entry<KeptAnswer>>;
  readonly #streams = new Lru<number, Entry<KeptStream>>(maxStreams);
  #next = 0;

  constructor(capacity = 128) {
    this.#entries = new Lru(capacity);
  }

  find(place: CompletionPlace, origin: string): readonly CachedAnswer[] {
    const found: (CachedAnswer & { readonly key: number })[] = [];
    for (const [key, entry] of this.#entries.entries()) {
      const rest = entry.origin === origin ? restOf(entry, place) : undefined;
      if (rest !== undefined) found.push({ ...entry.answer, key, rest, pieces: piecesOf(entry.answer, rest) });
    }
    for (const { key } of found) this.#entries.get(key);
    const latest = found.reverse();
    return latest.filter(({ rest }, index) => latest.findIndex((other) => other.rest === rest) === index);
  }

  findBeyond(place: CompletionPlace, origin: string): readonly string[] {
    const entries = [...this.#entries.entries()].map(([, entry]) => entry).reverse();
    return entries.flatMap((entry) => (entry.origin === origin ? (beyond(entry, place) ?? []) : []));
  }

  keep(place: CompletionPlace, origin: string, answer: KeptAnswer): void {
    this.#next += 1;
    this.#entries.set(this.#next, { mark: markOf(place), origin, answer });
  }

  findStream(place: CompletionPlace, origin: string): KeptStream | undefined {
    for (const [, { mark, origin: own, answer }] of [...this.#streams.entries()].reverse()) {
      const text = own === origin ? restAt(mark, answer.text, place) : undefined;
      if (text !== undefined && text.trim() !== '') return { ...answer, text, pieces: piecesOf(answer, text) };
    }
    return undefined;
  }

  keepStream(mark: PlaceMark, origin: string, answer: KeptStream): void {
    this.#next += 1;
    this.#streams.set(this.#next, { mark, origin, answer });
  }
}

/** What is left of an entry's answer at a place, or undefined when it does not hold there or has been typed in full. */
function restOf({ mark, answer }: Entry<KeptAnswer>, place: CompletionPlace): string | undefined {
  const rest = restAt(mark, answer.text, place);
  return rest === '' && place.offset > mark.offset ? undefined : rest;
}

/** @param rest an end of the text */
function piecesOf({ text, pieces }: ModelText, rest: string): readonly AnswerChunk[] {
  return piecesAfter(text.slice(0, text.length - rest.length), pieces);
}

function beyond({ mark, answer }: Entry<KeptAnswer>, place: CompletionPlace): string | undefined {
  const { text, offset } = place;
  const typed = mark.offset - offset;
  if (mark.uri !== place.snapshot.uri || answer.text === '' || typed <= 0 || typed > maxBeyondChars) return undefined;
  if (text.length - offset !== mark.afterLength || !text.startsWith(mark.after, offset)) return undefined;
  const before = mark.before.slice(0, -typed);
  if (before.length > offset) return undefined;
  return text.startsWith(before, offset - before.length) ? mark.before.slice(-typed) + answer.text : undefined;
}
