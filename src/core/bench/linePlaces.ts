import type { ParsedDocument } from '../syntax/trees';
import { lineEnd } from '../text/lines';
import { cleanLines, isWorthAsking } from './cleanLines';
import type { FoundRange } from './foundPlace';
import { stableHash } from './stableHash';

/** One place in each line of code: from a token that the salt chooses to the end of the line. */
export function linePlaces(document: ParsedDocument, salt: string): FoundRange[] {
  const { text } = document;
  return cleanLines(document).flatMap(({ start, end, tokens }) => {
    const starts = tokens.flatMap((token) => (isWorthAsking(text.slice(token.start, end)) ? [token.start] : []));
    const chosen = starts[stableHash(`${salt}\0${start}\0${text.slice(start, lineEnd(text, start))}`) % starts.length];
    return chosen === undefined ? [] : [{ kind: 'line', start: chosen, end }];
  });
}
