import type { ContextSnippet } from '../../../protocol/context';
import type { CodeTexts } from '../code/codeTexts';
import { CursorView } from '../place/cursorView';
import { type WantedName, wantedNames } from '../place/importedUses';
import type { IndexPlace, IndexSource } from '../place/indexPlace';
import { identifiersIn } from '../code/words';

/** About 200 tokens: the names matter, not the length of the list. */
const maxUnits = 640;
/** A statement that brings in more than this is a whole list; its rest says nothing any more. */
const maxStatementUnits = 420;

interface Statement {
  readonly start: number;
  readonly end: number;
  readonly wanted: WantedName[];
}

interface Line {
  readonly start: number;
  readonly text: string;
}

/**
 * The import statements of the cursor's own file that the prompt's window does not hold. A model that does not see them cannot know which
 * names there are; those that are imported and not used yet are what is about to be written.
 */
export class HeaderSource implements IndexSource {
  readonly name = 'header';
  readonly #codes: CodeTexts;

  constructor(codes: CodeTexts) {
    this.#codes = codes;
  }

  collect(place: IndexPlace): readonly ContextSnippet[] {
    const { window } = place.query;
    const view = new CursorView(place, this.#codes);
    const statements = new Map<number, Statement>();
    for (const wanted of wantedNames(place.facts.imports, view)) {
      const { start, end } = wanted.imported;
      if (start >= window.start && end <= window.end) continue;
      const known = statements.get(start);
      if (known === undefined) statements.set(start, { start, end, wanted: [wanted] });
      else known.wanted.push(wanted);
    }
    // The map is in the order of the names' worth, so the best statements come first.
    const saying = [...statements.values()].filter(({ wanted }) => wanted.some(says));
    const chosen = withinUnits(
      saying.map((statement) => ({ start: statement.start, text: squeezed(statement, place) })),
    );
    if (chosen.length === 0) return [];
    const inOrder = chosen.sort((a, b) => a.start - b.start);
    const text = inOrder.map((line) => `${line.text}\n`).join('');
    // No names: it shows that they are there, not what they are, so it makes no other snippet superfluous.
    return [{ source: 'header', path: place.path, text, names: [], relevance: 1, nearness: 1 }];
  }
}

/** What is used elsewhere in the file and not near the cursor is no news. */
function says({ isUnused, near }: WantedName): boolean {
  return isUnused || near > 0.25;
}

function withinUnits(lines: readonly Line[]): Line[] {
  let left = maxUnits;
  return lines.filter(({ text }) => {
    if (text.length > left || text.length > maxStatementUnits) return false;
    left -= text.length;
    return true;
  });
}

/** On one line, and of a list of names only those that say something: the others cost tokens. */
function squeezed({ start, end, wanted }: Statement, { document }: IndexPlace): string {
  const line = document.text.slice(start, end).replace(/\s+/g, ' ').trim();
  const saying = new Set(wanted.filter(says).map(({ name }) => name));
  return line.replace(/([{(])([^{}()]*)([})])/, (_list, open: string, inside: string, close: string) => {
    const parts = inside.split(',').map((part) => part.trim());
    const kept = parts.filter((part) => [...identifiersIn(part)].some((name) => saying.has(name)));
    const blank = open === '{' ? ' ' : '';
    return `${open}${blank}${(kept.length > 0 ? kept : parts).join(', ')}${blank}${close}`;
  });
}
