import type { Syntax } from '../ports';
import { patientScope } from '../syntax/patientScope';
import { lineNumberAt, linesAround, type Span, wholeLines } from '../text/lineSpan';
import { refuseSecretFile } from '../text/secretFiles';
import type { DocumentSnapshot } from '../text/snapshot';
import type { TextEdit } from '../text/minimalEdits';

/** Another place that a checker names with a problem, such as the declaration that it breaks. */
export interface RelatedPlace {
  /** Workspace-relative, as the model gets to see it. */
  readonly path: string;
  /** One-based. */
  readonly line: number;
  readonly message: string;
  /** The code there, a line or a few. */
  readonly text: string;
}

/** One problem as a checker reported it, or as the user described it. Offsets are UTF-16 units. */
export interface FixProblem {
  readonly message: string;
  /** Who says so, such as `ts` or `Pylance`; empty when the user does. */
  readonly source: string;
  readonly start: number;
  readonly end: number;
  /** As the checker writes it: `2304`, `reportUndefinedVariable`. */
  readonly code?: string;
  readonly related?: readonly RelatedPlace[];
}

/** A change of this document that the language server offers for the problems. */
export interface OfferedFix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** Where the document lies on disk, for those who check it. */
export interface CheckPlace {
  /** Absolute. */
  readonly path: string;
  /** Absolute, workspace folder or empty. */
  readonly root: string;
  /** Other open texts that are not saved, by absolute path. */
  readonly unsaved: Readonly<Record<string, string>>;
}

/** A test that the whole document must pass, such as a command that failed before. */
export interface FixTest {
  /** For the user. */
  readonly name: string;
  /** `report`: what it printed when it failed. Rejects only for an abort and when the test itself cannot be run. */
  run(newText: string, signal: AbortSignal): Promise<{ readonly passed: boolean; readonly report: string }>;
}

/** What the user asks to have fixed. Without problems the model is asked to find the mistake itself. */
export interface FixRequest {
  readonly snapshot: DocumentSnapshot;
  /** Where the cursor stands or the chosen problem begins. */
  readonly offset: number;
  /** Of one cause, the first one the main one. */
  readonly problems: readonly FixProblem[];
  /** May take its time: what is known without it is checked and shown meanwhile. */
  readonly offered?: Promise<readonly OfferedFix[]>;
  /** Absent for a document that is on no disk: then nothing but its syntax is checked. */
  readonly place?: CheckPlace;
  /** Nothing is shown that fails it. */
  readonly test?: FixTest;
}

/** The whole lines that an answer may replace, and nothing else. */
export interface FixTarget extends Span {
  readonly kind: 'function' | 'class' | 'lines';
  /** Empty without a name. */
  readonly name: string;
  readonly text: string;
  readonly firstLine: number;
  readonly problems: readonly FixProblem[];
}

const maxTargetChars = 4000;
const maxProblems = 5;
const reach = { before: 12, after: 12 };

/**
 * Chooses the lines to repair: the innermost function around the place, else the class, else the lines around it; a function or class
 * above 4,000 characters is too long to be written again, so it also gives the lines around the place.
 * After an abort it does not wait for the syntax.
 * @throws PlainError `secretFile`
 */
export async function chooseFixTarget(request: FixRequest, syntax: Syntax, signal?: AbortSignal): Promise<FixTarget> {
  const { snapshot, offset } = request;
  refuseSecretFile(snapshot);
  const facts = await patientScope(syntax, { uri: snapshot.uri, version: snapshot.version, offset }, signal);
  const around = (facts?.enclosing ?? []).filter((node) => node.end <= snapshot.text.length);
  for (const kind of ['function', 'class'] as const) {
    const node = around.find((each) => each.kind === kind);
    if (node === undefined) continue;
    const span = wholeLines(snapshot.text, node);
    if (span.end - span.start <= maxTargetChars) return target(request, span, { kind, name: node.name });
  }
  return target(request, nearbyLines(snapshot.text, offset), { kind: 'lines', name: '' });
}

function target(request: FixRequest, span: Span, facts: Pick<FixTarget, 'kind' | 'name'>): FixTarget {
  const { text } = request.snapshot;
  const problems = request.problems
    .filter((each) => each.start <= span.end && each.end >= span.start)
    .slice(0, maxProblems);
  return {
    ...span,
    ...facts,
    text: text.slice(span.start, span.end),
    firstLine: lineNumberAt(text, span.start),
    problems,
  };
}

function nearbyLines(text: string, offset: number): Span {
  for (let lines = reach.before; lines > 0; lines -= 1) {
    const span = linesAround(text, { start: offset, end: offset }, { before: lines, after: lines });
    if (span.end - span.start <= maxTargetChars) return span;
  }
  return wholeLines(text, { start: offset, end: offset });
}
