/** A text that is shown and what of the document it would replace, in UTF-16 units. */
export interface Said {
  readonly text: string;
  readonly range: { readonly start: number; readonly end: number };
}

/** The document and its cursor at the moment at which something is shown. */
export interface ShownAt {
  readonly text: string;
  readonly offset: number;
}

/** Why a suggestion must not be shown. */
export type Misfit = 'range' | 'typed-text' | 'replaced-text' | 'nothing-new';

/**
 * Whether a suggestion fits the document in which it is shown, by the rules that an editor has for ghost text: it replaces text of one line
 * around the cursor, keeps what is typed, and goes around what it replaces behind the cursor. Nor may it say only what it replaces.
 * `undefined` when it fits.
 */
export function misfitOf({ text: said, range }: Said, { text, offset }: ShownAt): Misfit | undefined {
  const { start, end } = range;
  if (start < 0 || start > offset || end < offset || end > text.length) return 'range';
  if (/[\r\n]/.test(text.slice(start, end))) return 'range';
  const typed = text.slice(start, offset);
  if (!said.startsWith(typed)) return 'typed-text';
  const added = said.slice(typed.length);
  const replaced = text.slice(offset, end);
  if (!isWithin(replaced, added)) return 'replaced-text';
  return added.trim() === '' || added === replaced ? 'nothing-new' : undefined;
}

/** All characters of one text stand in the other one, in their order. */
function isWithin(inner: string, outer: string): boolean {
  let at = 0;
  for (const unit of inner) {
    at = outer.indexOf(unit, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
