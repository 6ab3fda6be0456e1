import type { ImportAnswer, ImportOrigin } from '../../protocol/context';
import { identifiersIn } from '../context/code/words';
import type { ImportFinder } from '../ports';
import { codeOnly } from '../text/codeOnly';
import { nearestNames } from '../text/nearName';
import type { DocumentSnapshot } from '../text/snapshot';
import type { FixCandidate } from './fixCandidate';
import type { FixProblem } from './fixTarget';
import { importEdit, importLanguageOf } from './importText';
import { applyEdits, type TextEdit, minimalEdits } from '../text/minimalEdits';
import { standardNames, standardOrigins } from './standardNames';
import { type UnresolvedName, unresolvedName } from './unresolvedNames';

/** For places where no index answers. */
export const noImports: ImportFinder = { findImports: () => Promise.resolve(undefined) };

/** Someone waits: an index that is late is done without. */
const budgetMs = 150;
const maxNames = 4;
const maxOrigins = 4;
const maxRenames = 4;
/** As far around the problem names of the same text are looked for first. */
const nearChars = 3000;

/** The uses of one name that stands for nothing. */
interface LostName extends UnresolvedName {
  readonly starts: readonly number[];
}

/**
 * Candidates that need no model: the missing import, and the name that was meant. Empty where no problem says that a name stands for
 * nothing. Never rejects.
 */
export async function indexCandidates(
  snapshot: DocumentSnapshot,
  problems: readonly FixProblem[],
  finder: ImportFinder,
): Promise<readonly FixCandidate[]> {
  const lost = lostNames(snapshot, problems);
  if (lost.length === 0) return [];
  const { uri, version } = snapshot;
  const answer = await finder.findImports({ uri, version, names: lost.map(({ name }) => name), budgetMs });
  return [
    ...lost.flatMap((name) => renames(snapshot, name, name.meant)),
    ...imports(snapshot, lost, answer),
    ...lost.flatMap((name) => renames(snapshot, name, similarNames(snapshot, name, answer))),
  ];
}

function lostNames(snapshot: DocumentSnapshot, problems: readonly FixProblem[]): readonly LostName[] {
  const found = new Map<string, LostName>();
  for (const problem of problems) {
    const lost = unresolvedName(snapshot, problem);
    if (lost === undefined) continue;
    const known = found.get(lost.name);
    if (known === undefined) found.set(lost.name, { ...lost, starts: [lost.start] });
    else if (!known.starts.includes(lost.start))
      found.set(lost.name, { ...known, starts: [...known.starts, lost.start] });
  }
  return [...found.values()].slice(0, maxNames);
}

function imports(
  snapshot: DocumentSnapshot,
  lost: readonly LostName[],
  answer: ImportAnswer | undefined,
): readonly FixCandidate[] {
  const language = importLanguageOf(snapshot.languageId);
  if (language === undefined) return [];
  const byName = lost
    .filter(({ isMember }) => !isMember)
    .map(({ name, start }) => {
      const use = snapshot.text.slice(start + name.length, start + name.length + 80);
      const origins = [
        ...(answer?.origins.filter((origin) => origin.name === name) ?? []),
        ...standardOrigins(language, name, use),
      ];
      return origins
        .filter((origin, at) => origins.findIndex((other) => isSame(other, origin)) === at)
        .slice(0, maxOrigins);
    })
    .filter((origins) => origins.length > 0);
  const before = Math.min(...lost.map(({ start }) => start));
  // One import statement that got lost takes several names with it.
  const together = byName.length > 1 ? [byName.flatMap((origins) => origins.slice(0, 1))] : [];
  const each = byName.flatMap((origins) => origins.map((origin) => [origin]));
  return [...together, ...each].flatMap((origins) => importCandidate(snapshot, origins, before));
}

function isSame(a: ImportOrigin, b: ImportOrigin): boolean {
  return a.imported === b.imported && a.module === b.module;
}

function importCandidate(
  { text, languageId }: DocumentSnapshot,
  origins: readonly ImportOrigin[],
  before: number,
): FixCandidate[] {
  const language = importLanguageOf(languageId);
  if (language === undefined) return [];
  let newText = text;
  for (const origin of origins) {
    // What was put in stands above what is still to come.
    const edit = importEdit(newText, language, origin, before + newText.length - text.length);
    if (edit !== undefined) newText = applyEdits(newText, [edit]);
  }
  if (newText === text) return [];
  const title = origins.map(({ name, module }) => `Import "${name}" from "${module}"`).join(', ');
  return [{ source: 'index', title, edits: minimalEdits(text, newText, 0), newText }];
}

function renames({ text }: DocumentSnapshot, lost: LostName, names: readonly string[]): FixCandidate[] {
  return names.map((name) => {
    const edits: TextEdit[] = [...lost.starts]
      .sort((a, b) => a - b)
      .map((start) => ({ start, end: start + lost.name.length, text: name }));
    return { source: 'index', title: `Change "${lost.name}" to "${name}"`, edits, newText: applyEdits(text, edits) };
  });
}

/** Names that the misspelled one may stand for: those nearest to it in the text, then of imported modules, then of the language. */
function similarNames(
  { text, languageId }: DocumentSnapshot,
  lost: LostName,
  answer: ImportAnswer | undefined,
): readonly string[] {
  const language = importLanguageOf(languageId);
  const code = codeOnly(text, languageId) ?? text;
  const near = code.slice(Math.max(0, lost.start - nearChars), lost.start + nearChars);
  const own = [...namesOf(near, lost.isMember), ...namesOf(code, lost.isMember)];
  const known = [
    ...own,
    ...(answer?.similar ?? []),
    ...(language === undefined ? [] : standardNames(language, lost.isMember)),
  ];
  return nearestNames(lost.name, known, maxRenames).filter((name) => !lost.meant.includes(name));
}

/** Right of a dot only members can stand, and names that get a value. */
function namesOf(code: string, isMember: boolean): Iterable<string> {
  if (!isMember) return identifiersIn(code);
  return [
    ...code.matchAll(/\.\s*([\p{ID_Start}_$][\p{ID_Continue}$]*)|([\p{ID_Start}_$][\p{ID_Continue}$]*)\s*[=:(?]/gu),
  ].map((match) => match[1] ?? match[2] ?? '');
}
