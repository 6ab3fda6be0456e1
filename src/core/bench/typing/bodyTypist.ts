import { lineEnd } from '../../text/lines';
import type { SyntaxEdit } from '../../../protocol/syntax';
import { closerMatch, closers } from './closerMatch';
import { gapBefore, type Move } from './rhythm';
import type { KeyKind, TypedKey } from './trace';

/** How somebody types; shares are of the keys at which it could happen. */
export interface Habits {
  /** A wrong character or two, and as many backspaces. */
  readonly mistakes: number;
  /** Takes over the next word, line or some lines at once. */
  readonly accepts: number;
  /** Thinks before a line. */
  readonly pauses: number;
  /** The editor closes brackets and quotes. */
  readonly closes: boolean;
}

export const usualHabits: Habits = { mistakes: 0.03, accepts: 0.02, pauses: 0.3, closes: true };

/** A closer that the editor put behind the cursor. Places are of the truth. */
interface Waiting {
  readonly closer: string;
  readonly opener: number;
  readonly at: number;
  /** Start of the line break before it, once Enter has put it on a line of its own. */
  readonly breakAt?: number;
}

/** Editors close brackets only before one of these, or at the end of a line (VS Code's `autoCloseBefore` for TypeScript). */
const mayStandBehind = ';:.,=}])>`';

/**
 * Types a text where nothing else stands on the line, as an editor makes edits of it: an opening bracket or quote brings its closer along,
 * which is written over later, pushed down by Enter, or deleted where the text does not close what it opens. Places are relative to where
 * the text begins. The same text, habits and row of random numbers give the same keys; in the end the text stands there.
 */
export class BodyTypist {
  readonly #truth: string;
  readonly #habits: Habits;
  readonly #random: () => number;
  readonly #waiting: Waiting[] = [];
  /** How much of the truth is typed. */
  #at = 0;
  /** Of the cursor. */
  #offset = 0;

  constructor(truth: string, habits: Habits, random: () => number) {
    this.#truth = truth;
    this.#habits = habits;
    this.#random = random;
  }

