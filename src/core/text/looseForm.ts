/** A string, or a quote that has no counterpart on its line. Groups: `many` over lines, `one` on one line. */
const quoted = /("""|'''|`)(?<many>(?:\\[^]|(?!\1)[^\\])*)\1|(["'])(?<one>(?:\\.|(?!\3)[^\\\n])*)\3|["'`]/g;
/** By VS Code language id: a comma makes a tuple of what stands in parentheses. */
const tupleByComma: ReadonlySet<string> = new Set(['python', 'rust']);

/**
 * A piece of code without what is only style: blanks, line breaks, the kind of quotes, semicolons at the ends of lines, a comma before a closing
 * bracket. Two pieces with the same form say the same; two with different names, numbers, strings or operators never have the same form.
 */
export function looseForm(code: string, languageId: string): string {
  const strings: string[] = [];
  const marked = code.replace(quoted, (_, ...rest: unknown[]) => {
    const { many, one } = rest.at(-1) as { readonly many?: string; readonly one?: string };
    const inside = many ?? one;
    strings.push(inside === undefined ? '"' : `"${inside}"`);
    return '"';
  });
  const styleless = marked
    .replace(/;\s*$/gm, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ?([^\p{L}\p{N}_$ ]) ?/gu, '$1')
    .replace(tupleByComma.has(languageId) ? /,(?=[\]}])/g : /,(?=[)\]}])/g, '')
    .trim()
    .replace(/;+$/, '');
  let next = 0;
  return styleless.replace(/"/g, () => strings[next++] ?? '');
}
