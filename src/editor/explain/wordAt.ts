import type { Span } from '../../core/text/lineSpan';

/** The first place from `from` on at which a name stands as a whole word. */
export function wordAt(text: string, name: string, from: number): Span | undefined {
  if (name === '') return undefined;
  for (let at = text.indexOf(name, from); at !== -1; at = text.indexOf(name, at + 1)) {
    const end = at + name.length;
    if (!isWord(text.charAt(at - 1)) && !isWord(text.charAt(end))) return { start: at, end };
  }
  return undefined;
}

function isWord(character: string): boolean {
  return /[\p{ID_Continue}$]/u.test(character);
}
