import type { FixItem } from './fixItem';

/** What an arm answered for an item, and what the checks say of the file with it. */
export interface FixAnswer {
  /** Something that the fixer got could be read as a change of the place. */
  readonly applies: boolean;
  /** A change was offered to the user. */
  readonly shown: boolean;
  /** Who thought of it: `model`, `index`; `null` where nothing was shown. */
  readonly source: string | null;
  readonly changedLines: number;
  readonly ms: number;
  /** The file is as it was without the fault, white space aside. */
  readonly same: boolean;
  /** Errors that a checker, or where there is none the parser, did not report of the item's text; `null` = not known. */
  readonly addedErrors: number | null;
  /** Errors that a checker did not report of the text without the fault; `null` = not known. */
  readonly moreErrors: number | null;
  /** Which of the item's calls, the shown before the hidden ones, give what they must; `null` where nothing was run or it did not end. */
  readonly passed: readonly boolean[] | null;
}

export interface FixJudgement {
  readonly fixed: boolean;
  /** Shown, and the fault is still there. */
  readonly wrong: boolean;
  /** Shown, and it adds an error or breaks a call that was right before. */
  readonly harmful: boolean;
}

/** Judges an answer by what the fixer has not seen: the hidden calls, the text without the fault. */
export function judgeFix(item: FixItem, answer: FixAnswer): FixJudgement {
  const { shown, same, addedErrors, moreErrors, passed } = answer;
  if (!shown) return { fixed: false, wrong: false, harmful: false };
  const cases = [...item.shown, ...item.hidden];
  const broken = cases.some(({ fails }, at) => !fails && passed?.[at] !== true);
  const hiddenPass = item.hidden.every((_, at) => passed?.[item.shown.length + at] === true);
  const isClean = item.proof === 'diagnostic' ? moreErrors === 0 : (addedErrors ?? 0) === 0;
  const fixed = item.proof !== 'none' && (same || (isClean && hiddenPass));
  return { fixed, wrong: item.proof !== 'none' && !fixed, harmful: !same && ((addedErrors ?? 0) > 0 || broken) };
}
