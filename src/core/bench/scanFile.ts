import { fileFacts } from '../syntax/facts';
import type { FileFacts } from '../syntax/fileFacts';
import type { ParsedDocument } from '../syntax/trees';
import { bodyPlaces } from './bodyPlaces';
import { brokenRanges, isBroken } from './brokenRanges';
import { callPlaces } from './callPlaces';
import type { FoundPlace } from './foundPlace';
import { linePlaces } from './linePlaces';
import { usedNames } from './usedNames';

/** What one file gives to a list of items. */
export interface FileScan {
  readonly facts: FileFacts;
  /** In the order of the text, kind by kind. */
  readonly places: readonly FoundPlace[];
}

/** Finds the places of a file that can be hidden: whatever parses, and is no import. The salt chooses where in its line a place begins. */
export function scanFile(document: ParsedDocument, salt: string): FileScan {
  const facts = fileFacts(document);
  const broken = brokenRanges(document);
  const isImport = (start: number, end: number): boolean =>
    facts.imports.some((statement) => statement.start < end && statement.end > start);
  const places = [...linePlaces(document, salt), ...callPlaces(document), ...bodyPlaces(document)]
    .filter(({ start, end }) => !isBroken(broken, start, end) && !isImport(start, end))
    .map((place) => ({ ...place, names: usedNames(document, place.start, place.end) }));
  return { facts, places };
}
