import type { CheckAnswer, CheckProblem } from '../../protocol/check';
import type { Checker, Syntax } from '../ports';
import { languageOf } from '../syntax/languages';
import { lineNumberAt } from '../text/lineSpan';
import { lineEnd, lineStart } from '../text/lines';
import type { DocumentSnapshot } from '../text/snapshot';
import type { CheckedFix, FixCandidate, FixRefusal, FixVerdict } from './fixCandidate';
import type { FixProblem, FixRequest } from './fixTarget';
import { changedLines, type TextEdit } from '../text/minimalEdits';
import { askedAmong, problemChanges } from './problemChanges';

/** For places without one: then nothing but the syntax is checked. */
export const noChecker: Checker = { check: () => Promise.resolve(undefined) };

/** What became of a candidate: it may be shown, or why not, with words for the model and for the account of the search. */
export type Judged =
  | { readonly kind: 'passed'; readonly fix: CheckedFix }
  | {
      readonly kind: 'refused';
      readonly candidate: FixCandidate;
      readonly reason: FixRefusal;
      /** The new error, or where it does not parse. */
      readonly detail: string;
    };

export interface VerifierParts {
  readonly syntax: Syntax;
  readonly checker: Checker;
}

/** What changes of one document are held against. */
export interface VerifiedText {
  readonly request: FixRequest;
  /** What the user asked about. */
  readonly asked: readonly FixProblem[];
}

