/**
 * A GBNF grammar that lets a model write nothing but an answer that starts with `forced`. Anything may follow, also nothing.
 * Returns undefined for a text that a grammar cannot hold (a NUL ends the native parser's strings).
 * Escapes are GBNF's own (llama.cpp `grammars/README.md`): `\\ \" \n \r \t \xNN`; JSON's others (`\b`, `\f`, `\/`) are errors there.
 */
export function grammarForStart(forced: string): string | undefined {
  if (forced === '' || forced.includes('\0')) return undefined;
  return `root ::= "${escapeForGbnf(forced)}" [^\\x00]*`;
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
