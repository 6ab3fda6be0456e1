import type { OfferedFix } from '../../core/fix/fixTarget';

/**
 * Leaves out what does all that another one does and more, such as "fix all in file" beside the fix of one problem, and what comes twice:
 * a fix is to change no more than what it is asked for.
 */
export function smallestFixes(fixes: readonly OfferedFix[]): readonly OfferedFix[] {
  return fixes.filter(
    (fix, at) =>
      !fixes.some((other, otherAt) => other !== fix && contains(fix, other) && (!contains(other, fix) || otherAt < at)),
  );
}

function contains(larger: OfferedFix, smaller: OfferedFix): boolean {
  return smaller.edits.every(({ start, end, text }) =>
    larger.edits.some(
      (edit) =>
        edit.start === start && edit.end === end && (start === end ? edit.text.includes(text) : edit.text === text),
    ),
  );
}
