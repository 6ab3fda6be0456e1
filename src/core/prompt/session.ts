import type { CompleteResult, CompletionPrompt, ContextPiece } from '../../protocol/engine';
import { unitsPerToken } from '../context/choose/estimateTokens';
import { closerTail } from '../text/closers';
import { detach } from '../text/detach';
import { countLineBreaks, lineEnd, lineStart } from '../text/lines';
import { type Hint, hintText } from './hint';
import { prefixStartFor, suffixEndFor, windowSize } from './window';

/** Whole lines that may stand in the middle before the anchor moves: with three, answers are about as good as with none (71 %, 76 %). */
const maxMiddleLines = 3;
/** A middle longer than this is no typing any more, or a very long line: the anchor moves to the cursor's line. */
const maxMiddleChars = 2_000;
/** A line that Enter made of closers that the editor had added is indentation and a few characters. */
const maxPushedChars = 200;
/** Units of the prefix's beginning that tell it apart when text before it grew or shrank. */
const headChars = 256;

/** Where an answer is wanted. */
export interface PromptPlace {
  readonly path: string;
  readonly repository: string;
  readonly text: string;
  /** UTF-16 offset of the cursor. */
  readonly offset: number;
}

/** What a prompt is made of when its anchor moves. */
export interface NextPrompt {
  readonly promptTokens: number;
  /** In prompt order. */
  readonly context: readonly ContextPiece[];
  readonly hint: Hint;
}

export interface PlacedPrompt {
  readonly prompt: CompletionPrompt;
  /** The budget that holds until the anchor moves. */
  readonly promptTokens: number;
  /** Closers on the rest of the cursor's line; they are in no part of the prompt, so the answer may repeat them. */
  readonly tail: string;
}

/** A move of the anchor that is not made yet. */
export interface PlannedPrompt {
  readonly placed: PlacedPrompt;
  /** Makes it. False: the anchor has moved meanwhile, and nothing changes. */
  readonly take: (result: AnsweredPrompt) => boolean;
}

/** What a session looks back on of the answer that the engine gave. */
export type AnsweredPrompt = Pick<CompleteResult, 'fit' | 'promptTokens'>;

interface Anchor {
  readonly repository: string;
  readonly path: string;
  readonly context: readonly ContextPiece[];
  readonly hint: Hint;
  readonly promptTokens: number;
  readonly prefix: string;
  readonly suffix: string;
  /** Offset of the prefix in the document. */
  readonly start: number;
  /** The suffix was not cut: nothing may follow it. */
  readonly toEnd: boolean;
}

/**
 * The one owner of what the model has seen of a document. Between two moves of the anchor it hands out the same context, prefix and
 * suffix byte for byte, but for what the engine's fit has cut, and only the middle grows, so that the engine reads nothing but what was typed.
 * One session per document.
 */
export class PromptSession {
  readonly #name: string;
  #anchor: Anchor | undefined;
  #moves = 0;
  /** What is known of the prefix of the last anchor, to start the next one at the same line. */
  #last = { start: 0, head: '', textLength: 0 };
  #charsPerToken = unitsPerToken;

  /** @param name opaque and unique among the sessions of one engine. */
  constructor(name: string) {
    this.#name = name;
  }

  /**
   * Whether {@link place} would go on with the anchor that it has. If not, it wants new context.
   */
  holds(at: PromptPlace): boolean {
    return this.#anchor !== undefined && holds(this.#anchor, at, tailOf(at));
  }

