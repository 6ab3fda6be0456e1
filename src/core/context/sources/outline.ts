import type { ContextSnippet } from '../../../protocol/context';
import type { Definition } from '../../syntax/fileFacts';
import type { CodeTexts } from '../code/codeTexts';
import { CursorView } from '../place/cursorView';
import { foldMembers, membersOf } from '../symbols/folded';
import type { IndexPlace, IndexSource } from '../place/indexPlace';

const maxSnippets = 12;
const limits = { maxMembers: 8, maxUnits: 600 } as const;
/** This many units away from the window a definition is worth half as much. */
const halfAtUnits = 6_000;

/** The far parts of the cursor's own file, folded to signatures: what is named near the cursor first, then what is nearest. */
export class OutlineSource implements IndexSource {
  readonly name = 'outline';
  readonly #codes: CodeTexts;

  constructor(codes: CodeTexts) {
    this.#codes = codes;
  }

  collect(place: IndexPlace): readonly ContextSnippet[] {
    const { start, end } = place.query.window;
    if (start <= 0 && end >= place.document.text.length) return [];
    const view = new CursorView(place, this.#codes);
    const found: ContextSnippet[] = [];
    for (const definition of place.facts.definitions) {
      if (place.isLate()) break;
      if (definition.container !== '' || isInside(definition, place)) continue;
      const snippet = folded(definition, place, view);
      if (snippet !== undefined) found.push(snippet);
    }
    return found.sort((a, b) => b.relevance - a.relevance).slice(0, maxSnippets);
  }
}

/** What stands in the window as a whole needs no telling. */
function isInside({ start, end }: Definition, { query: { window } }: IndexPlace): boolean {
  return start >= window.start && end <= window.end;
}

/** A definition with those of its members whose heads the window does not hold, the ones named near the cursor first. */
function folded(definition: Definition, place: IndexPlace, view: CursorView): ContextSnippet | undefined {
  const { window } = place.query;
  const headSeen = definition.start >= window.start && definition.start < window.end;
  const hidden = membersOf(definition, place.facts).filter(({ start }) => start < window.start || start >= window.end);
  // A namespace alone says nothing.
  if (hidden.length === 0 && (headSeen || definition.kind === 'module')) return undefined;
  const weight = ({ name }: Definition): number => view.near.get(name) ?? 0;
  const members = hidden
    .map((member) => ({ member, worth: weight(member) + closeness(member, place) / 10 }))
    .sort((a, b) => b.worth - a.worth)
    .slice(0, limits.maxMembers)
    .map(({ member }) => member)
    .sort((a, b) => a.start - b.start);
  const named = Math.max(weight(definition), ...members.map(weight));
  const holdsCursor = definition.start < place.query.offset && place.query.offset <= definition.end;
  const names = [definition, ...members].map(({ name }) => name).filter((name) => view.near.has(name));
  return {
    source: 'outline',
    path: place.path,
    text: foldMembers(place.path, definition, members, limits),
    names: [...new Set(names)],
    relevance: Math.min(1, 0.1 + 0.55 * named + 0.2 * closeness(definition, place) + (holdsCursor ? 0.15 : 0)),
    nearness: 1,
  };
}

/** 1 at the edge of the window, less with each line away from it. */
function closeness({ start, end }: Definition, { query: { window } }: IndexPlace): number {
  const distance = Math.max(0, window.start - end, start - window.end);
  return halfAtUnits / (halfAtUnits + distance);
}
