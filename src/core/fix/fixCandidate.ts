import type { TextEdit } from '../text/minimalEdits';

/** Who thought of a change. `index`: the workspace's own names, without the model. */
export type FixSource = 'languageServer' | 'index' | 'model';

/** A change that may be a fix; nothing is known of it yet. */
export interface FixCandidate {
  readonly source: FixSource;
  /** What it does, for a person: `Import "total" from './money'`. */
  readonly title: string;
  /** Sorted, not overlapping. Those of a model lie in the target, but for at most one that adds an import. */
  readonly edits: readonly TextEdit[];
  /** The whole document with the edits. */
  readonly newText: string;
}

/**
 * How far a change was checked. `checked`: diagnostics were taken again, or a test was run. `syntax`: it parses at least as well as before.
 * `none`: nothing could be checked.
 */
export interface FixVerdict {
  readonly level: 'checked' | 'syntax' | 'none';
  /** Who took the diagnostics again, with its version; empty where nobody did. */
  readonly checker: string;
  /** The test that it passes, where one was asked for. */
  readonly test?: string;
  /** Asked problems that are gone. */
  readonly removesAsked: number;
  /** Asked problems and other errors that are gone. */
  readonly removes: number;
  /** Errors that were not there before; a change with any is never shown. */
  readonly adds: number;
}

/** A change that may be shown. */
export interface CheckedFix extends FixCandidate {
  readonly verdict: FixVerdict;
  /** Lines that it takes away or puts in, whichever are more. */
  readonly changedLines: number;
}

/** Why a change or an answer is not shown. Each product surface has its own words for them. */
export type FixRefusal =
  /** The answer holds prose only. */
  | 'noCode'
  /** Lines are left out behind an ellipsis. */
  | 'elided'
  /** The answer was cut by the token limit. */
  | 'tooLong'
  /** The question does not fit the model. */
  | 'notFitting'
  | 'unchanged'
  /** It is code of another language. */
  | 'otherLanguage'
  /** It is other code than what was asked about. */
  | 'outside'
  /** Edits that overlap or lie outside of the document. */
  | 'brokenEdits'
  /** It silences the checker. */
  | 'suppresses'
  /** It only takes code away. */
  | 'onlyDeletes'
  | 'syntaxErrors'
  | 'addsErrors'
  /** The checker still reports what was asked about. */
  | 'notFixed'
  | 'failsTest'
  /** Another one had passed before it came to its turn. */
  | 'notTried';

/** One try, for the account of a search that found nothing. */
export interface FixTrial {
  readonly source: FixSource;
  readonly title: string;
  readonly reason: FixRefusal;
  /** The new error, or where it does not parse; empty where the reason says all. */
  readonly detail: string;
}

/** Best first: what removes most of the asked problems, most in all, by the surest source, with the fewest lines. */
export function rankFixes(fixes: readonly CheckedFix[]): readonly CheckedFix[] {
  const rank: Readonly<Record<FixSource, number>> = { languageServer: 0, index: 1, model: 2 };
  const first = new Map<string, CheckedFix>();
  for (const fix of fixes) {
    const known = first.get(fix.newText);
    if (known === undefined || rank[fix.source] < rank[known.source]) first.set(fix.newText, fix);
  }
  return [...first.values()].sort(
    (a, b) =>
      b.verdict.removesAsked - a.verdict.removesAsked ||
      b.verdict.removes - a.verdict.removes ||
      rank[a.source] - rank[b.source] ||
      a.changedLines - b.changedLines,
  );
}