  /** The part of the text that a prompt would hold after a move to this place, in UTF-16 offsets; about right, since the engine counts. */
  windowAt(at: PromptPlace, tokens: number): { readonly start: number; readonly end: number } {
    const size = windowSize(tokens, this.#charsPerToken);
    const start = prefixStartFor(at.text, lineStart(at.text, at.offset), size.prefixChars, this.#startOfLast(at.text));
    return { start, end: suffixEndFor(at.text, at.offset + tailOf(at).length, size.suffixChars) };
  }

  /**
   * The prompt for a place. The anchor stays while text is typed behind it; it moves when the text before it or after the cursor has
   * changed, when the cursor left, and when more than three lines have been typed.
   * @param next for the case that the anchor moves; it is then held until the next move, but for hints of what has been written since.
   */
  place(at: PromptPlace, next: NextPrompt): PlacedPrompt {
    const tail = tailOf(at);
    const held = this.#anchor;
    const anchor = held !== undefined && holds(held, at, tail) ? held : this.#move(this.#anchorAt(at, tail, next), at);
    return this.#placed(at, tail, anchor, this.#moves);
  }

  /**
   * What {@link place} would give if the anchor moved to this place; moves nothing. Once the engine has read it, `take` makes the move, unless
   * there was another one meanwhile.
   */
  plan(at: PromptPlace, next: NextPrompt): PlannedPrompt {
    const tail = tailOf(at);
    const anchor = this.#anchorAt(at, tail, next);
    const moves = this.#moves;
    const placed = this.#placed(at, tail, anchor, moves + 1);
    const take = (result: AnsweredPrompt): boolean => {
      if (this.#moves !== moves) return false;
      this.#move(anchor, at);
      this.learn(placed.prompt, result);
      return true;
    };
    return { placed, take };
  }

  /**
   * Takes over what the engine's fit left of a prompt. Call it with every result, also of an aborted request; a result that belongs to
   * an anchor or a size that has passed is ignored.
   */
  learn(prompt: CompletionPrompt, result: AnsweredPrompt): void {
    const anchor = this.#anchor;
    if (anchor === undefined || prompt.session !== this.#name || prompt.anchor !== this.#moves) return;
    if (prompt.prefix !== anchor.prefix || prompt.suffix !== anchor.suffix || prompt.context !== anchor.context) return;
    const { fit } = result;
    const cut = Math.min(Math.max(0, fit.prefixStart), anchor.prefix.length);
    const suffix = anchor.suffix.slice(0, Math.max(0, fit.suffixEnd));
    const kept = fit.context.flatMap((index) => anchor.context[index] ?? []);
    this.#learnDensity(prompt.middle.length + anchor.prefix.length - cut + suffix.length, kept, result.promptTokens);
    if (cut === 0 && suffix.length === anchor.suffix.length && kept.length === anchor.context.length) return;
    this.#anchor = {
      ...anchor,
      context: kept,
      prefix: anchor.prefix.slice(cut),
      suffix,
      start: anchor.start + cut,
      toEnd: anchor.toEnd && suffix.length === anchor.suffix.length,
    };
    this.#last = { ...this.#last, start: anchor.start + cut, head: anchor.prefix.slice(cut, cut + headChars) };
  }

  #placed({ text, offset }: PromptPlace, tail: string, anchor: Anchor, moves: number): PlacedPrompt {
    const { repository, path, context, prefix, suffix, promptTokens } = anchor;
    const middle = text.slice(anchor.start + prefix.length, offset);
    const hint = hintText(anchor.hint, middle);
    const names = { session: this.#name, anchor: moves, repository, path };
    return { prompt: { ...names, context, prefix, suffix, hint, middle }, promptTokens, tail };
  }

  #anchorAt(at: PromptPlace, tail: string, next: NextPrompt): Anchor {
    const { text, offset } = at;
    const { start, end } = this.windowAt(at, next.promptTokens - this.#tokensOf(next.context, next.promptTokens));
    const prefix = detach(text.slice(start, lineStart(text, offset)));
    return {
      repository: at.repository,
      path: at.path,
      context: [...next.context],
      hint: next.hint,
      promptTokens: next.promptTokens,
      prefix,
      suffix: detach(text.slice(offset + tail.length, end)),
      start,
      toEnd: end === text.length,
    };
  }

  #move(anchor: Anchor, { text }: PromptPlace): Anchor {
    this.#moves += 1;
    this.#last = { start: anchor.start, head: anchor.prefix.slice(0, headChars), textLength: text.length };
    this.#anchor = anchor;
    return anchor;
  }

  /** Where the last prefix begins in the text as it is now, also when text before it grew or shrank; undefined when it is gone. */
  #startOfLast(text: string): number | undefined {
    const { start, head, textLength } = this.#last;
    if (head === '') return undefined;
    const isAt = (place: number): boolean =>
      place >= 0 && (place === 0 || text[place - 1] === '\n') && text.startsWith(head, place);
    return [start, start + text.length - textLength].find(isAt);
  }

  /** At most half, since the engine gives context no more than that of a prompt that is full. */
  #tokensOf(context: readonly ContextPiece[], promptTokens: number): number {
    const chars = context.reduce((sum, { path, text }) => sum + path.length + text.length, 0);
    return Math.min(promptTokens / 2, chars / this.#charsPerToken);
  }

  #learnDensity(chars: number, context: readonly ContextPiece[], tokens: number): void {
    const all = context.reduce((sum, piece) => sum + piece.text.length, chars);
    if (tokens < 64) return;
    this.#charsPerToken = Math.min(6, Math.max(1, 0.5 * this.#charsPerToken + 0.5 * (all / tokens)));
  }
}

function tailOf({ text, offset }: PromptPlace): string {
  return closerTail(text, offset, lineEnd(text, offset)) ?? '';
}

function holds(anchor: Anchor, at: PromptPlace, tail: string): boolean {
  const { text, offset } = at;
  const middle = anchor.start + anchor.prefix.length;
  if (at.path !== anchor.path || at.repository !== anchor.repository) return false;
  if (offset < middle || offset - middle > maxMiddleChars) return false;
  if (countLineBreaks(text.slice(middle, offset), maxMiddleLines + 1) > maxMiddleLines) return false;
  if (middle > 0 && text[middle - 1] !== '\n') return false;
  if (!text.startsWith(anchor.prefix, anchor.start)) return false;
  const isSuffixAt = (after: number): boolean =>
    text.startsWith(anchor.suffix, after) && (!anchor.toEnd || after + anchor.suffix.length === text.length);
  return placesBehind(text, offset + tail.length).some(isSuffixAt);
}

/** Where the text goes on behind a place: there, or below lines that Enter between brackets made of a closing one. */
function placesBehind(text: string, after: number): number[] {
  const places = [after];
  for (let at = after; places.length <= maxMiddleLines;) {
    const line = /^\r?\n[^\S\r\n]*[)\]}][)\]}>"'`;,]*(?=\r?\n|$)/.exec(text.slice(at, at + maxPushedChars))?.[0];
    if (line === undefined) break;
    at += line.length;
    places.push(at);
  }
  return places;
}
