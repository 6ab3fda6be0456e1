import { fileFacts } from '../syntax/facts';
import type { FileFacts } from '../syntax/fileFacts';
import type { ParsedDocument } from '../syntax/trees';
import { cursorKinds, type ItemKind } from './benchItem';
import { bodyPlaces } from './bodyPlaces';
import { brokenRanges, isBroken } from './brokenRanges';
import { callPlaces } from './callPlaces';
import { cursorPlaces } from './cursorPlaces';
import type { FoundPlace, FoundRange } from './foundPlace';
import { linePlaces } from './linePlaces';
import { usedNames } from './usedNames';

/** What one file gives to a list of items. */
export interface FileScan {
  readonly facts: FileFacts;
  /** In the order of the text, kind by kind. */
  readonly places: readonly FoundPlace[];
}

export interface ScanWish {
  /** Chooses where in its line a place begins. */
  readonly salt: string;
  readonly kinds: readonly ItemKind[];
}

type Finder = (document: ParsedDocument, salt: string) => FoundRange[];

/** Who finds which kinds. */
const finders: readonly (readonly [Finder, readonly ItemKind[]])[] = [
  [linePlaces, ['line']],
  [callPlaces, ['call']],
  [bodyPlaces, ['body']],
  [cursorPlaces, cursorKinds],
];

/** Finds the places of a file that can be hidden: whatever parses, and is no import. */
export function scanFile(document: ParsedDocument, { salt, kinds }: ScanWish): FileScan {
  const facts = fileFacts(document);
  const broken = brokenRanges(document);
  const isImport = (start: number, end: number): boolean =>
    facts.imports.some((statement) => statement.start < end && statement.end > start);
  const places = finders
    .flatMap(([find, found]) => (found.some((kind) => kinds.includes(kind)) ? find(document, salt) : []))
    .filter(({ kind, start, end }) => kinds.includes(kind) && !isBroken(broken, start, end) && !isImport(start, end))
    .map((place) => ({ ...place, names: usedNames(document, place.start, place.end) }));
  return { facts, places };
}
