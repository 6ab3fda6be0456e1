import { identifiersIn } from '../code/words';

/** Names in the rest of a longer line are of text that nobody wrote by hand. */
const maxLineUnits = 400;

/** Where a name stands: 0-based line, UTF-16 units from its start. */
export interface NamedPlace {
  readonly name: string;
  readonly line: number;
  readonly character: number;
}

/**
 * Each name of the lines around one of them once, the nearest first; words of the language are left out. Reads a line only when it is
 * reached.
 * @param lineAt the text of a line; `undefined` where there is none
 */
export function* namedPlaces(
  lineAt: (line: number) => string | undefined,
  at: number,
  reachLines: number,
): Generator<NamedPlace> {
  const seen = new Set<string>();
  for (let distance = 0; distance <= reachLines; distance++) {
    for (const line of new Set([at - distance, at + distance])) {
      const text = lineAt(line)?.slice(0, maxLineUnits) ?? '';
      for (const name of identifiersIn(text)) {
        if (seen.has(name)) continue;
        seen.add(name);
        yield { name, line, character: text.search(wholeName(name)) };
      }
    }
  }
}

function wholeName(name: string): RegExp {
  return new RegExp(`(?<![\\p{ID_Continue}$])${name.replaceAll('$', '\\$')}(?![\\p{ID_Continue}$])`, 'u');
}
