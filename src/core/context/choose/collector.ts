import { within } from '../../../base/cancel';
import { Lru } from '../../../base/lru';
import type { ContextSnippet, SourceNote } from '../../../protocol/context';
import type { ContextPiece } from '../../../protocol/engine';
import { maskKeys } from '../../text/maskKeys';
import type { Clock, WorkspaceContext } from '../../ports';
import type { ContextPlace } from './contextPlace';
import { type CollectOrder, type ContextChoice, type ContextSource, noChoice } from './contextSource';
import type { HostSource } from './hostSource';
import { hintsOf, isHint } from './hints';
import { piecesOf } from './pieces';
import { rank, type RankedSnippet } from './rank';
import { type ContextRecipe, indexSourcesOf } from './recipe';

/** Documents whose last choice is remembered. */
const maxDocuments = 16;
/** A new choice at the same place must be worth this much more than the one that the KV cache holds, else nothing is changed. */
const changeFactor = 1.2;
/**
 * The part of the waiting time that the index may use. The rest is for the way there and back: an answer that took all of its time would
 * always come just too late, and what was found by then would be lost.
 */
const indexShare = 0.75;
/** UTF-16 units between two cursors that still work at one place: some forty lines. */
const samePlaceUnits = 1_500;

export interface CollectorParts {
  readonly workspace: WorkspaceContext;
  readonly hostSources: readonly HostSource[];
  readonly clock: Clock;
  /** URIs of visible and recently used documents, newest first. */
  readonly recent: () => readonly string[];
  readonly recipe: ContextRecipe;
}

/** The last choice of a document. */
interface Held {
  readonly offset: number;
  readonly kept: readonly RankedSnippet[];
  readonly pieces: readonly ContextPiece[];
}

/** Chooses the context of a prompt. Call it when the prompt's anchor moves, not for each key. */
export class ContextCollector implements ContextSource {
  readonly #parts: CollectorParts;
  readonly #held: Lru<string, Held>;

  constructor(parts: CollectorParts) {
    this.#parts = parts;
    this.#held = new Lru(maxDocuments);
  }

  /** Never throws. Sources that fail or are late are left out; without any of them the answer is empty. */
  async collect(place: ContextPlace, order: CollectOrder): Promise<ContextChoice> {
    const { workspace, hostSources, clock, recent, recipe } = this.#parts;
    const { uri, version, text } = place.snapshot;
    const sources = indexSourcesOf(recipe);
    const query = {
      uri,
      version,
      offset: place.offset,
      sources,
      window: place.window,
      recent: recent().filter((other) => other !== uri),
    };
    const asked =
      sources.length === 0
        ? Promise.resolve(undefined)
        : workspace.related({ ...query, budgetMs: order.waitMs * indexShare });
    const answer = await within(asked, { clock, ms: order.waitMs, signal: order.signal });
    // A question that nobody waits for any more must not change what the next one goes on with.
    if (order.signal.aborted) return noChoice;
    const notes: SourceNote[] = [...(answer?.notes ?? [])];
    const own = hostSources.flatMap((source) => this.#ask(source, place, notes));
    const held = this.#held.get(uri);
    const found = [...(answer?.snippets ?? []), ...own].map((each) =>
      isHint(each) ? each : { ...each, text: maskKeys(each.text) },
    );
    const ranked = rank(found, {
      budgetTokens: order.budgetTokens,
      recipe,
      languageId: place.snapshot.languageId,
      windowText: text.slice(place.window.start, place.window.end),
      held: new Set(held?.kept.map(({ snippet }) => snippet.text)),
    });
    const rest = { hints: hintsOf(ranked), notes, ...(answer === undefined ? {} : { index: answer.index }) };
    const kept = ranked.filter(({ snippet, verdict }) => verdict === 'kept' && !isHint(snippet));
    const isLate = answer === undefined && sources.length > 0;
    const canStay = held !== undefined && isSamePlace(held, place.offset, order.budgetTokens);
    if (canStay && (isLate || (areStillTrue(held.kept, found) && !isClearlyBetter(ranked, held.kept))))
      return { pieces: held.pieces, ranked: withHeld(ranked, held.kept), ...rest };
    const pieces = piecesOf(kept, recipe.best, held?.pieces.map(({ path }) => path) ?? []);
    if (!isLate) this.#held.set(uri, { offset: place.offset, kept, pieces });
    return { pieces, ranked, ...rest };
  }

  #ask(source: HostSource, place: ContextPlace, notes: SourceNote[]): readonly ContextSnippet[] {
    if (!(this.#parts.recipe.weights[source.name] > 0)) return [];
    const startMs = this.#parts.clock.now();
    const problem = (text: string): void =>
      void notes.push({ source: source.name, ms: this.#parts.clock.now() - startMs, problem: text });
    try {
      const found = source.collect(place);
      notes.push({ source: source.name, ms: this.#parts.clock.now() - startMs });
      return found;
    } catch (error) {
      problem(error instanceof Error ? error.message : String(error));
      return [];
    }
  }
}

/** Whether a choice can be gone on with, so that the KV cache of context and prefix survives while somebody works at one place. */
function isSamePlace({ offset, kept }: Held, now: number, budgetTokens: number): boolean {
  const tokens = kept.reduce((sum, item) => sum + item.tokens, 0);
  return kept.length > 0 && tokens <= budgetTokens && Math.abs(now - offset) <= samePlaceUnits;
}

/** Nothing of it was changed, deleted or withheld since: the sources, which read the files as they are now, found all of it again. */
function areStillTrue(held: readonly RankedSnippet[], found: readonly ContextSnippet[]): boolean {
  const keyOf = ({ path, text }: ContextSnippet): string => `${path}\n${text}`;
  const keys = new Set(found.map(keyOf));
  return held.every(({ snippet }) => keys.has(keyOf(snippet)));
}

/** Compares what would be chosen now with what was chosen then, both by their scores of now. */
function isClearlyBetter(ranked: readonly RankedSnippet[], held: readonly RankedSnippet[]): boolean {
  const texts = new Set(held.map(({ snippet }) => snippet.text));
  const now = ranked.filter(({ snippet, verdict }) => verdict === 'kept' && !isHint(snippet));
  return total(now) >= total(ranked.filter(({ snippet }) => texts.has(snippet.text))) * changeFactor;
}

function total(kept: readonly RankedSnippet[]): number {
  return kept.reduce((sum, { score }) => sum + score, 0);
}

/** The candidates as they are used: those of the last choice kept, what would have come in their place dropped. */
function withHeld(ranked: readonly RankedSnippet[], held: readonly RankedSnippet[]): RankedSnippet[] {
  const texts = new Set(held.map(({ snippet }) => snippet.text));
  const others = ranked.filter(({ snippet }) => !texts.has(snippet.text));
  const isFrozen = ({ snippet, verdict }: RankedSnippet): boolean => verdict === 'kept' && !isHint(snippet);
  return [...held, ...others.map((item) => (isFrozen(item) ? { ...item, verdict: 'frozen' as const } : item))];
}
