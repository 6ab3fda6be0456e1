import type { Clock } from '../base/clock';
import { PlainError } from '../base/errors';
import { fitMessages } from '../core/prompt/fitMessages';
import type { ChatParams, ChatResult } from '../protocol/engine';
import { AnswerText } from './answerText';
import { chatManner } from './chatManner';
import type { ChatPrompt, ChatTemplate } from './chatTemplate';
import { Drive, type Lookups, noLookup } from './drive';
import type { LoadedModel } from './loadedModel';
import type { NativeMemory } from './nativeMemory';
import { RepeatedSentences } from './repeatedSentences';
import type { Ticket } from './scheduler';
import type { SequenceSlot } from './sequenceSlot';
import type { Speed } from './speed';
import { drawing, likeliest } from './tokenChoice';

/** An answer needs at least this much room behind its question. */
const MIN_ANSWER_TOKENS = 64;
/** Tokens of the context that stay free, so that the library never shifts the window. */
const SPARE_TOKENS = 8;

export interface ChatOrder {
  readonly loaded: LoadedModel;
  readonly template: ChatTemplate;
  readonly params: ChatParams;
  readonly slot: SequenceSlot;
  readonly ticket: Ticket;
  readonly onText: (text: string) => void;
  readonly speed: Speed;
  readonly memory: NativeMemory;
  readonly lookup: Lookups;
  readonly clock: Clock;
}

/**
 * Answers messages in the model's own chat format, or only reads them (lane `warm`). The cache of the question before is used as far as it goes.
 * @throws PlainError `notCapable` when what must stay of the messages leaves no room for an answer.
 */
export async function chat(order: ChatOrder): Promise<ChatResult> {
  const { loaded, params, ticket, speed, memory, clock, slot } = order;
  const { tokens, stops, droppedPieces, room } = fitted(order);
  const manner = chatManner(params);
  const answer = new AnswerText({
    loaded,
    before: tokens,
    forced: '',
    stops,
    sentences: new RepeatedSentences(),
    onText: order.onText,
  });
  const drive = new Drive({
    slot,
    ticket,
    prompt: tokens,
    answerTokens: Math.min(room, params.answerTokens),
    ...(manner.isRepeatable && { blockTokens: loaded.blockTokens }),
    choose: params.sampling === undefined ? likeliest : drawing(params.sampling),
    onToken: (token) => answer.push(token),
    speed,
    memory,
    lookup: manner.usesLookup ? order.lookup : noLookup,
    clock,
  });
  const result = await (params.lane === 'warm' ? drive.readAhead() : drive.run());
  answer.end(result.stop);
  return { ...result, promptTokens: tokens.length, queueMs: ticket.waitedMs, droppedPieces };
}

interface FittedChat extends ChatPrompt {
  readonly droppedPieces: number;
  /** Tokens that are left for the answer. */
  readonly room: number;
}

/** Drops pieces until the whole answer has room; where nothing is left to drop, a shorter answer is better than none. */
function fitted({ loaded, template, params }: ChatOrder): FittedChat {
  const roomBehind = ({ tokens }: ChatPrompt): number => loaded.contextTokens - tokens.length - SPARE_TOKENS;
  // Half of the context at most, so that a question always has room.
  const wanted = Math.min(params.answerTokens, Math.floor(loaded.contextTokens / 2));
  const { prompt, droppedPieces } = fitMessages(
    params.messages,
    (messages) => template.render(messages),
    (rendered) => roomBehind(rendered) >= wanted,
  );
  const room = roomBehind(prompt);
  if (room < Math.min(MIN_ANSWER_TOKENS, params.answerTokens))
    throw new PlainError(
      'notCapable',
      `This is too much text for the model: what was left of it has ${prompt.tokens.length} tokens, and the model holds ${loaded.contextTokens} with its answer.`,
      params.lane === 'fix' ? 'Divide the function around the problem first.' : 'Select less code.',
    );
  return { ...prompt, droppedPieces, room };
}
