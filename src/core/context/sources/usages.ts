import type { ContextSnippet } from '../../../protocol/context';
import type { ImportedName } from '../../syntax/fileFacts';
import type { CodeText } from '../code/codeText';
import type { CodeTexts } from '../code/codeTexts';
import { CursorView } from '../place/cursorView';
import { type Excerpt, excerptAround } from '../code/excerpt';
import { type WantedName, wantedNames } from '../place/importedUses';
import type { IndexPlace, IndexSource } from '../place/indexPlace';
import { type UseKind, useKindAt } from '../code/nameUse';
import { originsOf } from '../symbols/origins';
import { isTestPath, nearnessOf } from '../paths';
import { identifiersIn } from '../code/words';

/** Files in which uses of one name are looked for, and those looked at to find them. */
const filesPerName = 10;
const importersPerName = 60;
const filesPerQuestion = 60;
/** Uses of one name in one file that are weighed against each other. */
const usesPerFile = 6;
const maxSnippets = 24;
/** How many excerpts a name may get: one not used yet, one used near the cursor, any other. */
const excerptsFor = { unused: 5, near: 3, far: 1 } as const;

interface Candidate {
  readonly path: string;
  readonly wanted: WantedName;
  readonly excerpt: Excerpt;
  readonly names: readonly string[];
  readonly shape: string;
  /** What stands left of the name on its line, in the same way. */
  readonly head: string;
  readonly relevance: number;
}

/**
 * How other files use the names that this one imports: the idioms of the workspace, which a small model copies rather than works out from
 * signatures. Names that this file does not use yet come first.
 */
export class UsagesSource implements IndexSource {
  readonly name = 'usages';
  readonly #codes: CodeTexts;

  constructor(codes: CodeTexts) {
    this.#codes = codes;
  }

