import * as vscode from 'vscode';
import type { FixRefusal, FixSource, FixTrial, FixVerdict } from '../../core/fix/fixCandidate';
import type { FixProgress } from '../../core/fix/fixProgress';
import type { FixTarget } from '../../core/fix/fixTarget';

/** How far a fix was checked, in a few words. `areErrors`: all problems that were asked about are errors. */
export function verdictText({ level, checker, removes, adds }: FixVerdict, areErrors: boolean): string {
  if (level === 'none') return vscode.l10n.t('not checked');
  const by = checker === '' ? '' : ` (${checker})`;
  if (level === 'syntax') return vscode.l10n.t('syntax checked only') + by;
  if (removes === 0) return vscode.l10n.t('adds {0} errors', adds) + by;
  const one = areErrors ? vscode.l10n.t('removes 1 error') : vscode.l10n.t('removes 1 problem');
  const many = areErrors
    ? vscode.l10n.t('removes {0} errors', removes)
    : vscode.l10n.t('removes {0} problems', removes);
  return vscode.l10n.t('{0}, adds {1}', removes === 1 ? one : many, adds) + by;
}

/** How far a search is. */
export function progressText(progress: FixProgress): string {
  switch (progress.kind) {
    case 'looking':
      return vscode.l10n.t('looking for what needs no model');
    case 'server':
      return vscode.l10n.t('asking the language server');
    case 'ready': {
      const { first, last, of } = progress;
      return first === last
        ? vscode.l10n.t('checking change {0} of {1}', first, of)
        : vscode.l10n.t('checking changes {0} to {1} of {2}', first, last, of);
    }
    case 'writing': {
      const { attempt, mostAttempts, chars } = progress;
      const doing = chars === 0 ? vscode.l10n.t('reading') : vscode.l10n.t('{0} characters written', chars);
      return vscode.l10n.t('answer {0} of at most {1}: {2}', attempt, mostAttempts, doing);
    }
    case 'checking':
      return vscode.l10n.t('answer {0} of at most {1}: checking', progress.attempt, progress.mostAttempts);
  }
}

/** What was tried, in the order in which it came first; what comes several times is counted. */
export function noFixText(tried: readonly FixTrial[]): string {
  const words = refusalWords();
  const told = [...new Set(tried.map(({ reason }) => reason))].map((reason) => {
    const count = tried.filter((each) => each.reason === reason).length;
    return count === 1 ? words[reason] : vscode.l10n.t('{0} times {1}', count, words[reason]);
  });
  return told.length === 0
    ? vscode.l10n.t('No fix found.')
    : vscode.l10n.t('No fix found. There was: {0}.', told.join(vscode.l10n.t(', then ')));
}

/** The whole account of a search that found nothing, as Markdown that is read as it is. */
export function triedText(path: string, target: FixTarget, tried: readonly FixTrial[]): string {
  const words = refusalWords();
  const sources: Readonly<Record<FixSource, string>> = {
    languageServer: vscode.l10n.t('Language server'),
    index: vscode.l10n.t('Names of the workspace'),
    model: vscode.l10n.t('Model'),
  };
  const problems = target.problems.map(({ source, code = '', message }) =>
    oneLine([...[source, code].filter((part) => part !== ''), message].join(' ')),
  );
  const trials = tried.map(({ source, title, reason, detail }, at) => {
    const what = [sources[source], ...(title === '' ? [] : [title])].join(', ');
    const why = detail === '' ? words[reason] : `${words[reason]}: ${detail}`;
    return `${at + 1}. ${oneLine(`${what}: ${why}`)}`;
  });
  return [
    `# ${vscode.l10n.t('No fix was found for {0}, from line {1}', path, target.firstLine)}`,
    ...(problems.length === 0 ? [] : ['', vscode.l10n.t('Asked about:'), ...problems.map((each) => `- ${each}`)]),
    '',
    ...(trials.length === 0 ? [vscode.l10n.t('There was nothing to try.')] : [vscode.l10n.t('Tried:'), ...trials]),
    '',
  ].join('\n');
}

function refusalWords(): Readonly<Record<FixRefusal, string>> {
  return {
    noCode: vscode.l10n.t('an answer without code'),
    elided: vscode.l10n.t('an answer that left lines out'),
    tooLong: vscode.l10n.t('an answer that was too long'),
    notFitting: vscode.l10n.t('a question that was too long for the model'),
    unchanged: vscode.l10n.t('the same code again'),
    otherLanguage: vscode.l10n.t('code of another language'),
    outside: vscode.l10n.t('other code than was asked about'),
    brokenEdits: vscode.l10n.t('a change that cannot be applied'),
    suppresses: vscode.l10n.t('a comment that hides the problem'),
    onlyDeletes: vscode.l10n.t('code taken away'),
    syntaxErrors: vscode.l10n.t('code that does not parse'),
    addsErrors: vscode.l10n.t('code with a new error'),
    notFixed: vscode.l10n.t('code that still has the problem'),
    failsTest: vscode.l10n.t('code that fails the test'),
    notTried: vscode.l10n.t('a change that was not tried'),
  };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
