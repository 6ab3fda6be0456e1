/** Whether code ends inside of a string that goes on over lines: a template literal, triple quotes, or a here-document. */
export function endsInText(code: string): boolean {
  if (/<<[-~]?\s*['"]?[A-Za-z_]+/.test(code)) return true;
  return ['"""', "'''", '`'].some((quote) => code.split(quote).length % 2 === 0);
}
