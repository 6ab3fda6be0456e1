import path from 'node:path';
import type { KnownCall } from '../../core/bench/calls/knownCalls';
import { caseReport, markedCases, splitCases } from '../../core/bench/fix/fixCases';
import type { FaultyFunction, PlacedFault } from '../../core/bench/fix/fileFaults';
import { type FixItem, isOfIndex, type ItemProblem } from '../../core/bench/fix/fixItem';
import { problemChanges } from '../../core/fix/problemChanges';
import type { Checker } from '../../core/ports';
import { lineEnd, lineStart, offsetAt } from '../../core/text/lines';
import type { CheckProblem } from '../../protocol/check';
import { codeStart, lineInOutput } from '../fixPlace';
import { CallRecorder, orderOf, placeName } from './callRecorder';
import type { FaultyFile } from './fixSources';
import type { FunctionPrograms } from './functionPrograms';

export interface FixProverParts {
  readonly checker: Checker;
  readonly programs: FunctionPrograms;
  readonly signal: AbortSignal;
}

const maxProblems = 5;

interface FaultyText {
  readonly text: string;
  /** Of the function in it. */
  readonly start: number;
  readonly end: number;
  readonly nameStart: number;
}

/** Turns faults into items: only those that a checker or a call of the function can tell. */
export class FixProver {
  readonly #parts: FixProverParts;
  readonly #calls: CallRecorder;

  constructor(parts: FixProverParts) {
    this.#parts = parts;
    this.#calls = new CallRecorder(parts.programs, parts.signal);
  }

  /** Whether it is worth trying to call a function: `false` costs nothing. */
  canCall(file: FaultyFile, chosen: FaultyFunction): boolean {
    return this.#calls.canCall(file, chosen);
  }

  /** The fault as an item with the checker's new errors in its function; `undefined` where a checker reports none. */
  async byDiagnostic(file: FaultyFile, placed: PlacedFault): Promise<FixItem | undefined> {
    const { checker, programs, signal } = this.#parts;
    const faulty = faultyText(file, placed);
    const place = { path: path.join(file.folder, file.path), root: file.folder, unsaved: {} };
    const question = { ...place, languageId: file.language, before: file.text, candidates: [faulty.text] };
    const answer = await checker.check(question, signal);
    const after = answer?.after[0];
    if (answer === undefined || after === undefined || answer.level === 'compile') return undefined;
    const changes = problemChanges(
      { text: file.text, problems: answer.before },
      { text: faulty.text, problems: after },
      [placed.fault],
    );
    const problems = changes.added
      .filter(
        ({ severity, start, path: other }) =>
          severity === 'error' && other === undefined && faulty.start <= start && start <= faulty.end,
      )
      .slice(0, maxProblems)
      .map((each): ItemProblem => problemOf(each, answer.checker));
    const [first] = problems;
    if (first === undefined || !names(placed, problems.map(({ message }) => message).join('\n'))) return undefined;
    const cases = await this.#calls.knownCalls(file, placed.function);
    const results =
      cases.length === 0 ? undefined : await programs.run(orderOf(file, faulty.text, callsOf(cases)), signal);
    const hidden = results === undefined ? [] : markedCases(cases, results);
    return {
      ...this.#base(file, placed, faulty),
      proof: 'diagnostic',
      offset: first.start,
      problems,
      shown: [],
      hidden,
    };
  }

