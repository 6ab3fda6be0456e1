/**
 * A piece of code without what is only style: blanks, line breaks, the kind of quotes, semicolons at the ends of lines, a comma before a closing
 * bracket. Two pieces with the same form say the same; two with different names, numbers, strings or operators never have the same form.
 */
export function looseForm(code: string): string {
  return code
    .replace(/;\s*$/gm, ' ')
    .replace(/['`]/g, '"')
    .replace(/\s+/g, ' ')
    .replace(/ ?([^\p{L}\p{N}_$ ]) ?/gu, '$1')
    .replace(/,(?=[)\]}])/g, '')
    .trim()
    .replace(/;+$/, '');
}
