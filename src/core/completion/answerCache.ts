import { Lru } from '../../base/lru';
import { detach } from '../text/detach';
import type { CompletionPlace } from './completionPlace';
import type { Skip } from './skip';

/** Text before the place that must be the same for an answer to hold again; with the offset itself it is as good as all of it. */
const beforeChars = 512;
const afterChars = 256;
/** Closers that an editor may have added right after the cursor since the answer was given. */
const maxNewTailChars = 8;
/** Taken-back typing that still counts as an attempt at the same place. */
const maxBeyondChars = 40;

/** An answer of which nothing could be used: why. */
export type Refusal = Pick<Skip, 'reason' | 'message'>;

/** What is remembered of an answer. */
interface KeptAnswer {
  /** As it came from the model, before the filters; empty where it was refused. */
  readonly text: string;
  readonly sources: readonly string[];
  readonly refusal?: Refusal;
}

/** An answer that was given before and begins with what has been typed since. */
export interface CachedAnswer {
  /** What is left of the answer; empty only where the model had nothing to say at this very place. */
  readonly rest: string;
  readonly sources: readonly string[];
  readonly refusal?: Refusal;
}

/** Answers that still hold. `origin` says whose they are: one of another model, or given under other settings, does not count. */
export interface Answers {
  /** All that hold at a place, the latest first, each rest once. */
  find(place: CompletionPlace, origin: string): readonly CachedAnswer[];
  /** What was answered a few keys further on, after other typing that was taken back: texts that may stand here as well. */
  findBeyond(place: CompletionPlace, origin: string): readonly string[];
  keep(place: CompletionPlace, origin: string, answer: KeptAnswer): void;
}

/** Remembers nothing: every request asks the engine. */
export const noAnswers: Answers = { find: () => [], findBeyond: () => [], keep: () => undefined };

interface Entry {
  readonly uri: string;
  readonly origin: string;
  readonly offset: number;
  readonly before: string;
  /** The text after the cursor: its beginning and its length. */
  readonly after: string;
  readonly afterLength: number;
  readonly answer: KeptAnswer;
}

/**
 * Serves typing that follows an answer, and going back by backspace, without asking again. An entry holds where the document is what it
 * was when the answer was given plus the beginning of that answer, with the same text after the cursor (closers that the editor added
 * there by itself aside). Entries hold small copies, never the document.
 */
export class AnswerCache implements Answers {
  readonly #entries: Lru<number, Entry>;
  #next = 0;

  constructor(capacity = 128) {
    this.#entries = new Lru(capacity);
  }

  find(place: CompletionPlace, origin: string): readonly CachedAnswer[] {
    const found: (CachedAnswer & { readonly key: number })[] = [];
    for (const [key, entry] of this.#entries.entries()) {
      const rest = entry.origin === origin ? restOf(entry, place) : undefined;
      if (rest !== undefined) found.push({ ...entry.answer, key, rest });
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
    const { text, offset } = place;
    this.#next += 1;
    this.#entries.set(this.#next, {
      uri: place.snapshot.uri,
      origin,
      offset,
      before: detach(text.slice(Math.max(0, offset - beforeChars), offset)),
      after: detach(text.slice(offset, offset + afterChars)),
      afterLength: text.length - offset,
      answer,
    });
  }
}

/** What is left of an entry's answer at a place, or undefined when it does not hold there or has been typed in full. */
function restOf(entry: Entry, place: CompletionPlace): string | undefined {
  const { text, offset } = place;
  const typed = offset - entry.offset;
  if (entry.uri !== place.snapshot.uri || typed < 0 || (typed >= entry.answer.text.length && typed > 0))
    return undefined;
  const newTail = text.length - offset - entry.afterLength;
  if (newTail < 0 || newTail > maxNewTailChars || (newTail > 0 && typed === 0)) return undefined;
  if (!text.startsWith(entry.answer.text.slice(0, typed), entry.offset)) return undefined;
  if (!text.startsWith(entry.after, offset + newTail)) return undefined;
  if (!text.startsWith(entry.before, entry.offset - entry.before.length)) return undefined;
  if (!/^[)\]}>"'`]*$/.test(text.slice(offset, offset + newTail))) return undefined;
  return entry.answer.text.slice(typed);
}

function beyond(entry: Entry, place: CompletionPlace): string | undefined {
  const { text, offset } = place;
  const typed = entry.offset - offset;
  if (entry.uri !== place.snapshot.uri || entry.answer.text === '' || typed <= 0 || typed > maxBeyondChars)
    return undefined;
  if (text.length - offset !== entry.afterLength || !text.startsWith(entry.after, offset)) return undefined;
  const before = entry.before.slice(0, -typed);
  if (before.length > offset) return undefined;
  return text.startsWith(before, offset - before.length) ? entry.before.slice(-typed) + entry.answer.text : undefined;
}