  *keys(): Generator<TypedKey> {
    while ((this.#passCloser(), this.#at < this.#truth.length)) {
      const top = this.#waiting.at(-1);
      if (top?.at === this.#at) yield this.#overtype(top.closer);
      else if (this.#truth[this.#at] === '\n' || this.#truth.startsWith('\r\n', this.#at)) yield this.#enter();
      else if (this.#happens(this.#habits.accepts) && this.#acceptable() !== '') yield this.#accept();
      else if (/\p{L}/u.test(this.#truth[this.#at] ?? '') && this.#happens(this.#habits.mistakes))
        yield* this.#mistake();
      else yield* this.#character();
    }
  }

  /** The cursor moves behind a closer that stands on a line of its own: no key that changes anything. */
  #passCloser(): void {
    for (let top = this.#waiting.at(-1); top?.breakAt === this.#at; top = this.#waiting.at(-1)) {
      this.#offset += top.at + 1 - top.breakAt;
      this.#at = top.at + 1;
      this.#waiting.pop();
    }
  }

  #overtype(closer: string): TypedKey {
    const start = this.#offset;
    this.#waiting.pop();
    this.#at++;
    this.#offset++;
    return this.#key('close', 'type', [{ start, oldEnd: start + closer.length, text: closer }]);
  }

  /** The editor puts the indentation behind the line break. */
  #enter(): TypedKey {
    const text = /^\r?\n[^\S\r\n]*/.exec(this.#truth.slice(this.#at))?.[0] ?? '\n';
    const below = this.#pushDown(this.#at + text.length);
    return this.#insert('enter', this.#happens(this.#habits.pauses) ? 'think' : 'type', text, below);
  }

  /** Between brackets that stand side by side, Enter puts the closing one on a line of its own. Gives what goes behind the cursor. */
  #pushDown(bodyStart: number): string {
    const top = this.#waiting.at(-1);
    if (top === undefined || top.opener !== this.#at - 1 || top.breakAt !== undefined) return '';
    const blanks = /\r?\n[^\S\r\n]*$/.exec(this.#truth.slice(0, top.at));
    if (blanks === null || blanks.index < bodyStart) return '';
    this.#waiting[this.#waiting.length - 1] = { ...top, breakAt: blanks.index };
    return blanks[0];
  }

  #accept(): TypedKey {
    return this.#insert('accept', 'read', this.#acceptable());
  }

  /** A word, the rest of the line, or up to three lines; never past a closer that stands there already. */
  #acceptable(): string {
    const rest = this.#truth.slice(this.#at, this.#nextStop());
    const patterns = [
      /^[^\S\r\n]*(?:[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]+)/u,
      /^[^\r\n]+/,
      /^[^\r\n]+(?:\r?\n[^\r\n]*){0,2}/,
    ];
    // The same place must give the same text when it is asked for twice.
    const text = patterns[this.#at % patterns.length]?.exec(rest)?.[0] ?? '';
    return text.trim().length < 2 ? '' : text;
  }

  *#mistake(): Generator<TypedKey> {
    const wrong = Array.from({ length: this.#happens(0.3) ? 2 : 1 }, () => this.#wrongCharacter());
    for (const text of wrong) yield this.#wrongKey(text);
    for (const [index, text] of [...wrong].reverse().entries()) {
      this.#offset--;
      // Backspace behind an opener takes the closer along.
      const gone = this.#closes(text) ? 2 : 1;
      const edit = { start: this.#offset, oldEnd: this.#offset + gone, text: '' };
      yield this.#key('backspace', 'take-back', [edit], index === wrong.length - 1);
    }
  }

  #wrongKey(text: string): TypedKey {
    const start = this.#offset++;
    const edits = [{ start, oldEnd: start, text }];
    if (!this.#closes(text)) return this.#key('character', 'type', edits, false);
    return this.#key(
      'close',
      'type',
      [...edits, { start: start + 1, oldEnd: start + 1, text: closers[text] ?? '' }],
      false,
    );
  }

  #wrongCharacter(): string {
    if (this.#happens(0.15)) return '(';
    return String.fromCharCode(97 + Math.floor(this.#random() * 26));
  }

  *#character(): Generator<TypedKey> {
    const text = String.fromCodePoint(this.#truth.codePointAt(this.#at) ?? 0);
    if (!this.#closes(text)) {
      yield this.#insert('character', 'type', text);
      return;
    }
    const closer = closers[text] ?? '';
    const opener = this.#at;
    const at = closerMatch(this.#truth, opener);
    const start = this.#offset;
    const isClosed = at !== undefined && at < this.#nextStop();
    this.#at++;
    this.#offset++;
    const edits = [
      { start, oldEnd: start, text },
      { start: start + 1, oldEnd: start + 1, text: closer },
    ];
    if (isClosed) this.#waiting.push({ closer, opener, at });
    yield this.#key('close', 'type', edits, isClosed);
    if (isClosed) return;
    // The text does not close it, or not here, so the closer is in the way.
    yield this.#key('close', 'take-back', [{ start: start + 1, oldEnd: start + 2, text: '' }]);
  }

  /** Whether the editor closes this character here. */
  #closes(text: string): boolean {
    const closer = closers[text];
    if (!this.#habits.closes || closer === undefined) return false;
    const top = this.#waiting.at(-1);
    const behind = top === undefined || top.breakAt !== undefined ? '' : top.closer;
    if (!mayStandBehind.includes(behind)) return false;
    return closer !== text || !/[\p{L}\p{N}_]/u.test(this.#truth[this.#at - 1] ?? '');
  }

  /** How far the truth goes until a closer that stands there already, or the line break before it. */
  #nextStop(): number {
    const top = this.#waiting.at(-1);
    return top === undefined ? this.#truth.length : (top.breakAt ?? top.at);
  }

  #insert(kind: KeyKind, move: Move, text: string, behind = ''): TypedKey {
    const start = this.#offset;
    this.#at += text.length;
    this.#offset += text.length;
    return this.#key(kind, move, [{ start, oldEnd: start, text: text + behind }]);
  }

  #key(kind: KeyKind, move: Move, edits: readonly SyntaxEdit[], isRight = true): TypedKey {
    const next = isRight ? this.#truth.slice(this.#at, lineEnd(this.#truth, this.#at)) : null;
    return { kind, gapMs: gapBefore(move, this.#random), edits, offset: this.#offset, next };
  }

  #happens(share: number): boolean {
    return share > 0 && this.#random() < share;
  }
}
