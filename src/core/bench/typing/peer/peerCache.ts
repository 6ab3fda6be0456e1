import { Lru } from '../../../../base/lru';
import type { PeerPlace } from './peerPlace';

/** As many as the rival's client keeps (llama.vscode, `max_cache_keys`). */
const maxAnswers = 250;

/** The rival's answers: found again at the same place, and, walking back over the line, where the beginning of one has been typed since. */
export class PeerCache {
  readonly #answers = new Lru<string, string>(maxAnswers);

  find(place: PeerPlace): string | undefined {
    for (let length = place.prompt.length; length >= 0; length--) {
      const answer = this.#answers.get(keyOf({ ...place, prompt: place.prompt.slice(0, length) }));
      const typed = place.prompt.slice(length);
      if (answer?.startsWith(typed) === true) return answer.slice(typed.length);
    }
    return undefined;
  }

  /** Whether there is an answer for exactly this place. */
  has(place: PeerPlace): boolean {
    return this.#answers.get(keyOf(place)) !== undefined;
  }

  keep(place: PeerPlace, answer: string): void {
    this.#answers.set(keyOf(place), answer);
  }
}

function keyOf({ prefix, suffix, prompt }: PeerPlace): string {
  return `${prefix}|${suffix}|${prompt}`;
}
