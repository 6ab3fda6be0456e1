import { within } from '../../base/cancel';
import { Lru } from '../../base/lru';
import type { ContextSnippet, HostSourceName, SourceNote } from '../../protocol/context';
import type { ContextPiece } from '../../protocol/engine';
import type { Clock, WorkspaceContext } from '../ports';
import type { ContextPlace } from './contextPlace';
import type { CollectOrder, ContextChoice, ContextSource } from './contextSource';
import { piecesOf } from './pieces';
import { rank, type RankedSnippet } from './rank';
import { type ContextRecipe, indexSourcesOf } from './recipe';

/** Documents whose last choice is remembered. */
const maxDocuments = 16;
/** A new choice at the same place must be worth this much more than the one that the KV cache holds, else nothing is changed. */
const changeFactor = 1.2;
/** UTF-16 units between two cursors that still work at one place: some forty lines. */
const samePlaceUnits = 1_500;

/** Context that only the host knows. Answers from what it has; what it would have to wait for comes with the next question. */
export interface HostSource {
  readonly name: HostSourceName;
  collect(place: ContextPlace): readonly ContextSnippet[];
}

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
  readonly budgetTokens: number;
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
      sources.length === 0 ? Promise.resolve(undefined) : workspace.related({ ...query, budgetMs: order.waitMs });
    const answer = await within(asked, { clock, ms: order.waitMs, signal: order.signal });
    const notes: SourceNote[] = [...(answer?.notes ?? [])];
    const own = hostSources.flatMap((source) => this.#ask(source, place, notes));
    const held = this.#held.get(uri);
    const ranked = rank([...(answer?.snippets ?? []), ...own], {
      budgetTokens: order.budgetTokens,
      recipe,
      windowText: text.slice(place.window.start, place.window.end),
      held: new Set(held?.kept.map(({ snippet }) => snippet.text)),
    });
    const rest = { notes, ...(answer === undefined ? {} : { index: answer.index }) };
    const kept = ranked.filter(({ verdict }) => verdict === 'kept');
    if (held !== undefined && staysBest(held, kept, place.offset, order.budgetTokens))
      return { pieces: held.pieces, ranked: withHeld(ranked, held.kept), ...rest };
    const pieces = piecesOf(kept, recipe.best, held?.pieces.map(({ path }) => path) ?? []);
    this.#held.set(uri, { offset: place.offset, budgetTokens: order.budgetTokens, kept, pieces });
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

/** Whether to go on with the last choice, so that the KV cache of context and prefix survives while somebody works at one place. */
function staysBest(held: Held, kept: readonly RankedSnippet[], offset: number, budgetTokens: number): boolean {
  if (Math.abs(offset - held.offset) > samePlaceUnits || budgetTokens !== held.budgetTokens) return false;
  return held.kept.length > 0 && total(kept) < total(held.kept) * changeFactor;
}

function total(kept: readonly RankedSnippet[]): number {
  return kept.reduce((sum, { score }) => sum + score, 0);
}

/** The candidates as they are used: those of the last choice kept, what would have come in their place dropped. */
function withHeld(ranked: readonly RankedSnippet[], held: readonly RankedSnippet[]): RankedSnippet[] {
  const texts = new Set(held.map(({ snippet }) => snippet.text));
  const others = ranked.filter(({ snippet }) => !texts.has(snippet.text));
  return [...held, ...others.map((item) => (item.verdict === 'kept' ? { ...item, verdict: 'frozen' as const } : item))];
}
