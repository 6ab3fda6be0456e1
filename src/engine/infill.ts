import { LlamaGrammarEvaluationState } from 'node-llama-cpp';
import type { Clock } from '../base/clock';
import { fitPrompt } from '../core/prompt/fit';
import { grammarForStart } from '../core/prompt/gbnf';
import type { CompleteParams, CompleteResult } from '../protocol/engine';
import { AnswerText } from './answerText';
import { Drive, type Lookups } from './drive';
import type { OnAnswerText } from './engineWork';
import type { LoadedModel } from './loadedModel';
import type { ModelTokenizer } from './modelTokenizer';
import type { NativeMemory } from './nativeMemory';
import type { Ticket } from './scheduler';
import type { SequenceSlot } from './sequenceSlot';
import type { Speed } from './speed';
import { likeliest } from './tokenChoice';

/** Tokens of the context that stay free for the forced start, so that the library never shifts the window. */
const SPARE_TOKENS = 64;

export interface InfillOrder {
  readonly loaded: LoadedModel;
  readonly tokenizer: ModelTokenizer;
  readonly params: CompleteParams;
  /** Where to read a prompt. */
  readonly slotFor: (tokens: readonly number[]) => SequenceSlot;
  readonly ticket: Ticket;
  readonly onText: OnAnswerText;
  readonly speed: Speed;
  readonly memory: NativeMemory;
  readonly lookup: Lookups;
  readonly clock: Clock;
}

/** Completes at the cursor: fits the prompt, heals its end, and streams what the model puts between prefix and suffix. */
export async function infill(order: InfillOrder): Promise<CompleteResult> {
  const { loaded, tokenizer, params, ticket, speed, memory, lookup, clock } = order;
  // Half of the window at most, so that a prompt always has room.
  const answerTokens = Math.max(1, Math.min(params.limits.answerTokens, Math.floor(loaded.contextTokens / 2)));
  const budget = Math.min(params.limits.promptTokens, loaded.contextTokens - answerTokens - SPARE_TOKENS);
  const { tokens, forced, unwanted, fit } = fitPrompt(tokenizer, params.prompt, budget);
  const state = await startState(loaded, forced, unwanted);
  const answer = new AnswerText({
    loaded,
    before: tokens,
    forced: state === undefined ? '' : forced,
    stops: [],
    onText: order.onText,
  });
  const drive = new Drive({
    slot: order.slotFor(tokens),
    ticket,
    prompt: tokens,
    // Writing the forced start again is not part of the answer.
    answerTokens: answerTokens + (state === undefined ? 0 : tokenizer.tokenize(forced).length),
    // Checking a grammar against the whole vocabulary costs time, so it goes as soon as it has done its work.
    ...(state && { grammar: () => (answer.isForced || (unwanted !== '' && !answer.hasText) ? state : undefined) }),
    choose: likeliest,
    onToken: (token) => answer.push(token),
    speed,
    memory,
    lookup,
    clock,
  });
  const result = await drive.run();
  answer.end(result.stop);
  return { ...result, promptTokens: tokens.length, queueMs: ticket.waitedMs, fit };
}

/** The start of an answer as a grammar; a new state for each answer, because writing changes it. */
async function startState(
  loaded: LoadedModel,
  forced: string,
  unwanted: string,
): Promise<LlamaGrammarEvaluationState | undefined> {
  const source = grammarForStart(forced, unwanted);
  if (source === undefined) return undefined;
  const grammar = await loaded.host.llama.createGrammar({ grammar: source });
  return new LlamaGrammarEvaluationState({ model: loaded.model, grammar });
}
