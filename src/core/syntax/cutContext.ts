import type { OpenBracket } from './brackets';
import type { Grammar } from './grammars';
import type { Token } from './tokens';
import type { ParsedDocument } from './trees';

/**
 * The document with the answer in it, and what is known about the place. Offsets are those of the text with the answer.
 */
export interface CutContext {
  readonly grammar: Grammar;
  readonly text: string;
  /** Range of the answer. */
  readonly from: number;
  readonly to: number;
  readonly complete: boolean;
  /** Tokens of the answer, comments included. */
  readonly tokens: readonly Token[];
  /** Last token of the code before the cursor. */
  readonly before: Token | undefined;
  /**
   * Brackets that are open at the cursor, outermost first; `closer` tells whether the text behind the cursor closes
   * them.
   */
  readonly brackets: readonly OpenBracket[];
  /** The block at the cursor held no code before the answer came. */
  readonly isEmptyBlock: boolean;
  /** The document without the answer; offsets up to the cursor are the same. */
  readonly document: ParsedDocument;
}

/** An end in the text with the answer in it; `undefined` while the scope has not ended. */
export type CutEnd = number | undefined;