  collect(place: IndexPlace): readonly ContextSnippet[] {
    const view = new CursorView(place, this.#codes);
    const wanted = wantedNames(place.facts.imports, view);
    const search = new UseSearch(place, view, { codes: this.#codes, names: new Set(wanted.map(({ name }) => name)) });
    const taken: Candidate[] = [];
    for (const name of wanted) {
      if (place.isLate() || search.filesRead >= filesPerQuestion) break;
      taken.push(...spread(search.usesOf(name), allowance(name), taken));
    }
    taken.sort((a, b) => b.relevance - a.relevance);
    return taken.slice(0, maxSnippets).map(({ path, excerpt, names, relevance }) => ({
      source: this.name,
      path,
      text: excerpt.text,
      line: excerpt.first,
      names,
      relevance,
      nearness: nearnessOf(place.path, path),
    }));
  }
}

class UseSearch {
  readonly #read = new Set<string>();
  readonly #isTest: boolean;

  constructor(
    readonly place: IndexPlace,
    readonly view: CursorView,
    readonly known: { readonly codes: CodeTexts; readonly names: ReadonlySet<string> },
  ) {
    this.#isTest = isTestPath(place.path);
  }

  get filesRead(): number {
    return this.#read.size;
  }

  /** Uses of a name in other files, the best first. */
  usesOf(wanted: WantedName): Candidate[] {
    const found: Candidate[] = [];
    let files = 0;
    for (const path of this.#filesFor(wanted)) {
      if (files >= filesPerName || this.#read.size >= filesPerQuestion || this.place.isLate()) break;
      const code = this.known.codes.read(path, this.place.files);
      if (code === undefined) continue;
      this.#read.add(path);
      files += 1;
      found.push(...this.#usesIn(code, wanted));
    }
    return found.sort((a, b) => b.relevance - a.relevance);
  }

  /** Files that import the same thing under the same name, the nearest first, tests after others; then the files that define it. */
  *#filesFor({ name, imported }: WantedName): Generator<string> {
    const { index, path: own } = this.place;
    const importers = index.importersOf(name).filter((path) => path !== own);
    const order = (path: string): number => nearnessOf(own, path) - (isTestPath(path) && !this.#isTest ? 1 : 0);
    const ordered = importers.map((path) => ({ path, order: order(path) })).sort((a, b) => b.order - a.order);
    const same = new SameImport(this.place, imported);
    for (const { path } of ordered.slice(0, importersPerName)) {
      const theirs = index.facts(path)?.imports.filter((candidate) => candidate.name === name) ?? [];
      if (theirs.some((candidate) => same.is(candidate, path))) yield path;
    }
    for (const path of same.definingFiles()) if (path !== own) yield path;
  }

  #usesIn(code: CodeText, wanted: WantedName): Candidate[] {
    const found: Candidate[] = [];
    const lines = new Set<number>();
    let looked = 0;
    for (const at of code.uses(wanted.name)) {
      if (looked >= usesPerFile * 4 || found.length >= usesPerFile) break;
      looked += 1;
      const kind = useKindAt(code, at, wanted.name);
      const excerpt = kind === undefined ? undefined : excerptAround(code, at);
      if (kind === undefined || excerpt === undefined || lines.has(excerpt.first)) continue;
      lines.add(excerpt.first);
      const candidate = this.#candidate(code, wanted, { excerpt, kind, at });
      if (candidate !== undefined) found.push(candidate);
    }
    return found;
  }

  #candidate(
    code: CodeText,
    wanted: WantedName,
    { excerpt, kind, at }: { excerpt: Excerpt; kind: UseKind; at: number },
  ): Candidate | undefined {
    const start = code.lineStarts[excerpt.first] ?? 0;
    const shown = code.code.slice(start, code.lineStarts[excerpt.last + 1] ?? code.code.length);
    // The bare name in a list shows nothing of how it is used.
    if (!/[\p{ID_Continue}]/u.test(shown.replaceAll(wanted.name, ''))) return undefined;
    const others = [...identifiersIn(shown)].filter((name) => this.known.names.has(name));
    const names = [...new Set([wanted.name, ...others])];
    const relevance = clamp(
      worthOfName(wanted, this.view.partial) +
        0.25 * this.view.overlap(shown, this.known.names) +
        (fits(kind, this.view.kind) ? 0.06 : 0) +
        0.06 * nearnessOf(this.place.path, code.path) -
        (isTestPath(code.path) && !this.#isTest ? 0.1 : 0) -
        (kind === 'type' && this.view.kind !== 'type' ? 0.08 : 0),
    );
    const left = code.code.slice(code.lineStarts[code.lineOf(at)], at);
    const head = `${kind} ${shapeOf(left, this.known.names)}`;
    return { path: code.path, wanted, excerpt, names, shape: shapeOf(shown, this.known.names), head, relevance };
  }
}

/** Tells whether other files import the same thing; what it stands for is only traced where the modules differ. */
class SameImport {
  readonly #files: readonly string[];
  #origins: ReadonlySet<string> | undefined;

  constructor(
    readonly place: IndexPlace,
    readonly mine: ImportedName,
  ) {
    this.#files = place.resolve(mine.module);
  }

  is(theirs: ImportedName, from: string): boolean {
    const { mine, place } = this;
    const isSameName = theirs.imported === mine.imported;
    const files = place.resolve(theirs.module, from);
    if (files.length === 0 || this.#files.length === 0) {
      return isSameName && files.length === this.#files.length && theirs.module === mine.module;
    }
    if (isSameName && files[0] === this.#files[0]) return true;
    if (mine.imported === '*' || theirs.imported === '*') return false;
    const origins = this.#mineOrigins();
    return originsOf(theirs, { workspace: place, from }).some(({ path, definition }) =>
      origins.has(`${path}:${definition.start}`),
    );
  }

  definingFiles(): string[] {
    return this.mine.imported === '*' ? [] : [...this.#mineOrigins()].map((origin) => origin.replace(/:\d+$/, ''));
  }

  #mineOrigins(): ReadonlySet<string> {
    this.#origins ??= new Set(
      originsOf(this.mine, { workspace: this.place }).map(({ path, definition }) => `${path}:${definition.start}`),
    );
    return this.#origins;
  }
}

/** Takes the best of a name's uses, each of another shape; one that begins like those before it, and each later one, is worth less. */
function spread(found: readonly Candidate[], most: number, taken: readonly Candidate[]): Candidate[] {
  const chosen: Candidate[] = [];
  const shapes = new Set(taken.map(({ shape }) => shape));
  let waiting = found;
  while (chosen.length < most && waiting.length > 0) {
    const values = waiting.map((candidate) => ({ ...candidate, relevance: valueAfter(candidate, chosen) }));
    const best = values.reduce((a, b) => (b.relevance > a.relevance ? b : a));
    shapes.add(best.shape);
    chosen.push(best);
    const others = [...taken, ...chosen];
    waiting = waiting.filter((each) => !shapes.has(each.shape) && !others.some((other) => overlaps(other, each)));
  }
  return chosen;
}

function valueAfter({ relevance, head, path }: Candidate, chosen: readonly Candidate[]): number {
  const alike = chosen.filter((other) => other.head === head).length;
  const sameFile = chosen.filter((other) => other.path === path).length;
  return clamp(relevance - 0.05 * chosen.length - 0.07 * alike - 0.04 * sameFile);
}

function overlaps(a: Candidate, b: Candidate): boolean {
  return a.path === b.path && a.excerpt.first <= b.excerpt.last && b.excerpt.first <= a.excerpt.last;
}

function allowance({ isUnused, near }: WantedName): number {
  if (isUnused) return excerptsFor.unused;
  return near > 0 ? excerptsFor.near : excerptsFor.far;
}

function worthOfName({ name, isUnused, near }: WantedName, partial: string): number {
  const base = isUnused ? 0.55 : 0.1 + 0.25 * near;
  return partial !== '' && name.startsWith(partial) ? base + 0.25 : base;
}

/** Where nothing says otherwise a statement begins: a call or a new object is what one most often needs. */
function fits(use: UseKind, cursor: UseKind | undefined): boolean {
  if (cursor === undefined || cursor === 'value')
    return use === 'call' || use === 'new' || use === 'decorator' || use === 'element';
  return use === cursor;
}

/** The excerpt with every name but the imported ones made equal: two excerpts of one shape teach the same. */
function shapeOf(code: string, names: ReadonlySet<string>): string {
  return code
    .replace(/[\p{ID_Start}_$][\p{ID_Continue}$]*/gu, (name) => (names.has(name) ? name : '_'))
    .replace(/_(?:\s*\.\s*_)+/g, '_')
    .replace(/\d[\d_.]*/g, '0')
    .replace(/\s+/g, '');
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
