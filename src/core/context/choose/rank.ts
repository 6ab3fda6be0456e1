import type { ContextSnippet } from '../../../protocol/context';
import { estimateTokens } from './estimateTokens';
import { isHint } from './hints';
import { type ContextRecipe, silentWithoutHint } from './recipe';
import { WindowLines } from './windowLines';

/**
 * Why a candidate is in the prompt or not. `noHint`: of a source that has nothing to add where no imported name waits to be written; `frozen`:
 * better than what is there, but not by enough to read the prompt again.
 */
export type Verdict = 'kept' | 'weak' | 'duplicate' | 'inWindow' | 'noHint' | 'noRoom' | 'switchedOff' | 'frozen';

export interface RankedSnippet {
  readonly snippet: ContextSnippet;
  /** 0 to about 1.5; comparable between sources. */
  readonly score: number;
  /** Estimated; the engine's fit counts exactly. */
  readonly tokens: number;
  readonly verdict: Verdict;
}

export interface RankOrder {
  /** For the text of all snippets together. */
  readonly budgetTokens: number;
  readonly recipe: ContextRecipe;
  readonly languageId: string;
  /** The text that the prompt holds anyway. */
  readonly windowText: string;
  /** Texts of the snippets that the last prompt of this document held. */
  readonly held: ReadonlySet<string>;
}

/** A snippet that the KV cache holds already is worth more than an equal one that would have to be read. */
const heldBonus = 1.25;
/** What a snippet is still worth when the names that it is there for are all shown by better ones. */
const coveredShare = 0.45;
/** The far end of the workspace is worth this share of the same folder. */
const farShare = 0.6;
/** Tokens of the path and of the separators around a text. */
const frameTokens = 12;

interface Candidate {
  readonly snippet: ContextSnippet;
  readonly score: number;
  readonly tokens: number;
}

/**
 * Decides about every candidate. Takes the best value for its tokens first, again and again, because what one snippet shows makes the next
 * one that shows the same worth less. Kept ones come first, the best first; the rest follow with the reason.
 */
export function rank(snippets: readonly ContextSnippet[], order: RankOrder): RankedSnippet[] {
  const window = new WindowLines(order.windowText);
  const kept: RankedSnippet[] = [];
  const dropped: RankedSnippet[] = [];
  const drop = (candidate: Candidate, verdict: Verdict): void => void dropped.push({ ...candidate, verdict });
  let waiting: Candidate[] = [];
  const candidates = snippets.map((snippet) => candidateOf(snippet, order));
  const hasHint = candidates.some(({ snippet, score }) => isHint(snippet) && score > 0);
  const silent = new Set(hasHint ? [] : silentWithoutHint(order.recipe, order.languageId));
  for (const candidate of candidates) {
    if (candidate.score <= 0) drop(candidate, 'switchedOff');
    else if (isHint(candidate.snippet)) kept.push({ ...candidate, verdict: 'kept' });
    else if (window.holds(candidate.snippet.text)) drop(candidate, 'inWindow');
    else if (silent.has(candidate.snippet.source)) drop(candidate, 'noHint');
    else waiting.push(candidate);
  }
  const shown = new Set<string>();
  let left = order.budgetTokens - kept.reduce((sum, { tokens }) => sum + tokens, 0);
  while (waiting.length > 0) {
    const values = waiting.map((candidate) => ({ candidate, score: valueNow(candidate, shown) }));
    const best = values.reduce((a, b) => (worth(b) > worth(a) ? b : a));
    waiting = waiting.filter((candidate) => candidate !== best.candidate);
    const next = { ...best.candidate, score: best.score };
    if (best.score < order.recipe.threshold) drop(next, 'weak');
    else if (kept.some(({ snippet }) => !isHint(snippet) && repeats(snippet, next.snippet))) drop(next, 'duplicate');
    else if (next.tokens > left) drop(next, 'noRoom');
    else {
      kept.push({ ...next, verdict: 'kept' });
      left -= next.tokens;
      for (const name of next.snippet.names) shown.add(name);
    }
  }
  return [...kept, ...dropped];
}

function candidateOf(snippet: ContextSnippet, { recipe, held }: RankOrder): Candidate {
  const near = farShare + (1 - farShare) * snippet.nearness;
  const bonus = held.has(snippet.text) ? heldBonus : 1;
  const score = recipe.weights[snippet.source] * snippet.relevance * near * bonus;
  const frame = isHint(snippet) ? 0 : frameTokens;
  return { snippet, score, tokens: estimateTokens(snippet.text) + frame };
}

function valueNow({ snippet, score }: Candidate, shown: ReadonlySet<string>): number {
  const isCovered = snippet.names.length > 0 && snippet.names.every((name) => shown.has(name));
  return isCovered ? score * coveredShare : score;
}

/** Long texts must be better, but not in proportion: half of a statement is worth less than half. */
function worth({ candidate, score }: { readonly candidate: Candidate; readonly score: number }): number {
  return score / Math.sqrt(candidate.tokens);
}

/** The same lines, or lines of one file that overlap. */
function repeats(kept: ContextSnippet, next: ContextSnippet): boolean {
  if (squeezed(kept.text).includes(squeezed(next.text))) return true;
  if (kept.path !== next.path || kept.line === undefined || next.line === undefined) return false;
  const [keptEnd, nextEnd] = [kept, next].map(({ line, text }) => (line ?? 0) + countLines(text));
  return kept.line < (nextEnd ?? 0) && next.line < (keptEnd ?? 0);
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function countLines(text: string): number {
  return text.trimEnd().split('\n').length;
}
