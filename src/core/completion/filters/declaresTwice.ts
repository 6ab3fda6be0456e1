import { declaredNames } from '../../text/declaredNames';
import { endsInText } from '../../text/endsInText';
import { indentationOf } from '../../text/lines';
import { linesAbove, linesBelow } from '../aroundCursor';
import type { CompletionPlace } from '../completionPlace';
import type { AnswerFilter } from './answerFilter';

/**
 * Cuts an answer before a line that declares what the block around it declares already: the model rewrites a line above in other words, or
 * goes on with what follows the cursor. A name that the user has typed in full is the user's own doing.
 */
export const declaresTwice: AnswerFilter = {
  reason: 'declared-twice',
  apply: (draft, place) => {
    const { lineBefore, snapshot } = place;
    const code = lineBefore + draft.text;
    const above = linesAbove(place);
    const lines = [...above, ...code.split('\n')];
    const depth = indentationOf(code);
    const typed = declaredNames(lineBefore, snapshot.languageId);
    let taken: ReadonlySet<string> | undefined;
    let at = -lineBefore.length;
    for (const [index, line] of code.split('\n').entries()) {
      // Deeper lines stand in blocks of the answer's own.
      const isOfBlock = indentationOf(line) === depth && !isConditional(lines, above.length + index);
      const names = isOfBlock ? declaredNames(line, snapshot.languageId) : [];
      if (names.length > 0) taken ??= namesAround(place, depth);
      const isTaken = names.some((name) => taken?.has(name) === true && (at > 0 || !typed.includes(name)));
      if (isTaken && !endsInText(code.slice(0, lineBefore.length + Math.max(0, at)), snapshot.languageId))
        return { ...draft, text: draft.text.slice(0, Math.max(0, at - 1)) };
      at += line.length + 1;
    }
    return draft;
  },
};

/** Names declared in the cursor's block; a line that is less deep ends the block. */
function namesAround(place: CompletionPlace, depth: string): Set<string> {
  const sides = [withoutConditional(linesAbove(place)).reverse(), withoutConditional(linesBelow(place))];
  const lines = sides.flatMap((side) => siblings(side, depth));
  return new Set(lines.flatMap((line) => declaredNames(line, place.snapshot.languageId)));
}

function withoutConditional(lines: readonly string[]): string[] {
  return lines.filter((_, index) => !isConditional(lines, index));
}

/** In Rust, what a `#[cfg(…)]` stands over, maybe with other attributes between, is there only in some builds. */
function isConditional(lines: readonly string[], index: number): boolean {
  const line = lines[index - 1]?.trimStart() ?? '';
  return line.startsWith('#[cfg') || (line.startsWith('#[') && isConditional(lines, index - 1));
}

function siblings(lines: readonly string[], depth: string): string[] {
  const end = lines.findIndex((line) => line.trim() !== '' && !line.startsWith(depth));
  const block = end === -1 ? lines : lines.slice(0, end);
  return block.filter((line) => indentationOf(line) === depth);
}
