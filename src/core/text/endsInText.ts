import { type TextSyntax, textPattern, textSyntaxOf } from './textSyntax';

/**
 * Whether code that consists of whole lines ends inside of a text that goes on over lines: a template literal, a triple-quoted or raw
 * string, a comment, a here-document. What follows may then stand at any depth.
 */
export function endsInText(code: string, languageId: string): boolean {
  const syntax = textSyntaxOf(languageId);
  if (syntax === undefined) return false;
  const pattern = textPattern(syntax);
  const owed: string[] = [];
  for (let found = pattern.exec(code); found !== null; found = pattern.exec(code)) {
    const { open, quoted, word, mark } = found.groups ?? {};
    if (open !== undefined) return true;
    const name = quoted ?? word;
    if (name !== undefined) owed.push(endOf(name, mark !== '' && mark !== undefined, syntax));
    if (found[0] !== '\n') continue;
    for (const end of owed.splice(0)) {
      const body = code.slice(pattern.lastIndex);
      const match = new RegExp(end, 'm').exec(body);
      if (match === null) return true;
      pattern.lastIndex += match.index + match[0].length;
    }
  }
  return owed.length > 0;
}

function endOf(name: string, isIndented: boolean, { looseEnds }: TextSyntax): string {
  const escaped = name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  if (looseEnds === true) return `^[ \\t]*${escaped}\\b`;
  return `^${isIndented ? '[ \\t]*' : ''}${escaped}\\r?$`;
}
