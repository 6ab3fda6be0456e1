import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { PlainError } from '../base/errors';
import type { CheckedFix, FixRefusal, FixTrial, FixVerdict } from '../core/fix/fixCandidate';
import type { FixOutcome } from '../core/fix/fixService';
import type { DocumentSnapshot } from '../core/text/snapshot';

type Found = Exclude<FixOutcome, { readonly kind: 'aborted' }>;

/** The change as a patch whose header says how far it was checked. */
export function fixPatch({ path, text }: DocumentSnapshot, { newText, verdict }: CheckedFix): string {
  return createTwoFilesPatch(`a/${path}`, `b/${path}`, text, newText, '', `suggested, ${verdictText(verdict)}`, {
    headerOptions: FILE_HEADERS_ONLY,
  });
}

/** Every candidate with its verdict, and what was tried in vain. */
export async function fixJson(snapshot: DocumentSnapshot, outcome: Found): Promise<object> {
  const { target } = outcome;
  const fixes = outcome.kind === 'proposed' ? [...outcome.fixes, ...(await outcome.more())] : [];
  return {
    file: snapshot.path,
    line: target.firstLine,
    problems: target.problems.map(({ message, source }) => ({ message, source })),
    fixes: fixes.map((fix) => {
      const { source, title, edits, verdict, changedLines } = fix;
      return { source, title, edits, verdict, changedLines, diff: fixPatch(snapshot, fix) };
    }),
    tried: outcome.kind === 'none' ? outcome.tried : [],
  };
}

/** The end of a search that found nothing. */
export function noFix(tried: readonly FixTrial[], isNamed: boolean): PlainError {
  const reasons = [...new Set(tried.map((trial) => reasonText(trial)))];
  return new PlainError(
    'noFix',
    reasons.length === 0 ? 'No usable fix.' : `No usable fix: ${reasons.join(', then ')}.`,
    isNamed
      ? 'Describe the problem in other words, or use a larger model.'
      : 'Name the problem with --diagnostic, or use a larger model.',
  );
}

function reasonText({ source, title, reason, detail }: FixTrial): string {
  const what = source === 'model' ? refusalTexts[reason] : `"${title}": ${refusalTexts[reason]}`;
  return detail !== '' && reason === 'addsErrors' ? `${what} (${detail})` : what;
}

function verdictText({ level, checker, test, removes, adds }: FixVerdict): string {
  if (level === 'syntax') return 'syntax checked only';
  if (level === 'none') return 'not checked';
  const problems = `${removes} ${removes === 1 ? 'problem' : 'problems'}`;
  const parts = [
    ...(checker === '' ? [] : [`checked by ${checker}: removes ${problems}, adds ${adds}`]),
    ...(test === undefined ? [] : ['passes the check command']),
  ];
  return parts.join(', ');
}

const refusalTexts: { readonly [K in FixRefusal]: string } = {
  noCode: 'the model answered without code',
  elided: 'the model left lines out',
  tooLong: 'the answer was too long',
  notFitting: 'the question is too long for the model',
  unchanged: 'the model changed nothing',
  otherLanguage: 'the model answered in another language',
  outside: 'the model wrote other code than what was asked about',
  brokenEdits: 'the change cannot be applied',
  suppresses: 'the change only hides the problem',
  onlyDeletes: 'the change only takes code away',
  syntaxErrors: 'the suggested code does not parse',
  addsErrors: 'the suggested code has a new error',
  notFixed: 'the suggested code still has the problem',
  failsTest: 'the suggested code fails the check command',
  notTried: 'the change was not tried',
};
