/** One replacement in UTF-16 units: the text from `start` to `oldEnd` becomes `text`. */
export interface TextSplice {
  readonly start: number;
  readonly oldEnd: number;
  readonly text: string;
}

/**
 * Applies replacements in order, each to the result of the one before, and returns the new text; `undefined` when one
 * of them lies outside of the text. A list that goes from the end to the start without overlaps (what editors send for
 * a "replace all") costs one pass, whatever its length.
 */
export function spliceText(text: string, splices: readonly TextSplice[]): string | undefined {
  return isDescending(splices) ? spliceBackwards(text, splices) : spliceInOrder(text, splices);
}

function isDescending(splices: readonly TextSplice[]): boolean {
  return splices.every((splice, index) => index === 0 || splice.oldEnd <= (splices[index - 1] as TextSplice).start);
}

function fits({ start, oldEnd }: TextSplice, limit: number): boolean {
  return Number.isInteger(start) && Number.isInteger(oldEnd) && start >= 0 && start <= oldEnd && oldEnd <= limit;
}

function spliceBackwards(text: string, splices: readonly TextSplice[]): string | undefined {
  const pieces: string[] = [];
  let end = text.length;
  for (const splice of splices) {
    if (!fits(splice, end)) return undefined;
    pieces.push(text.slice(splice.oldEnd, end), splice.text);
    end = splice.start;
  }
  pieces.push(text.slice(0, end));
  return pieces.reverse().join('');
}

function spliceInOrder(text: string, splices: readonly TextSplice[]): string | undefined {
  let result = text;
  for (const splice of splices) {
    if (!fits(splice, result.length)) return undefined;
    result = result.slice(0, splice.start) + splice.text + result.slice(splice.oldEnd);
  }
  return result;
}
