import type { Syntax } from '../ports';
import type { DocumentSnapshot } from '../text/snapshot';

/** `unknown`: no grammar, or the parser was too late. */
export type ParseVerdict = 'parses' | 'syntaxError' | 'unknown';

/** Whether a changed document has no more syntax errors than it had. Never rejects. */
export async function parseChange(
  syntax: Syntax,
  { languageId, text }: Pick<DocumentSnapshot, 'languageId' | 'text'>,
  newText: string,
): Promise<ParseVerdict> {
  const [before, after] = await Promise.all([syntax.parse(languageId, text), syntax.parse(languageId, newText)]);
  if (before === undefined || after === undefined) return 'unknown';
  return after.errors <= before.errors ? 'parses' : 'syntaxError';
}
