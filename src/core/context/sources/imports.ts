import type { ContextSnippet } from '../../../protocol/context';
import type { CodeTexts } from '../code/codeTexts';
import { CursorView } from '../place/cursorView';
import type { LocatedDefinition } from '../index/fileIndex';
import { foldDefinition, foldMembers } from '../symbols/folded';
import { type WantedName, wantedNames } from '../place/importedUses';
import type { IndexPlace, IndexSource } from '../place/indexPlace';
import { moduleDefinitions } from '../symbols/handedOut';
import { moduleFilesOf, originsOf } from '../symbols/origins';
import { isTestPath, nearnessOf } from '../paths';

const maxSnippets = 20;
const maxOverloads = 3;
const limits = { maxMembers: 8, maxUnits: 600, withPrivate: false } as const;
/** Definitions of a module that is imported as a whole. */
const maxModuleLines = 8;

/** Signatures, doc lines and public members of the names that this file imports, from wherever they are defined. */
export class ImportsSource implements IndexSource {
  readonly name = 'imports';
  readonly #codes: CodeTexts;

  constructor(codes: CodeTexts) {
    this.#codes = codes;
  }

  collect(place: IndexPlace): readonly ContextSnippet[] {
    const view = new CursorView(place, this.#codes);
    const found: ContextSnippet[] = [];
    for (const wanted of wantedNames(place.facts.imports, view)) {
      if (found.length >= maxSnippets || place.isLate()) break;
      const snippet = nameSnippet(wanted, place, view) ?? moduleSnippet(wanted, place, view);
      if (snippet !== undefined) found.push(snippet);
    }
    return found.sort((a, b) => b.relevance - a.relevance);
  }
}

function nameSnippet(wanted: WantedName, place: IndexPlace, view: CursorView): ContextSnippet | undefined {
  const origins = originsOf(wanted.imported, { workspace: place }).filter(({ path }) => path !== place.path);
  const [first] = origins;
  if (first === undefined) return undefined;
  // `mod money;` says nothing of what is in it.
  if (first.definition.kind === 'module' && moduleFilesOf(wanted.imported, place).length > 0) return undefined;
  const same = origins.filter(({ path }) => path === first.path).slice(0, maxOverloads);
  const near = new Set(view.near.keys());
  const text = joined(same, place, near);
  return snippetOf(place, first.path, { text, name: wanted.name, relevance: relevanceOf(wanted, view) });
}

/** Overloads follow one another, each with its doc line. */
function joined(origins: readonly LocatedDefinition[], { index }: IndexPlace, first: ReadonlySet<string>): string {
  const texts = origins.flatMap(({ path, definition }) => {
    const facts = index.facts(path);
    return facts === undefined ? [] : [foldDefinition(path, definition, facts, { ...limits, first })];
  });
  return [...new Set(texts)].join('');
}

function moduleSnippet(wanted: WantedName, place: IndexPlace, view: CursorView): ContextSnippet | undefined {
  const path = moduleFilesOf(wanted.imported, place).find((file) => file !== place.path && !isTestPath(file));
  if (path === undefined) return undefined;
  const offered = moduleDefinitions(path, place);
  offered.sort((a, b) => (view.near.get(b.name) ?? 0) - (view.near.get(a.name) ?? 0));
  const lines = offered.slice(0, maxModuleLines).map((definition) => foldMembers(path, definition, [], limits));
  const text = [...new Set(lines)].join('');
  return snippetOf(place, path, { text, name: wanted.name, relevance: relevanceOf(wanted, view) * 0.7 });
}

function snippetOf(
  place: IndexPlace,
  path: string,
  { text, name, relevance }: { text: string; name: string; relevance: number },
): ContextSnippet | undefined {
  if (text === '' || place.files.read(path) === undefined) return undefined;
  return { source: 'imports', path, text, names: [name], relevance, nearness: nearnessOf(place.path, path) };
}

function relevanceOf({ name, isUnused, near }: WantedName, { partial }: CursorView): number {
  const begun = partial !== '' && name.startsWith(partial) ? 0.25 : 0;
  return Math.min(1, begun + (isUnused ? 0.65 : 0.2 + 0.4 * near));
}
