/**
 * A GBNF grammar that lets a model write nothing but an answer that starts with `forced`. Anything may follow, also nothing.
 * Returns undefined for a text that a grammar cannot hold (a NUL ends the native parser's strings).
 * Escapes are GBNF's own (llama.cpp `grammars/README.md`): `\\ \" \n \r \t \xNN`; JSON's others (`\b`, `\f`, `\/`) are errors there.
 * @param unwanted one or two characters that the first text after `forced`, blanks aside, must not be; empty = any may come
 */
export function grammarForStart(forced: string, unwanted = ''): string | undefined {
  if ((forced === '' && unwanted === '') || forced.includes('\0')) return undefined;
  const start = forced === '' ? '' : `"${escapeForGbnf(forced)}" `;
  if (unwanted === '') return `root ::= ${start}[^\\x00]*`;
  const [first = '', second = ''] = [...unwanted].map(escapeInClass);
  const other = `[^ \\t\\r\\n\\x00${first}] [^\\x00]*`;
  const half = second === '' ? '' : ` | [${first}] ([^\\x00${second}] [^\\x00]*)?`;
  return `root ::= ${start}[ \\t\\r\\n]* (${other}${half})?`;
}

/** In a character class the bracket, the hyphen and the caret mean something as well. */
function escapeInClass(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

function escapeForGbnf(text: string): string {
  return text.replace(/["\\\u0000-\u001f\u007f]/g, (character) => {
    switch (character) {
      case '\n':
        return '\\n';
      case '\r':
        return '\\r';
      case '\t':
        return '\\t';
      case '"':
      case '\\':
        return `\\${character}`;
      default:
        return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
    }
  });
}