  /** The fault as an item with a check that fails; `undefined` where the function cannot be called or no result changes. */
  async byCheck(file: FaultyFile, placed: PlacedFault): Promise<FixItem | undefined> {
    const { programs, signal } = this.#parts;
    const cases = await this.#calls.knownCalls(file, placed.function);
    if (cases.length === 0) return undefined;
    const faulty = faultyText(file, placed);
    const results = await programs.run(orderOf(file, faulty.text, callsOf(cases)), signal);
    const halves = results && splitCases(markedCases(cases, results));
    if (results === undefined || halves === undefined) return undefined;
    const shownResults = halves.shown.map(({ call }) => results[cases.findIndex((each) => each.call === call)]);
    const report = caseReport(
      halves.shown,
      shownResults.flatMap((each) => each ?? []),
    );
    if (!names(placed, report)) return undefined;
    const said = saidProblem(report, file.path, faulty);
    return { ...this.#base(file, placed, faulty), proof: 'check', ...said, ...halves };
  }

  /** A function as it is, where a checker finds nothing in it or its results are known; else `undefined`. */
  async ofCorrect(file: FaultyFile, chosen: FaultyFunction): Promise<FixItem | undefined> {
    const { checker, signal } = this.#parts;
    const { path: name, text, language, workspace, folder } = file;
    const place = { path: path.join(folder, name), root: folder, unsaved: {} };
    const answer = await checker.check({ ...place, languageId: language, before: text, candidates: [] }, signal);
    const isWrong = answer?.before.some(
      ({ severity, start, path: other }) =>
        severity === 'error' && other === undefined && chosen.start <= start && start <= chosen.end,
    );
    const cases = await this.#calls.knownCalls(file, chosen);
    if (isWrong === true || (cases.length === 0 && (answer === undefined || answer.level === 'compile')))
      return undefined;
    return {
      id: `correct:${placeName(file)}:${chosen.start}`,
      kind: 'correct',
      proof: 'none',
      language,
      ...(workspace === '' ? {} : { workspace }),
      file: name,
      text,
      name: chosen.name,
      offset: chosen.nameStart,
      problems: [],
      shown: [],
      hidden: markedCases(
        cases,
        cases.map(({ expected }) => ({ value: expected, stack: '' })),
      ),
    };
  }

  #base(
    file: FaultyFile,
    { fault, function: { name } }: PlacedFault,
    { text }: FaultyText,
  ): Omit<FixItem, 'proof' | 'offset' | 'problems' | 'shown' | 'hidden'> {
    return {
      id: faultId(file, { fault }),
      kind: fault.kind,
      language: file.language,
      ...(file.workspace === '' ? {} : { workspace: file.workspace }),
      file: file.path,
      text,
      fault: {
        start: fault.start,
        end: fault.start + fault.text.length,
        truth: file.text.slice(fault.start, fault.end),
      },
      name,
    };
  }
}

/** The same whenever it is made from the same files. */
export function faultId(file: FaultyFile, { fault }: Pick<PlacedFault, 'fault'>): string {
  return `${fault.kind}:${placeName(file)}:${fault.start}-${fault.end}:${fault.text}`;
}

function faultyText({ text }: FaultyFile, { fault, function: chosen }: PlacedFault): FaultyText {
  const grown = fault.text.length - (fault.end - fault.start);
  const moved = (offset: number): number => (offset >= fault.end ? offset + grown : offset);
  return {
    text: text.slice(0, fault.start) + fault.text + text.slice(fault.end),
    start: moved(chosen.start),
    end: moved(chosen.end),
    nameStart: moved(chosen.nameStart),
  };
}

/** Who looks for a lost name must be told of it. */
function names({ fault }: PlacedFault, words: string): boolean {
  return !isOfIndex(fault) || words.includes(fault.lostName);
}

function problemOf({ message, code, start, end }: CheckProblem, checker: string): ItemProblem {
  return { message, code, start, end, source: checker.split(' ')[0] ?? '' };
}

/** As `plinth fix --check` reads the output of a check; a place outside of the function is that of its name. */
function saidProblem(
  report: string,
  file: string,
  { text, start, end, nameStart }: FaultyText,
): Pick<FixItem, 'offset' | 'problems'> {
  const said = lineInOutput(report, file, text);
  const at = said && codeStart(text, said.line);
  const offset = at !== undefined && start <= at && at < end ? at : nameStart;
  const line = said === undefined || offset === nameStart ? lineStart(text, nameStart) : offsetAt(text, said.line, 1);
  const from = line ?? offset;
  const message = said?.message ?? report.trim().split('\n').at(-1) ?? '';
  return { offset, problems: [{ message, source: '', code: '', start: from, end: lineEnd(text, offset) }] };
}

function callsOf(known: readonly KnownCall[]): readonly string[] {
  return known.map(({ call }) => call);
}
