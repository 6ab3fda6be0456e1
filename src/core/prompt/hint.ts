/** Names that are likely to be written at the cursor, as the prompt shows them: in a comment right above the anchor's line. */
export interface Hint {
  /** Begins a comment that ends with its line; empty where the language has none, and then nothing is shown. */
  readonly lead: string;
  /** The likeliest first. */
  readonly names: readonly string[];
}

export const noHint: Hint = { lead: '', names: [] };

/**
 * The comment line of a hint, or nothing. Names in the finished lines of `middle` have been written by now and are left out: that changes
 * what stands before the middle once, and only on Enter. Nothing where a comment is being typed: the model would repeat the hint there.
 */
export function hintText({ lead, names }: Hint, middle: string): string {
  const line = middle.slice(middle.lastIndexOf('\n') + 1).trimStart();
  if (lead === '' || line.startsWith(lead) || (lead === '//' && /^(?:\/\*|\*\s)/.test(line))) return '';
  const written = new Set(middle.slice(0, middle.lastIndexOf('\n') + 1).match(/[\p{ID_Start}_$][\p{ID_Continue}$]*/gu));
  const wanted = names.filter((name) => !written.has(name));
  if (wanted.length === 0) return '';
  return `${/^[ \t]*/.exec(middle)?.[0] ?? ''}${lead} ${wanted.join(', ')}\n`;
}

/**
 * What an answer must not begin with: on a blank line below a hint, a model likes to write the next comment. At most two characters;
 * empty = anything may come.
 */
export function unwantedStart(hint: string, middle: string): string {
  const isBlank = middle.slice(middle.lastIndexOf('\n') + 1).trim() === '';
  return isBlank && !middle.includes('\n') ? (/^\S{1,2}/.exec(hint.trimStart())?.[0] ?? '') : '';
}
