import { declaredNames } from '../../text/declaredNames';
import { indentationOf } from '../../text/lines';
import { linesAbove, linesBelow } from '../aroundCursor';
import type { CompletionPlace } from '../completionPlace';
import type { AnswerFilter } from './answerFilter';
import { endsInText } from './endsInText';

/**
 * Cuts an answer before a line that declares what the block around it declares already: the model rewrites a line above in other words, or
 * goes on with what follows the cursor. A name that the user has typed in full is the user's own doing.
 */
export const declaresTwice: AnswerFilter = {
  reason: 'declared-twice',
  apply: (draft, place) => {
    const { lineBefore, snapshot } = place;
    const code = lineBefore + draft.text;
    const depth = indentationOf(code);
    const typed = declaredNames(lineBefore, snapshot.languageId);
    let taken: ReadonlySet<string> | undefined;
    let at = -lineBefore.length;
    for (const line of code.split('\n')) {
      // Deeper lines stand in blocks of the answer's own.
      const names = indentationOf(line) === depth ? declaredNames(line, snapshot.languageId) : [];
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
  const sides = [linesAbove(place).reverse(), linesBelow(place)];
  const lines = sides.flatMap((side) => siblings(side, depth));
  return new Set(lines.flatMap((line) => declaredNames(line, place.snapshot.languageId)));
}

function siblings(lines: readonly string[], depth: string): string[] {
  const end = lines.findIndex((line) => line.trim() !== '' && !line.startsWith(depth));
  const block = end === -1 ? lines : lines.slice(0, end);
  return block.filter((line) => indentationOf(line) === depth);
}
