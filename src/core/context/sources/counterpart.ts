import type { ContextSnippet } from '../../../protocol/context';
import type { Definition } from '../../syntax/fileFacts';
import type { CodeTexts } from '../code/codeTexts';
import { CursorView } from '../place/cursorView';
import { excerptAround } from '../code/excerpt';
import { foldDefinition } from '../symbols/folded';
import type { IndexPlace, IndexSource } from '../place/indexPlace';
import { useKindAt } from '../code/nameUse';
import { baseNameOf, isTestPath, nearnessOf, stemOf } from '../paths';

const maxSnippets = 8;
const limits = { maxMembers: 8, maxUnits: 600, withPrivate: false } as const;
const usesPerName = 3;

/** In a test the signatures of what it tests; in an implementation the places where its test uses what is being written. */
export class CounterpartSource implements IndexSource {
  readonly name = 'counterpart';
  readonly #codes: CodeTexts;

  constructor(codes: CodeTexts) {
    this.#codes = codes;
  }

  collect(place: IndexPlace): readonly ContextSnippet[] {
    const other = counterpartOf(place);
    if (other === undefined) return [];
    const view = new CursorView(place, this.#codes);
    const found = isTestPath(place.path) ? signatures(other, place, view) : this.#testUses(other, place);
    return found.sort((a, b) => b.relevance - a.relevance).slice(0, maxSnippets);
  }

  #testUses(test: string, place: IndexPlace): ContextSnippet[] {
    const code = this.#codes.read(test, place.files);
    if (code === undefined) return [];
    const found: ContextSnippet[] = [];
    const lines = new Set<number>();
    for (const [name, relevance] of beingWritten(place)) {
      let count = 0;
      for (const at of code.uses(name)) {
        if (count >= usesPerName) break;
        const isMember = /\.\s*$/.test(code.code.slice(Math.max(0, at - 2), at));
        const excerpt = isMember || useKindAt(code, at, name) !== undefined ? excerptAround(code, at) : undefined;
        if (excerpt === undefined || lines.has(excerpt.first)) continue;
        lines.add(excerpt.first);
        found.push({
          source: this.name,
          path: test,
          text: excerpt.text,
          line: excerpt.first,
          names: [name],
          relevance: relevance - 0.08 * count,
          nearness: nearnessOf(place.path, test),
        });
        count += 1;
      }
    }
    return found;
  }
}

function signatures(path: string, place: IndexPlace, view: CursorView): ContextSnippet[] {
  const facts = place.index.facts(path);
  if (facts === undefined || place.files.read(path) === undefined) return [];
  const near = new Set(view.near.keys());
  return facts.definitions
    .filter(({ container, exported }) => container === '' && exported)
    .map((definition) => ({
      source: 'counterpart' as const,
      path,
      text: foldDefinition(path, definition, facts, { ...limits, first: near }),
      names: [definition.name],
      relevance: 0.4 + 0.6 * (view.near.get(definition.name) ?? 0),
      nearness: nearnessOf(place.path, path),
    }));
}

/** Names of the definitions around the cursor, the innermost first, then of what else the file hands out. */
function beingWritten({ facts, query: { offset } }: IndexPlace): Map<string, number> {
  const around = facts.definitions.filter(({ start, end }) => start <= offset && offset <= end);
  const names = new Map<string, number>();
  const add = ({ name }: Definition, relevance: number): void => {
    if (!names.has(name)) names.set(name, relevance);
  };
  around.reverse().forEach((definition, at) => add(definition, Math.max(0.5, 0.9 - 0.2 * at)));
  for (const definition of facts.definitions)
    if (definition.container === '' && definition.exported) add(definition, 0.3);
  return names;
}

/** The test of an implementation or the implementation of a test, by the customs of naming; the nearest where several fit. */
export function counterpartOf({ path, index }: Pick<IndexPlace, 'path' | 'index'>): string | undefined {
  const name = baseNameOf(path);
  const ending = name.slice(stemOf(path).length);
  const stem = stemOf(path);
  const wanted = isTestPath(path)
    ? implementationStems(stem).map((each) => each + ending)
    : testStems(stem).map((each) => each + ending);
  const otherEndings = ending === '.tsx' ? ['.ts'] : ending === '.jsx' ? ['.js'] : ending === '.ts' ? ['.tsx'] : [];
  const all = [
    ...wanted,
    ...wanted.flatMap((each) => otherEndings.map((other) => each.slice(0, -ending.length) + other)),
  ];
  const isTest = isTestPath(path);
  for (const each of all) {
    const found = index
      .named(each)
      .filter((other) => other !== path && isTestPath(other) !== isTest)
      .sort((a, b) => sharedFolders(path, b) - sharedFolders(path, a));
    if (found[0] !== undefined) return found[0];
  }
  return undefined;
}

/** Folders of the one that the other has, too: `src/a/b/x.ts` belongs to `test/a/b/x.test.ts` rather than to `test/x.test.ts`. */
function sharedFolders(a: string, b: string): number {
  const folders = new Set(a.split('/').slice(0, -1));
  return b.split('/').filter((folder) => folders.has(folder)).length + nearnessOf(a, b) / 2;
}

function testStems(stem: string): string[] {
  const suffixes = [
    '.test',
    '.spec',
    '_test',
    '_spec',
    '-test',
    'Test',
    'Tests',
    'TestCase',
    'Spec',
    '.unit.test',
    '.tests',
  ];
  return [...suffixes.map((suffix) => stem + suffix), `test_${stem}`, stem];
}

function implementationStems(stem: string): string[] {
  const bare = stem
    .replace(/(?:[._-](?:unit|integration|e2e))?[._-](?:tests?|specs?)$/, '')
    .replace(/^test_/, '')
    .replace(/(?:Tests?|TestCase|Spec|IT)$/, '');
  return bare === stem || bare === '' ? [stem] : [bare, stem];
}
