import type { ChatSampling } from '../../protocol/engine';
import { catalogue } from '../models/catalogue';
import type { EngineView } from '../ports';

/** The model as other extensions get to see it. */
export interface ChatModel {
  readonly id: string;
  readonly name: string;
  /** The architecture, such as `qwen2`. */
  readonly family: string;
  /** Start of the revision of a file of the catalogue; of any other file its size in bytes. */
  readonly version: string;
  readonly maxInputTokens: number;
  readonly maxOutputTokens: number;
}

/** What a caller wants of an answer. */
export interface ChatManner {
  readonly answerTokens: number;
  readonly sampling?: ChatSampling;
}

/** Part of the context that is kept for the answer. */
const answerShare = 0.25;
/** What a chat template writes around the messages; about 20 tokens for Qwen, whose own system text comes where there is none. */
const templateTokens = 64;
/** Drawn hotter, a small model writes noise. */
const maxTemperature = 2;
const versionChars = 12;

/** The model that can be asked now, or as soon as its weights are back in memory. Undefined without one, and for one that cannot chat. */
export function chatModelOf({ state, engine }: EngineView): ChatModel | undefined {
  const model = engine?.model;
  if (model?.canChat !== true || (state !== 'ready' && state !== 'unloaded' && state !== 'starting')) return undefined;
  const known = catalogue.find(({ id }) => id === model.id);
  const maxOutputTokens = Math.floor(model.contextTokens * answerShare);
  return {
    id: model.id,
    name: known?.displayName ?? model.name,
    family: model.architecture,
    version: known?.revision.slice(0, versionChars) ?? String(model.bytes),
    maxInputTokens: Math.max(1, model.contextTokens - maxOutputTokens - templateTokens),
    maxOutputTokens,
  };
}

/**
 * Reads the options that callers of language models use: `max_tokens` (also `maxTokens`, `maxOutputTokens`), `temperature` and `seed`. Without a
 * temperature above 0 the answer is greedy. What is not understood is left alone.
 */
export function chatMannerOf(
  options: Readonly<Record<string, unknown>>,
  { maxOutputTokens }: Pick<ChatModel, 'maxOutputTokens'>,
): ChatManner {
  const wanted = [options['max_tokens'], options['maxTokens'], options['maxOutputTokens']].find(isCount);
  const answerTokens = Math.min(wanted ?? maxOutputTokens, maxOutputTokens);
  const { temperature, seed } = options;
  if (typeof temperature !== 'number' || !(temperature > 0)) return { answerTokens };
  const sampling = { temperature: Math.min(temperature, maxTemperature), seed: isCount(seed) ? seed : 0 };
  return { answerTokens, sampling };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}
