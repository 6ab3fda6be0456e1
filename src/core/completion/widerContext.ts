import type { ContextPiece } from '../../protocol/engine';
import type { ContextChoice } from '../context/choose/contextSource';
import { isHint } from '../context/choose/hints';
import { piecesOf } from '../context/choose/pieces';
import type { RankedSnippet } from '../context/choose/rank';
import type { PromptBudget } from './promptBudget';

/** UTF-16 units between two cursors that still work at one place: some forty lines. */
const samePlaceUnits = 1_500;

/** Context beyond what a key may wait for, read while nobody waited. It goes on as long as the work does at its place. */
export class WiderContext {
  readonly #base: ContextChoice;
  readonly #extra: readonly RankedSnippet[];
  readonly #offset: number;
  /** Of a prompt that holds it. */
  readonly promptTokens: number;

  private constructor(base: ContextChoice, extra: readonly RankedSnippet[], offset: number, promptTokens: number) {
    this.#base = base;
    this.#extra = extra;
    this.#offset = offset;
    this.promptTokens = promptTokens;
  }

  /**
   * @param choice what was chosen for a prompt of `budget`
   * @param contextTokens what context may have when nobody waits
   * @returns undefined where nothing was left out for want of room, or where it does not fit now either
   */
  static beyond(
    choice: ContextChoice,
    offset: number,
    { promptTokens, contextTokens: hadTokens }: PromptBudget,
    contextTokens: number,
  ): WiderContext | undefined {
    let left = contextTokens - choice.ranked.reduce((sum, item) => sum + (isInPrompt(item) ? item.tokens : 0), 0);
    const extra = choice.ranked.filter((item) => {
      if (item.verdict !== 'noRoom' || isHint(item.snippet) || item.tokens > left) return false;
      left -= item.tokens;
      return true;
    });
    if (extra.length === 0) return undefined;
    return new WiderContext(choice, extra, offset, promptTokens + contextTokens - hadTokens);
  }

  /** What was chosen first stands in front, as the engine has read it already. */
  get choice(): ContextChoice {
    const { ranked, ...rest } = this.#base;
    const kept = this.#extra.map((item) => ({ ...item, verdict: 'kept' as const }));
    const others = ranked.filter((item) => !this.#extra.includes(item));
    return { ...rest, pieces: [...this.#base.pieces, ...piecesOf(kept, 'last', [])], ranked: [...kept, ...others] };
  }

  /**
   * Call when the anchor moves, with what is chosen there for a prompt of the usual size.
   * @returns undefined where it is another place, or another choice, or what was added is not found any more.
   */
  goOn(choice: ContextChoice, offset: number): WiderContext | undefined {
    if (Math.abs(offset - this.#offset) > samePlaceUnits || !areSame(choice.pieces, this.#base.pieces))
      return undefined;
    const found = new Set(choice.ranked.map(keyOf));
    if (!this.#extra.every((item) => found.has(keyOf(item)))) return undefined;
    const base = { ...choice, ranked: choice.ranked.filter((item) => !this.#extra.some((own) => isSame(own, item))) };
    return new WiderContext(base, this.#extra, offset, this.promptTokens);
  }
}

function isInPrompt({ verdict, snippet }: RankedSnippet): boolean {
  return verdict === 'kept' && !isHint(snippet);
}

function areSame(a: readonly ContextPiece[], b: readonly ContextPiece[]): boolean {
  return (
    a.length === b.length && a.every(({ path, text }, index) => path === b[index]?.path && text === b[index]?.text)
  );
}

function isSame(a: RankedSnippet, b: RankedSnippet): boolean {
  return keyOf(a) === keyOf(b);
}

function keyOf({ snippet: { path, text } }: RankedSnippet): string {
  return `${path}\n${text}`;
}
