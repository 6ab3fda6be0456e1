import { lineStart } from './lines';
import { textPattern, textSyntaxOf } from './textSyntax';

/** A text without its strings and comments. */
export interface MaskedCode {
  /** As long as the text; strings and comments are blanks, line breaks stay. */
  readonly code: string;
  /** From here on the text may be masked again by itself, up to `offset` and on from there with something else. */
  readonly restart: number;
}

/**
 * Blanks out strings and comments, so that brackets can be counted. Judged from the text's beginning on, so give it one that does not begin
 * inside of a string or comment.
 * @param offset For `restart`: the beginning of its line, or of the string or comment that goes on over that.
 * @returns undefined where that cannot be told: an unknown language, or one with here-documents.
 */
export function maskedCode(text: string, offset: number, languageId: string): MaskedCode | undefined {
  const syntax = textSyntaxOf(languageId);
  if (syntax === undefined || syntax.hereDocument !== undefined) return undefined;
  const pattern = textPattern(syntax);
  const line = lineStart(text, offset);
  let restart = line;
  let code = '';
  let done = 0;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    const isOpen = found.groups?.['open'] !== undefined;
    const end = isOpen ? text.length : pattern.lastIndex;
    if (found.index < line && (isOpen || end > line)) restart = found.index;
    code += text.slice(done, found.index) + blank(text.slice(found.index, end));
    done = end;
    if (end === text.length) break;
  }
  return { code: code + text.slice(done), restart };
}

/** The code of {@link maskedCode}, where nothing is masked a second time. */
export function codeOnly(text: string, languageId: string): string | undefined {
  return maskedCode(text, 0, languageId)?.code;
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
