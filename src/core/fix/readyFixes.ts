import { within } from '../../base/cancel';
import type { Clock } from '../../base/clock';
import type { ImportFinder } from '../ports';
import { applyEdits, sortedEdits } from '../text/minimalEdits';
import { type CheckedFix, type FixCandidate, type FixTrial, rankFixes } from './fixCandidate';
import type { FixProgress } from './fixProgress';
import type { FixTarget, OfferedFix } from './fixTarget';
import type { FixVerifier, Judged, VerifiedText } from './fixVerifier';
import { indexCandidates } from './indexCandidates';

export interface ReadyFixesParts {
  readonly verifier: FixVerifier;
  readonly imports: ImportFinder;
  readonly clock: Clock;
}

/** One search. What is refused is added to `tried`, the text of every candidate to `seen`. */
export interface ReadySearch {
  readonly held: VerifiedText;
  readonly target: FixTarget;
  readonly seen: Set<string>;
  readonly tried: FixTrial[];
  readonly onProgress: (progress: FixProgress) => void;
}

export interface ReadyFound {
  /** What passed; not ranked. */
  readonly fixes: readonly CheckedFix[];
  /** One of them is worth being shown without asking the model. */
  readonly isEnough: boolean;
  /** What was not looked at yet because it is enough: checked when it is called, ranked, none of `fixes`. Never rejects. */
  readonly more: () => Promise<readonly CheckedFix[]>;
}

const maxOffered = 8;
/** A guess that no checker confirms waits so long for what the language server knows. */
const guessWaitMs = 200;

/**
 * Fixes that need no model: what the index knows, and what the language server offers. What is there at once is checked at once, the
 * likeliest first; a slow server holds nothing back that a checker confirms.
 */
export class ReadyFixes {
  readonly #parts: ReadyFixesParts;

  constructor(parts: ReadyFixesParts) {
    this.#parts = parts;
  }

  /** Rejects for an abort alone. */
  async find(search: ReadySearch, signal: AbortSignal): Promise<ReadyFound> {
    const { request, asked } = search.held;
    const known = (await indexCandidates(request.snapshot, asked, this.#parts.imports)).filter(isFirst);
    for (const { newText } of known) search.seen.add(newText);
    const fixes: CheckedFix[] = [];
    // A round of checking takes the longer the more candidates it has, and the first one mostly is the right one.
    for (const [first, last] of [[0, Math.min(1, known.length)] as const, [1, known.length] as const]) {
      if (last <= first) break;
      search.onProgress({ kind: 'ready', first: first + 1, last, of: known.length });
      fixes.push(...(await this.#judge(search, known.slice(first, last), signal)));
      if (fixes.some(isProven))
        return this.#enough(search, { fixes, left: known.slice(last), offered: request.offered }, signal);
    }
    const offered = await this.#offered(search, fixes.length > 0, signal);
    if (offered === undefined) return this.#enough(search, { fixes, left: [], offered: request.offered }, signal);
    fixes.push(...(await this.#judgeOffered(search, offered, signal)));
    // What the language server offers for a problem need not cure it, so that unproven it is not enough.
    const isEnough = fixes.some((fix) => isProven(fix) || fix.source === 'index');
    return { fixes: withoutGuesses(fixes), isEnough, more: noMore };
  }

  /** Undefined where the server is late and there is something to show without it. */
  async #offered(
    { held, onProgress }: ReadySearch,
    isGuessed: boolean,
    signal: AbortSignal,
  ): Promise<readonly OfferedFix[] | undefined> {
    const { offered } = held.request;
    if (offered === undefined) return [];
    onProgress({ kind: 'server' });
    if (!isGuessed) return offered.catch(() => []);
    return within(offered, { clock: this.#parts.clock, ms: guessWaitMs, signal });
  }

  #enough(
    search: ReadySearch,
    rest: {
      readonly fixes: readonly CheckedFix[];
      readonly left: readonly FixCandidate[];
      readonly offered: Promise<readonly OfferedFix[]> | undefined;
    },
    signal: AbortSignal,
  ): ReadyFound {
    const { left, offered } = rest;
    const fixes = withoutGuesses(rest.fixes);
    const isMore = left.length > 0 || offered !== undefined;
    // Of changes that pass a test one is enough: each costs another run.
    if (!isMore || search.held.request.test !== undefined) return { fixes, isEnough: true, more: noMore };
    const more = async (): Promise<readonly CheckedFix[]> => {
      try {
        const offers = (await offered?.catch(() => [])) ?? [];
        const others = await this.#judge(search, [...offeredCandidates(search, offers), ...left], signal);
        return rankFixes(withoutGuesses([...fixes, ...others])).filter((fix) => !fixes.includes(fix));
      } catch {
        // Checkers reject when they are stopped.
        return [];
      }
    };
    return { fixes, isEnough: true, more };
  }

  async #judgeOffered(search: ReadySearch, offered: readonly OfferedFix[], signal: AbortSignal) {
    const candidates = offeredCandidates(search, offered);
    if (candidates.length > 0)
      search.onProgress({ kind: 'ready', first: 1, last: candidates.length, of: candidates.length });
    return this.#judge(search, candidates, signal);
  }

  async #judge(
    { held, tried }: ReadySearch,
    candidates: readonly FixCandidate[],
    signal: AbortSignal,
  ): Promise<readonly CheckedFix[]> {
    if (candidates.length === 0) return [];
    const judged = await this.#parts.verifier.judge(held, candidates, signal);
    signal.throwIfAborted();
    tried.push(...judged.flatMap(trialOf));
    return judged.flatMap((each) => (each.kind === 'passed' ? [each.fix] : []));
  }
}

/** How a candidate that does not pass stands in the account of a search. */
export function trialOf(judged: Judged): readonly FixTrial[] {
  if (judged.kind === 'passed') return [];
  const { candidate, reason, detail } = judged;
  return [{ source: candidate.source, title: candidate.title, reason, detail }];
}

/** For searches with nothing left. */
export const noMore = (): Promise<readonly CheckedFix[]> => Promise.resolve([]);

/** What the language server offers, as it would change the document; without what was looked at already. */
function offeredCandidates(search: ReadySearch, offered: readonly OfferedFix[]): readonly FixCandidate[] {
  const { text } = search.held.request.snapshot;
  const refuse = (title: string, reason: FixTrial['reason']): void =>
    void search.tried.push({ source: 'languageServer', title, reason, detail: '' });
  for (const { title } of offered.slice(maxOffered)) refuse(title, 'notTried');
  return offered.slice(0, maxOffered).flatMap(({ title, edits }): FixCandidate[] => {
    const sorted = sortedEdits(edits, text.length);
    if (sorted === undefined) {
      refuse(title, 'brokenEdits');
      return [];
    }
    const newText = applyEdits(text, sorted);
    if (search.seen.has(newText)) return [];
    search.seen.add(newText);
    return [{ source: 'languageServer', title, edits: sorted, newText }];
  });
}

function isProven({ verdict }: CheckedFix): boolean {
  return verdict.removesAsked > 0 || verdict.test !== undefined;
}

/** Of names that may be meant the likeliest alone, where nothing says which of them is right. */
function withoutGuesses(fixes: readonly CheckedFix[]): readonly CheckedFix[] {
  if (fixes.some(isProven)) return fixes;
  const guess = fixes.find(({ source }) => source === 'index');
  return fixes.filter((fix) => fix.source !== 'index' || fix === guess);
}

function isFirst({ newText }: FixCandidate, index: number, all: readonly FixCandidate[]): boolean {
  return all.findIndex((other) => other.newText === newText) === index;
}
