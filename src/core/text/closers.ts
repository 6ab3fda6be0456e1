/** More than this after the cursor is text, not what an editor closed by itself. */
const maxTailChars = 40;
const tailPattern = /^[)\]}>"'`;,:\s]*$/;

/**
 * The rest of the cursor's line when it holds nothing but closing brackets, quotes, ends of statements and blanks: most of the time
 * what the editor typed by itself after an opening one. It comes and goes with each bracket, so it is no part of what the model sees.
 * @returns that rest without the line break ('' at the end of a line), or undefined when other text follows.
 */
export function closerTail(text: string, offset: number, lineEndOffset: number): string | undefined {
  if (lineEndOffset - offset > maxTailChars) return undefined;
  const rest = text.slice(offset, lineEndOffset);
  return tailPattern.test(rest) ? rest : undefined;
}