const maxDetailChars = 300;
/** Comments and attributes that hide a problem from its checker. */
const silencer =
  /@ts-(?:ignore|expect-error|nocheck)|eslint-disable|(?:#|\/\/)\s*noqa|type:\s*ignore|pyright:\s*(?:ignore|basic)|pylint:\s*disable|ruff:\s*noqa|\bNOLINT|\bNOSONAR|nolint|#!?\[allow\(|@SuppressWarnings|@Suppress\(|#pragma warning disable|phpcs:ignore|@phpstan-ignore|rubocop:disable|shellcheck disable|biome-ignore|oxlint-disable/;
/** Problems that are cured by taking code away. */
const curedByDeletion =
  /unused|never used|never read|not used|not accessed|unreachable|duplicate|redundant|unnecessary|already|useless|no effect|debugger|extra|unexpected|syntax|trailing|multiple|obsolete|deprecated|dead code|defined but/i;

/** Checks candidates before they are shown: they parse, change something, and their diagnostics are taken again. */
export class FixVerifier {
  readonly #parts: VerifierParts;

  constructor(parts: VerifierParts) {
    this.#parts = parts;
  }

  /** What a checker says of the text as it is; undefined where there is none for it. */
  async problemsOf({ snapshot, place }: FixRequest, signal: AbortSignal): Promise<readonly CheckProblem[] | undefined> {
    if (place === undefined) return undefined;
    const { languageId, text } = snapshot;
    return (await this.#parts.checker.check({ ...place, languageId, before: text, candidates: [] }, signal))?.before;
  }

  /** One judgement a candidate, in their order. The checker hears one question for all of them. */
  async judge(
    held: VerifiedText,
    candidates: readonly FixCandidate[],
    signal: AbortSignal,
  ): Promise<readonly Judged[]> {
    const { snapshot } = held.request;
    const syntaxBefore =
      candidates.length === 0 ? undefined : await this.#parts.syntax.parse(snapshot.languageId, snapshot.text);
    const first = await Promise.all(
      candidates.map(async (candidate): Promise<Judged> => {
        const reason = refusedAtSight(held, candidate);
        if (reason !== undefined) return { kind: 'refused', candidate, reason, detail: '' };
        const after = syntaxBefore && (await this.#parts.syntax.parse(snapshot.languageId, candidate.newText));
        if (syntaxBefore === undefined || after === undefined) return passed(held, candidate, { level: 'none' });
        if (after.errors <= syntaxBefore.errors) return passed(held, candidate, { level: 'syntax' });
        const at = after.errorOffsets.find((offset) => !syntaxBefore.errorOffsets.includes(offset));
        const detail = at === undefined ? '' : lineText(candidate.newText, at);
        return { kind: 'refused', candidate, reason: 'syntaxErrors', detail };
      }),
    );
    return this.#test(held, await this.#check(held, first, signal), signal);
  }

  async #check(held: VerifiedText, judged: readonly Judged[], signal: AbortSignal): Promise<readonly Judged[]> {
    const { snapshot, place } = held.request;
    const pending = judged.flatMap((each) => (each.kind === 'passed' ? [each.fix] : []));
    if (place === undefined || pending.length === 0) return judged;
    const texts = pending.map(({ newText }) => newText);
    const question = { ...place, languageId: snapshot.languageId, before: snapshot.text, candidates: texts };
    const answer = await this.#parts.checker.check(question, signal);
    if (answer === undefined) return judged;
    return judged.map((each) => {
      const after = each.kind === 'passed' ? answer.after[pending.indexOf(each.fix)] : undefined;
      return each.kind === 'passed' && after !== undefined ? compared(held, each.fix, answer, after) : each;
    });
  }

  /** One after the other: a test may be slow, and the first that passes is enough. */
  async #test(held: VerifiedText, judged: readonly Judged[], signal: AbortSignal): Promise<readonly Judged[]> {
    const { test } = held.request;
    if (test === undefined) return judged;
    const results = [...judged];
    for (const [index, each] of judged.entries()) {
      if (each.kind !== 'passed') continue;
      if (results.slice(0, index).some(({ kind }) => kind === 'passed')) {
        // Not tried, so not shown.
        results[index] = { kind: 'refused', candidate: each.fix, reason: 'notTried', detail: '' };
        continue;
      }
      const { passed: isPassed, report } = await test.run(each.fix.newText, signal);
      const verdict: FixVerdict = { ...each.fix.verdict, level: 'checked', test: test.name };
      results[index] = isPassed
        ? { kind: 'passed', fix: { ...each.fix, verdict } }
        : { kind: 'refused', candidate: each.fix, reason: 'failsTest', detail: lastLines(report) };
    }
    return results;
  }
}

function refusedAtSight({ request, asked }: VerifiedText, candidate: FixCandidate): FixRefusal | undefined {
  const { text } = request.snapshot;
  if (candidate.newText === text) return 'unchanged';
  const { edits } = candidate;
  if (changesCommentsOnly(request.snapshot, edits)) return 'unchanged';
  if (edits.some((edit) => silencer.test(edit.text) && !silencer.test(text.slice(edit.start, edit.end))))
    return 'suppresses';
  // The language server knows what may go.
  const mayDelete = candidate.source !== 'model' || asked.some(({ message }) => curedByDeletion.test(message));
  return !mayDelete && onlyDeletes(text, edits) ? 'onlyDeletes' : undefined;
}

/** Every line that the edits write was there before, and some are gone. */
function onlyDeletes(text: string, edits: readonly TextEdit[]): boolean {
  const linesOf = (part: string): string[] =>
    part.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  const old = edits.flatMap((edit) => linesOf(text.slice(edit.start, edit.end)));
  const written = edits.flatMap((edit) => linesOf(edit.text));
  return written.length < old.length && written.every((line) => old.includes(line));
}

/** Whole lines of comments, and blank ones, are no cure. */
function changesCommentsOnly({ text, languageId }: DocumentSnapshot, edits: readonly TextEdit[]): boolean {
  const sign = languageOf(languageId)?.lineComment;
  if (sign === undefined) return false;
  const codeLines = (part: string): string =>
    part
      .split('\n')
      .map((line) => line.trimEnd())
      .filter((line) => line !== '' && !line.trimStart().startsWith(sign))
      .join('\n');
  return edits.every((edit) => codeLines(edit.text) === codeLines(text.slice(edit.start, edit.end)));
}

function passed(held: VerifiedText, candidate: FixCandidate, { level }: Pick<FixVerdict, 'level'>): Judged {
  const { removed, added } = changedLines(held.request.snapshot.text, candidate.edits);
  const verdict: FixVerdict = { level, checker: '', removesAsked: 0, removes: 0, adds: 0 };
  return { kind: 'passed', fix: { ...candidate, verdict, changedLines: Math.max(removed, added) } };
}

function compared(held: VerifiedText, fix: CheckedFix, answer: CheckAnswer, after: readonly CheckProblem[]): Judged {
  const { text } = held.request.snapshot;
  const asked = new Set(askedAmong(held.asked, answer.before, text));
  const { removed, added } = problemChanges(
    { text, problems: answer.before },
    { text: fix.newText, problems: after },
    fix.edits,
  );
  const newErrors = added.filter(({ severity }) => severity === 'error');
  const [worst] = newErrors;
  if (worst !== undefined) {
    const detail = `${placeText(fix.newText, worst)}: ${worst.message}`;
    return { kind: 'refused', candidate: fix, reason: 'addsErrors', detail: detail.slice(0, maxDetailChars) };
  }
  const removesAsked = removed.filter((problem) => asked.has(problem)).length;
  if (asked.size > 0 && removesAsked === 0) {
    const detail = [...asked][0]?.message.slice(0, maxDetailChars) ?? '';
    return { kind: 'refused', candidate: fix, reason: 'notFixed', detail };
  }
  const removes = removed.filter((problem) => asked.has(problem) || problem.severity === 'error').length;
  // A compiler that only reads the text knows no more than its syntax.
  const level = answer.level === 'compile' ? 'syntax' : 'checked';
  const verdict: FixVerdict = { level, checker: answer.checker, removesAsked, removes, adds: 0 };
  return { kind: 'passed', fix: { ...fix, verdict } };
}

/** Of another file the name alone: its text is not at hand. */
function placeText(text: string, { path, start }: CheckProblem): string {
  if (path !== undefined) return `in ${path.split(/[\\/]/).at(-1)}, which uses it`;
  return `line ${lineNumberAt(text, start)}, ${lineText(text, start)}`;
}

function lineText(text: string, offset: number): string {
  const line = text.slice(lineStart(text, offset), lineEnd(text, offset)).trim().slice(0, 200);
  return line === '' ? '' : `\`${line.replaceAll('`', "'")}\``;
}

/** The end of a report says what failed. */
function lastLines(report: string): string {
  return report.trim().slice(-maxDetailChars);
}
