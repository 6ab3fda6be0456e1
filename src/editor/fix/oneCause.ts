/** What of a diagnostic tells where it stands and what it is about. Lines count from 0. */
export interface Reported {
  /** As the editor counts: 0 error, 1 warning, then what nobody has to mend. */
  readonly severity: number;
  readonly message: string;
  readonly source?: string | undefined;
  readonly code?: string | number | { readonly value: string | number } | undefined;
  readonly range: Lines;
}

interface Place {
  readonly line: number;
  readonly character: number;
}

interface Lines {
  readonly start: Place;
  readonly end: Place;
}

const warning = 1;

/** Errors and warnings on the lines of a selection: what stands at its end, where the cursor is, comes first, then errors. */
export function problemsOnLines<T extends Reported>(all: readonly T[], { start, end }: Lines): readonly T[] {
  const rank = ({ severity, range }: T): number => severity + (holds(range, end) ? 0 : warning + 1);
  return worthMending(all)
    .filter(({ range }) => range.start.line <= end.line && range.end.line >= start.line)
    .sort((a, b) => rank(a) - rank(b));
}

/** Errors first. */
export function worthMending<T extends Reported>(all: readonly T[]): readonly T[] {
  return all.filter(({ severity }) => severity <= warning).sort((a, b) => a.severity - b.severity);
}

/** Some problems, and behind them every other one that says the same of another place: one misspelled name is reported at each use. */
export function withSameCause<T extends Reported>(some: readonly T[], all: readonly T[]): readonly T[] {
  const isNamed = (each: T): boolean => some.some((other) => causeOf(other) === causeOf(each));
  const isAmong = (each: T): boolean =>
    some.some((other) => causeOf(other) === causeOf(each) && placeOf(other) === placeOf(each));
  return [...some, ...all.filter((each) => isNamed(each) && !isAmong(each))];
}

/** The code of a diagnostic as its checker writes it; empty without one. */
export function codeOf({ code }: Pick<Reported, 'code'>): string {
  return String(typeof code === 'object' ? code.value : (code ?? ''));
}

function causeOf(problem: Reported): string {
  return [problem.source ?? '', codeOf(problem), problem.message].join('\n');
}

function placeOf({ range: { start } }: Reported): string {
  return `${start.line}:${start.character}`;
}

function holds({ start, end }: Lines, { line, character }: Place): boolean {
  const isBefore = line < start.line || (line === start.line && character < start.character);
  const isBehind = line > end.line || (line === end.line && character > end.character);
  return !isBefore && !isBehind;
}
