import type { CutEnd } from './cutContext';
import type { Token } from './tokens';

/** What a scan says to a token: where the scope ends, that only more text can tell, or nothing yet. */
export type Verdict = number | 'undecided' | undefined;

/** Takes the tokens of an answer one by one and finds where the scope ends. */
export interface TokenScan {
  skipComment(token: Token): void;
  take(token: Token): Verdict;
  /** The end after the last token; `undefined` when the scope has not ended. */
  finish(): CutEnd;
}

/** Hands the tokens to the scan until it has decided. */
export function scanTokens(tokens: readonly Token[], scan: TokenScan): CutEnd {
  for (const token of tokens) {
    if (token.comment) {
      scan.skipComment(token);
      continue;
    }
    const verdict = scan.take(token);
    if (verdict !== undefined) return verdict === 'undecided' ? undefined : verdict;
  }
  return scan.finish();
}
