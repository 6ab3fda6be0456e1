import { textPattern, textSyntaxOf } from './textSyntax';

/**
 * A text of the same length in which strings and comments are blanks, so that brackets can be counted; line breaks stay. Judged from its
 * beginning on, so give it a text that does not begin inside of a string or comment.
 * @returns undefined where that cannot be told: an unknown language, or one with here-documents.
 */
export function codeOnly(code: string, languageId: string): string | undefined {
  const syntax = textSyntaxOf(languageId);
  if (syntax === undefined || syntax.hereDocument !== undefined) return undefined;
  const pattern = textPattern(syntax);
  let masked = '';
  let done = 0;
  for (let found = pattern.exec(code); found !== null; found = pattern.exec(code)) {
    const end = found.groups?.['open'] === undefined ? pattern.lastIndex : code.length;
    masked += code.slice(done, found.index) + blank(code.slice(found.index, end));
    done = end;
    if (end === code.length) break;
  }
  return masked + code.slice(done);
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
