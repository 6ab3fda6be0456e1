import type { Clock } from '../base/clock';
import { PlainError } from '../base/errors';
import type { ChatParams, ChatResult } from '../protocol/engine';
import { AnswerText } from './answerText';
import type { ChatTemplate } from './chatTemplate';
import { Drive, type Lookup } from './drive';
import type { LoadedModel } from './loadedModel';
import type { NativeMemory } from './nativeMemory';
import type { Ticket } from './scheduler';
import type { SequenceSlot } from './sequenceSlot';
import type { Speed } from './speed';

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
  readonly lookup: Lookup;
  readonly clock: Clock;
}

/**
 * Answers messages in the model's own chat format. The cache of the question before is used as far as it goes.
 * @throws PlainError `notCapable` when the messages leave no room for an answer.
 */
export async function chat(order: ChatOrder): Promise<ChatResult> {
  const { loaded, template, params, ticket, speed, memory, lookup, clock } = order;
  const { tokens, stops } = template.render(params.messages);
  const room = loaded.contextTokens - tokens.length - SPARE_TOKENS;
  if (room < Math.min(MIN_ANSWER_TOKENS, params.answerTokens))
    throw new PlainError(
      'notCapable',
      `This is too much text for the model: what was left of it has ${tokens.length} tokens, and the model holds ${loaded.contextTokens} with its answer.`,
      params.lane === 'fix' ? 'Divide the function around the problem first.' : 'Select less code.',
    );
  const answer = new AnswerText({ loaded, before: tokens, forced: '', stops, onText: order.onText });
  const drive = new Drive({
    slot: order.slot,
    ticket,
    prompt: tokens,
    answerTokens: Math.min(room, params.answerTokens),
    onToken: (token) => answer.push(token),
    speed,
    memory,
    lookup,
    clock,
  });
  const result = await drive.run();
  answer.end(result.stop);
  return { ...result, promptTokens: tokens.length, queueMs: ticket.waitedMs };
}
