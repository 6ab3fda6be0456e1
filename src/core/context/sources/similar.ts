import type { ContextSnippet } from '../../../protocol/context';
import { type Bag, bagOf, Bm25 } from '../code/bm25';
import { indentationOf } from '../../text/lines';
import type { CodeText } from '../code/codeText';
import type { CodeTexts } from '../code/codeTexts';
import { CursorView } from '../place/cursorView';
import { excerptOf } from '../code/excerpt';
import type { IndexPlace, IndexSource } from '../place/indexPlace';
import { lexicalFamilyOf } from '../code/lexicalFamily';
import { folderOf, isTestPath, nearnessOf } from '../paths';
import { namesIn, wordsOf } from '../code/words';

const windowLines = 14;
/** What comes after the lines that are alike is what is wanted, so a window is shown from here on. */
const skippedLines = 2;
const shownLines = { maxLines: 12, maxUnits: 800 } as const;
const strideLines = 6;
const maxFiles = 16;
const maxWindows = 1_500;
const maxSnippets = 8;
/** Windows that share less than this part of the query's weight are alike by chance. */
const leastShare = 0.12;

interface Window {
  readonly code: CodeText;
  readonly first: number;
  readonly bag: Bag;
}

/** Windows of recent files and of files in the same folder that use the words found around the cursor. */
export class SimilarSource implements IndexSource {
  readonly name = 'similar';
  readonly #codes: CodeTexts;
  /** Gone together with the code that they are made of. */
  readonly #windowsOf = new WeakMap<CodeText, readonly Window[]>();

  constructor(codes: CodeTexts) {
    this.#codes = codes;
  }

  collect(place: IndexPlace): readonly ContextSnippet[] {
    const view = new CursorView(place, this.#codes);
    const query = queryOf(view);
    const windows = this.#windows(place);
    if (query.size === 0 || windows.length === 0) return [];
    const bm25 = new Bm25(windows.map(({ bag }) => bag));
    const perfect = bm25.perfect(query);
    const best = bm25
      .scores(query)
      .map((score, at) => ({ window: windows[at], share: score / Math.max(perfect, Number.EPSILON) }))
      .filter(({ share }) => share >= leastShare)
      .sort((a, b) => b.share - a.share);
    const found: ContextSnippet[] = [];
    const taken: Window[] = [];
    for (const { window, share } of best) {
      if (found.length >= maxSnippets || place.isLate()) break;
      if (window === undefined || taken.some((other) => isNeighbour(other, window))) continue;
      const snippet = snippetOf(window, { place, view, share });
      if (snippet === undefined) continue;
      taken.push(window);
      found.push(snippet);
    }
    return found;
  }

  #windows(place: IndexPlace): Window[] {
    const windows: Window[] = [];
    for (const path of candidates(place)) {
      if (windows.length >= maxWindows || place.isLate()) break;
      const code = this.#codes.read(path, place.files);
      if (code === undefined) continue;
      let known = this.#windowsOf.get(code);
      if (known === undefined) this.#windowsOf.set(code, (known = windowsIn(code)));
      windows.push(...known);
    }
    return windows;
  }
}

/** Recent files first, then those of the cursor's folder, of the same family of languages. */
function candidates(place: IndexPlace): string[] {
  const family = lexicalFamilyOf(place.path);
  const folder = folderOf(place.path);
  const siblings: string[] = [];
  for (const path of place.index.paths()) if (folderOf(path) === folder) siblings.push(path);
  const all = new Set([...place.recent, ...siblings]);
  return [...all].filter((path) => path !== place.path && lexicalFamilyOf(path) === family).slice(0, maxFiles);
}

/** Words near the cursor, the nearest the heaviest. */
function queryOf({ near }: CursorView): Map<string, number> {
  const query = new Map<string, number>();
  for (const [name, weight] of near) {
    if (weight < 0.3) continue;
    for (const word of wordsOf(name)) query.set(word, Math.max(weight, query.get(word) ?? 0));
    query.set(name, weight);
  }
  return query;
}

function windowsIn(code: CodeText): Window[] {
  const lines: string[][] = [];
  for (let line = 0; line < code.lineCount; line += 1) lines.push(wordsIn(code.codeLine(line)));
  const windows: Window[] = [];
  for (let first = 0; first < lines.length; first += strideLines) {
    const bag = bagOf(lines.slice(first, first + windowLines).flat());
    if (bag.size > 3) windows.push({ code, first, bag });
  }
  return windows;
}

/** A name counts as itself and by its words, so that equal names beat alike ones. */
function wordsIn(line: string): string[] {
  return namesIn(line).flatMap((name) => {
    const words = wordsOf(name);
    return words.length === 1 && words[0] === name ? words : [name, ...words];
  });
}

function isNeighbour(a: Window, b: Window): boolean {
  return a.code.path === b.code.path && Math.abs(a.first - b.first) < windowLines;
}

function snippetOf(
  { code, first }: Window,
  { place, view, share }: { place: IndexPlace; view: CursorView; share: number },
): ContextSnippet | undefined {
  const begin = beginning(code, first === 0 ? 0 : first + skippedLines);
  const excerpt = excerptOf(code, begin, begin + windowLines, shownLines);
  if (excerpt === undefined || excerpt.last - excerpt.first < 2) return undefined;
  const isStrangeTest = isTestPath(code.path) && !isTestPath(place.path);
  const shown = new Set(namesIn(excerpt.text));
  const names = [...view.near.keys()].filter((name) => shown.has(name));
  return {
    source: 'similar',
    path: code.path,
    text: excerpt.text,
    line: excerpt.first,
    names: names.slice(0, 20),
    // Windows that are alike only by parts of names are more often alike by chance.
    relevance: Math.min(1, share * 1.6) * (0.6 + 0.1 * Math.min(4, names.length)) * (isStrangeTest ? 0.8 : 1),
    nearness: nearnessOf(place.path, code.path),
  };
}

/** Of the next few lines the one that is indented least: there something begins, rather than goes on. */
function beginning(code: CodeText, from: number): number {
  let best = from;
  let least = Infinity;
  for (let line = from; line < Math.min(code.lineCount, from + windowLines / 2); line += 1) {
    const text = code.codeLine(line);
    if (!/^\s*[\p{ID_Start}_$@#]/u.test(text) || code.statementStart(line) !== line) continue;
    const indentation = indentationOf(text).length;
    if (indentation < least) [best, least] = [line, indentation];
  }
  return best;
}
