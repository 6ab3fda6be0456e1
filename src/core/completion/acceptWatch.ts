import type { SyntaxEdit } from '../../protocol/syntax';
import type { DecidedOffer } from './acceptLearning';
import type { GateLevel } from './confidenceTable';

/** A suggestion as the editor shows it. */
export interface Offer {
  readonly uri: string;
  readonly languageId: string;
  /** What is put in the place of the document's text from `start` on; offsets are UTF-16 units. */
  readonly text: string;
  readonly start: number;
  /** Where the cursor stands; behind `start` where an entry of the suggest widget is selected. */
  readonly offset: number;
  /** Units of `text` that the selected entry gives, so that taking it over says nothing; 0 without one. */
  readonly given: number;
  readonly figure: number | undefined;
  readonly level: GateLevel | undefined;
}

/** An offer and what became of it so far. */
interface Watched {
  readonly id: number;
  readonly offer: Offer;
  /** Units of the offer's text that stand in the document. */
  readonly written: number;
  readonly taken: 'no' | 'part';
}

/**
 * Finds out what becomes of suggestions, of which the editor only tells when one is accepted as a whole. One is accepted in part when more of
 * it than a key writes comes into the document at once. Typed through, it stays one suggestion, however often it is shown. Nothing is
 * kept but the last two.
 */
export class AcceptWatch {
  readonly #onDecided: (languageId: string, decided: DecidedOffer) => void;
  #lastId = 0;
  #current: Watched | undefined;
  /** Its acceptance may still be told, since the editor asks for the next suggestion first. */
  #previous: Watched | undefined;

  /** @param onDecided is told once of each suggestion, when no more can become of it */
  constructor(onDecided: (languageId: string, decided: DecidedOffer) => void) {
    this.#onDecided = onDecided;
  }

  /** Call when a suggestion is handed to the editor and nothing has come between. @returns a number for {@link accepted} */
  offered(offer: Offer): number {
    const current = this.#current;
    if (current !== undefined && goesOn(current, offer)) {
      const text = current.offer.text.slice(0, current.written) + restOf(offer);
      this.#current = { ...current, offer: { ...current.offer, text } };
      return current.id;
    }
    this.#leave();
    this.#lastId += 1;
    this.#current = { id: this.#lastId, offer, written: offer.offset - offer.start, taken: 'no' };
    return this.#lastId;
  }

  /** Call with what the editor gives back when a suggestion was accepted as a whole. */
  accepted(id: unknown): void {
    const watched = [this.#previous, this.#current].find((each) => each !== undefined && each.id === id);
    if (watched === undefined) return;
    if (watched === this.#previous) this.#previous = undefined;
    else this.#current = undefined;
    this.#decide(watched, 'whole');
  }

  /** Call with each change of a document, as it happens; each edit counts with those before it. */
  changed(uri: string, edits: readonly SyntaxEdit[]): void {
    for (const edit of edits) {
      const current = this.#current;
      if (current?.offer.uri !== uri) return;
      const next = after(current, edit);
      if (next === undefined) this.#leave();
      else this.#current = next;
    }
  }

  /** Forgets what is under way. */
  clear(): void {
    this.#current = undefined;
    this.#previous = undefined;
  }

  #leave(): void {
    if (this.#current === undefined) return;
    if (this.#previous !== undefined) this.#decide(this.#previous, this.#previous.taken);
    this.#previous = this.#current;
    this.#current = undefined;
  }

  #decide({ offer: { languageId, figure, level } }: Watched, taken: DecidedOffer['taken']): void {
    this.#onDecided(languageId, { figure, level, taken });
  }
}

/** What is still to be written of an offer. */
function restOf({ text, offset, start }: Offer): string {
  return text.slice(offset - start);
}

/** Whether an offer is the rest of what is shown already. */
function goesOn({ offer, written }: Watched, next: Offer): boolean {
  if (offer.uri !== next.uri || offer.start + written !== next.offset) return false;
  const [old, rest] = [offer.text.slice(written), restOf(next)];
  return old !== '' && (old.startsWith(rest) || rest.startsWith(old));
}

/** Undefined where the edit is not one that writes on, or takes back, text of the offer. */
function after(watched: Watched, edit: SyntaxEdit): Watched | undefined {
  const { offer, written } = watched;
  const from = edit.start - offer.start;
  // The editor closes a bracket that is typed by itself.
  const text =
    /^.[)\]}>"'`]$/s.test(edit.text) && !offer.text.startsWith(edit.text, from) ? edit.text.charAt(0) : edit.text;
  const now = from + text.length;
  // What follows is deleted.
  if (text === '' && edit.oldEnd - offer.start > written) return undefined;
  if (from < 0 || from > written || now < offer.offset - offer.start || !offer.text.startsWith(text, from))
    return undefined;
  const gained = offer.text.slice(Math.max(written, offer.given), now);
  const isPart = gained.length > 1 && /[\p{L}\p{N}]/u.test(gained);
  return { ...watched, written: now, taken: isPart ? 'part' : watched.taken };
}
