import type { BenchItem } from './benchItem';
import { type BenchAnswer, insertedText, isPartOfWord, judge, normalized } from './judgement';

/** What taking over an answer would be worth. */
export interface Acceptance {
  readonly isAccepted: boolean;
  /** Characters that need not be typed. */
  readonly savedChars: number;
}

/**
 * Whether somebody who wants what stood there would accept an answer: its first line is that of the truth (see {@link judge}), or, where its
 * unsure end was left out, it is a beginning of the truth that ends at the border of a word.
 */
export function acceptanceOf(item: BenchItem, answer: BenchAnswer, isShortened: boolean): Acceptance {
  const { firstLineExact, savedChars } = judge(item, answer);
  if (firstLineExact && answer.text.trim() !== '') return { isAccepted: true, savedChars };
  const [said, truth] = [insertedText(item, answer), normalized(item.truth)];
  const isBeginning = isShortened && said !== '' && truth.startsWith(said) && !isPartOfWord(truth, said.length);
  return { isAccepted: isBeginning, savedChars: isBeginning ? said.length : 0 };
}
