import type { SymbolPlace } from '../../protocol/context';
import { ProvidedNames } from '../context/code/providedNames';
import { isLanguageWord } from '../context/code/words';
import type { SymbolIndex } from '../ports';
import { codeSpans } from '../text/markdownParts';

/** For places without an index. */
export const noSymbolIndex: SymbolIndex = { placesOf: () => Promise.resolve(undefined) };

/** A name that stands as code in an explanation, and what is known of it. */
export type NamedSymbol = {
  /** As it stands between the backticks. */ readonly code: string;
  readonly name: string;
} & (
  | { readonly kind: 'inSelection' }
  | { readonly kind: 'inIndex'; readonly uri: string; readonly line: number }
  /** A word of the language, or of what comes with it. */
  | { readonly kind: 'standard' }
  /** Neither the code nor the index has it: most likely it is made up. */
  | { readonly kind: 'missing' }
  /** It may well be: the index did not answer, other code that the model saw has it, or it is a member of something that is known. */
  | { readonly kind: 'unknown' }
);

export interface NamedSymbolsOrder {
  readonly markdown: string;
  /** The code that was explained. */
  readonly selection: string;
  /** More code of the same document: all of it, or what is around the selection. */
  readonly seen?: string;
  /** Code of other documents that the model saw: what stands there was not made up. */
  readonly shown?: string;
  /** The document of the selection; its ending says which language it is. */
  readonly uri: string;
  readonly index: SymbolIndex;
}

/** A name as it stands in the text, and the first part of what stands left of its last dot. */
interface SpokenName {
  readonly code: string;
  readonly name: string;
  /** Empty without one. */
  readonly receiver: string;
}

/** A name, perhaps of a member (`cart.total`, `Cart::total`), perhaps called (`total()`, `total(items)`). */
const symbol =
  /^(?:new\s+|await\s+|@|#)?((?:[\p{ID_Start}_$][\p{ID_Continue}$]*(?:\(\))?(?:\.|::|->|#|\?\.))*)([\p{ID_Start}_$][\p{ID_Continue}$]*)[!?]?(?:\([^()]*\))?;?$/u;
/** How long something takes, in the way of mathematicians. */
const growth = /^[OoΘΩ]\(/u;
/** Endings of files that texts about code name; `util.js` is no member of `util`. */
const fileEndings: ReadonlySet<string> = new Set(
  `ts tsx mts cts js jsx mjs cjs json jsonl json5 yml yaml toml ini cfg conf env md mdx txt csv tsv xml html htm css scss py pyi pyw
  ipynb java kt kts go rs rb php lua sh bash zsh bat ps1 c h cc cpp cxx hh hpp cs csx sql proto parquet avro wasm gz tar png svg`.split(
    /\s+/,
  ),
);
/** An explanation names few; a loop or an attack names many. */
const maxNames = 200;

/**
 * The names in the code spans of an explanation, each span that is a name once, in the order of the text, with where they come from. Spans that are
 * more than a name (`x + 1`), words of the language, names of files and code in fences are no names. Call when the answer has ended, or now and
 * then while it comes: then the index is asked about the same names again.
 */
export async function namedSymbols(order: NamedSymbolsOrder): Promise<readonly NamedSymbol[]> {
  const { markdown, selection, seen = '', shown = '', uri, index } = order;
  const known = namesOf(`${selection}\n${seen}`);
  const named = spokenNames(markdown).filter(
    (spoken) => known.has(spoken.name) || known.has(spoken.receiver) || !isFileName(spoken),
  );
  const asked = [...new Set(named.flatMap(({ name }) => (known.has(name) ? [] : [name])))];
  const found = asked.length === 0 ? [] : await index.placesOf({ uri, names: asked });
  const places = new Map<string, SymbolPlace>();
  for (const place of found ?? []) places.set(place.name, places.get(place.name) ?? place);
  const [provided, beside] = [new ProvidedNames(uri), namesOf(shown)];
  const isAround = (name: string): boolean => known.has(name) || beside.has(name) || provided.has(name);
  return named.map(({ code, name, receiver }): NamedSymbol => {
    if (known.has(name)) return { code, name, kind: 'inSelection' };
    const place = places.get(name);
    if (place !== undefined) return { code, name, kind: 'inIndex', uri: place.uri, line: place.line };
    if (provided.has(name)) return { code, name, kind: 'standard' };
    const isOfKnown = receiver !== '' && !isSelf(receiver) && isAround(receiver);
    return { code, name, kind: found === undefined || beside.has(name) || isOfKnown ? 'unknown' : 'missing' };
  });
}

/** Single letters as well: an explanation speaks of `i` and `n`. */
function namesOf(code: string): ReadonlySet<string> {
  return new Set([...code.matchAll(/[\p{ID_Start}_$][\p{ID_Continue}$]*/gu)].map(([name]) => name));
}

function spokenNames(markdown: string): SpokenName[] {
  const found = new Map<string, SpokenName>();
  for (const code of codeSpans(markdown)) {
    const [, chain = '', name] = symbol.exec(code) ?? [];
    if (name === undefined || found.has(code) || found.size >= maxNames) continue;
    if (isLanguageWord(name) || growth.test(code)) continue;
    const receiver = /^[\p{ID_Continue}$]*/u.exec(chain)?.[0] ?? '';
    found.set(code, { code, name, receiver });
  }
  return [...found.values()];
}

function isFileName({ code, name, receiver }: SpokenName): boolean {
  return receiver !== '' && fileEndings.has(name) && code.endsWith(`.${name}`);
}

/** What the class at hand has is all in sight. */
function isSelf(receiver: string): boolean {
  return receiver === 'this' || receiver === 'self' || receiver === 'cls';
}
