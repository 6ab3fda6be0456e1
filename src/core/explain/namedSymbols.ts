import type { SymbolPlace } from '../../protocol/context';
import { identifiersIn } from '../context/code/words';
import type { SymbolIndex } from '../ports';

/** For places without an index. */
export const noSymbolIndex: SymbolIndex = { placesOf: () => Promise.resolve([]) };

/** A name that stands as code in an explanation, and what is known of it. */
export type NamedSymbol = {
  /** As it stands between the backticks. */ readonly code: string;
  readonly name: string;
} & (
  | { readonly kind: 'inSelection' }
  | { readonly kind: 'inIndex'; readonly uri: string; readonly line: number }
  /** Neither the code nor the index has it: it may be of the language or a library, or made up. */
  | { readonly kind: 'unknown' }
);

export interface NamedSymbolsOrder {
  readonly markdown: string;
  /** The code that was explained. */
  readonly selection: string;
  /** More code that the model saw, such as the function around the selection; what stands there was not made up. */
  readonly seen?: string;
  /** The document of the selection. */
  readonly uri: string;
  readonly index: SymbolIndex;
}

/** A name, perhaps of a member (`cart.total`, `Cart::total`), perhaps called (`total()`, `total(items)`). */
const symbol =
  /^(?:new\s+|@|#)?((?:[\p{ID_Start}_$][\p{ID_Continue}$]*(?:\.|::|->|#|\?\.))*)([\p{ID_Start}_$][\p{ID_Continue}$]*)[!?]?(?:\([^()]*\))?;?$/u;
/** An explanation names few; a loop or an attack names many. */
const maxNames = 200;

/**
 * The names in the code spans of an explanation, each span that is a name once, in the order of the text, with where they come from. Spans that are
 * more than a name (`x + 1`), words of the language and code in fences are no names. Call when the answer has ended, or now and then while
 * it comes: then the index is asked about the same names again.
 */
export async function namedSymbols(order: NamedSymbolsOrder): Promise<readonly NamedSymbol[]> {
  const { markdown, selection, seen = '', uri, index } = order;
  const known = namesOf(`${selection}\n${seen}`);
  const named = symbolsIn(markdown);
  const asked = [...new Set(named.flatMap(({ name }) => (known.has(name) ? [] : [name])))];
  const places = new Map<string, SymbolPlace>();
  if (asked.length > 0)
    for (const place of await index.placesOf({ uri, names: asked }))
      places.set(place.name, places.get(place.name) ?? place);
  return named.map(({ code, name }): NamedSymbol => {
    if (known.has(name)) return { code, name, kind: 'inSelection' };
    const place = places.get(name);
    return place === undefined
      ? { code, name, kind: 'unknown' }
      : { code, name, kind: 'inIndex', uri: place.uri, line: place.line };
  });
}

/** Single letters as well: an explanation speaks of `i` and `n`. */
function namesOf(code: string): ReadonlySet<string> {
  return new Set([...code.matchAll(/[\p{ID_Start}_$][\p{ID_Continue}$]*/gu)].map(([name]) => name));
}

function symbolsIn(markdown: string): { readonly code: string; readonly name: string }[] {
  const found = new Map<string, string>();
  for (const code of codeSpans(markdown)) {
    const name = symbol.exec(code)?.[2];
    if (name === undefined || found.has(code) || found.size >= maxNames) continue;
    // Words of the languages are left out there, and so are single letters, which may be names.
    if (name.length === 1 || identifiersIn(name).size > 0) found.set(code, name);
  }
  return [...found].map(([code, name]) => ({ code, name }));
}

/** What stands between backticks outside of fenced blocks, in the order of the text. An open fence at the end counts as closed there. */
function codeSpans(markdown: string): string[] {
  const spans: string[] = [];
  let fence = '';
  for (const line of markdown.split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    if (fence === '' && mark !== '') fence = mark;
    else if (fence !== '') {
      if (mark.startsWith(fence) && line.trim() === mark) fence = '';
    } else spans.push(...[...line.matchAll(/(`+)(.+?)(?<!`)\1(?!`)/g)].map(([, , code = '']) => code.trim()));
  }
  return spans;
}
