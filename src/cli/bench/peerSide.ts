import type { KeyUse } from '../../core/bench/typing/keyRecord';
import { peerAnswer } from '../../core/bench/typing/peer/peerAnswer';
import { PeerCache } from '../../core/bench/typing/peer/peerCache';
import { lineAfter, type PeerPlace, peerPlace, placeAfter } from '../../core/bench/typing/peer/peerPlace';
import type { PeerRing } from '../../core/bench/typing/peer/peerRing';
import { lineEnd, lineStart } from '../../core/text/lines';
import type { Clock } from '../../core/ports';
import type { DocumentSnapshot } from '../../core/text/snapshot';
import type { PeerResponse, PeerServer } from './peerServer';
import type { SideAnswer, TypingSide } from './typingSide';

/** While a request runs, the client looks again after this long (llama.vscode, `DELAY_BEFORE_COMPL_REQUEST`). */
const pollMs = 150;
/** More text behind the cursor than this, and it does not ask (`max_line_suffix`). */
const mostBehind = 8;

export interface PeerSideParts {
  readonly server: Pick<PeerServer, 'infill'>;
  readonly ring: PeerRing;
  /** With its cache, and the request ahead that fills it. */
  readonly cache: boolean;
  readonly clock: Clock;
}

/**
 * The rival: one request at a time, which is never given up; a cache; and after each answer that was shown a request for the place where
 * the cursor would be with it.
 */
export class PeerSide implements TypingSide {
  readonly name = 'peer';
  readonly isHostedHere = false;
  readonly #parts: PeerSideParts;
  readonly #running = new Set<Promise<unknown>>();
  #cache = new PeerCache();
  #uses = new Map<number, KeyUse[]>();
  #key = -1;
  #isAsking = false;
  #last: { readonly snapshot: DocumentSnapshot; readonly offset: number } | undefined;

  constructor(parts: PeerSideParts) {
    this.#parts = parts;
  }

  begin(): Promise<void> {
    this.#cache = new PeerCache();
    this.#uses = new Map();
    this.#key = -1;
    return Promise.resolve();
  }

  change(): void {
    this.#key++;
  }

  /**
   * Its client does nothing for a place before a key is typed there; while nothing is asked it only has the server read the excerpts of
   * other files again when there is a new one (`periodicRingBufferUpdate`).
   */
  visit(): void {
    return undefined;
  }

  async ask(snapshot: DocumentSnapshot, offset: number, signal: AbortSignal): Promise<SideAnswer> {
    this.#last = { snapshot, offset };
    const key = this.#key;
    while (this.#isAsking) {
      await this.#parts.clock.sleep(pollMs, signal);
      if (signal.aborted) return nothing('superseded');
    }
    const { text } = snapshot;
    const behind = text.slice(offset, lineEnd(text, offset));
    if (behind.length > mostBehind) return nothing('text-after-cursor');
    const place = peerPlace(text, offset);
    const known = this.#parts.cache ? this.#cache.find(place) : undefined;
    const content = known ?? (await this.#askAlone(place, key));
    const answer = peerAnswer(content, text, offset);
    if (answer === undefined) return nothing('empty');
    if (this.#parts.cache && known === undefined) this.#cache.keep(place, answer);
    if (this.#parts.cache && behind.trim() === '' && !signal.aborted) this.#prepare(place, answer, key);
    const shown = withoutIndent(answer, text.slice(lineStart(text, offset), offset));
    if (shown.trim() === '') return nothing('empty');
    const suggestion = { text: shown, range: { start: offset, end: offset } };
    return { suggestion, reason: null, from: known === undefined ? 'engine' : 'cache', firstLineMs: null };
  }

  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }

  usesOf(key: number): readonly KeyUse[] {
    return this.#uses.get(key) ?? [];
  }

  /** The editor goes on in another document. */
  end(): Promise<void> {
    if (this.#last !== undefined)
      this.#parts.ring.leave(this.#last.snapshot.path, this.#last.snapshot.text, this.#last.offset);
    this.#last = undefined;
    return Promise.resolve();
  }

  async #askAlone(place: PeerPlace, key: number): Promise<string> {
    this.#isAsking = true;
    try {
      return (await this.#request(place, key)).content;
    } finally {
      this.#isAsking = false;
    }
  }

  /** Asks for what comes behind an answer; the server answers it before the next key's request. */
  #prepare(place: PeerPlace, answer: string, key: number): void {
    const line = lineAfter(place, answer);
    if (line !== undefined && !this.#cache.has(line.place)) this.#cache.keep(line.place, line.rest);
    const after = placeAfter(place, answer);
    if (this.#cache.has(after)) return;
    const cache = this.#cache;
    this.#request(after, key).then(
      ({ content }) => {
        if (content.trim() !== '') cache.keep(after, content.replace(/(?:\r?\n)+$/, ''));
      },
      // The next key meets the same failure and tells of it.
      () => undefined,
    );
  }

  #request(place: PeerPlace, key: number): Promise<PeerResponse> {
    const uses = this.#uses;
    const work = this.#parts.server.infill(place, this.#parts.ring.chunks).then((response) => {
      const { promptTokens, evaluatedTokens, generatedTokens } = response;
      const use: KeyUse = { promptTokens, evaluatedTokens, generatedTokens, freeMs: null, lastStepMs: null };
      uses.set(key, [...(uses.get(key) ?? []), use]);
      return response;
    });
    const running = work.then(
      () => undefined,
      () => undefined,
    );
    this.#running.add(running);
    void running.finally(() => this.#running.delete(running));
    return work;
  }
}

function nothing(reason: string): SideAnswer {
  return { reason, from: null, firstLineMs: null };
}

/** On a blank line the server answers with the indentation, which stands there already. */
function withoutIndent(answer: string, lineBefore: string): string {
  if (lineBefore.trim() !== '') return answer;
  const blanks = /^[ \t]*/.exec(answer)?.[0].length ?? 0;
  return answer.slice(Math.min(blanks, lineBefore.length));
}
