import type { Tokenizer } from './tokenizer';

/** The middle part of a prompt, ready to be continued. */
export interface HealedMiddle {
  /** Tokens that stay in the prompt. */
  readonly tokens: readonly number[];
  /** Text that was taken back: the answer must begin with it, and it is not shown. Empty = nothing was taken back. */
  readonly forced: string;
}

/** A longer run of word characters is no word that anybody is typing: only its last token is taken back. */
const MAX_WORD_UNITS = 64;
const wordAtEnd = /[\p{L}\p{N}_$]+$/u;

/**
 * Takes the end of `middle` back, because a model that was trained on whole texts would seldom have cut a token there: it cannot continue
 * `retu` with `rn` when it knows `return` as one token. The characters are forced again by a grammar, so that nothing is lost.
 * Inside a word the whole word goes: `retu` may be ` ret` and `u`, and behind ` ret` no model writes `urn`. Elsewhere the last token goes.
 * What stays always decodes to a prefix of `middle`: where the cut would split a character (an emoji takes two to four tokens), one more
 * token goes back. Never reaches before the start of `middle`; an empty `middle` needs no healing.
 */
export function healMiddle(tokenizer: Tokenizer, middle: string): HealedMiddle {
  const tokens = tokenizer.tokenize(middle);
  const longest = middle.length - Math.max(1, wordUnits(middle));
  // A grammar cannot hold a NUL, so a text that ends in one goes on unhealed.
  for (let kept = tokens.length - 1; kept >= 0; kept--) {
    const head = tokens.slice(0, kept);
    const text = kept === 0 ? '' : tokenizer.detokenize(head);
    // Half a character decodes to U+FFFD, which could also stand in the text itself: a healing that takes nothing back gives it away.
    if (text.length > longest || !middle.startsWith(text)) continue;
    const forced = middle.slice(text.length);
    return forced.includes('\0') ? { tokens, forced: '' } : { tokens: head, forced };
  }
  return { tokens, forced: '' };
}

function wordUnits(middle: string): number {
  const word = wordAtEnd.exec(middle.slice(-MAX_WORD_UNITS - 1))?.[0] ?? '';
  return word.length > MAX_WORD_UNITS ? 0 : word.length;
}
