import { Lru } from '../../base/lru';
import type { ChatMessage } from '../../protocol/engine';
import type { Conversation, ConversationTurn } from '../explain/explainPrompt';

/** Where a conversation stands: what the chat keeps with each answer, and hands back with the next question. */
export interface ConversationMark {
  readonly conversation: string;
  /** Answers up to this one, the first included. */
  readonly answers: number;
}

/** The code that a conversation is about. */
export interface ConversationPlace {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
}

interface Entry {
  readonly messages: readonly ChatMessage[];
  readonly place: ConversationPlace | undefined;
  readonly turns: ConversationTurn[];
}

const maxConversations = 30;

/**
 * What the model was asked in the conversations of the chat. It is kept in memory alone, so that no source text gets into what the chat stores; what is
 * not there any more is begun anew.
 */
export class Conversations {
  readonly #entries = new Lru<string, Entry>(maxConversations);
  readonly #name: string;
  #count = 0;

  /** @param name of this session: marks of an earlier one, which a chat may bring back, mean nothing here */
  constructor(name: string) {
    this.#name = name;
  }

  /** Call when the first question was answered. */
  begin(
    messages: readonly ChatMessage[],
    place: ConversationPlace | undefined,
    first: ConversationTurn,
  ): ConversationMark {
    const conversation = `${this.#name}-${(this.#count += 1)}`;
    this.#entries.set(conversation, { messages, place, turns: [first] });
    return { conversation, answers: 1 };
  }

  /** Call when a further question was answered. What was said after the mark is forgotten: somebody went back and asked again. */
  add({ conversation, answers }: ConversationMark, turn: ConversationTurn): ConversationMark {
    const entry = this.#entries.get(conversation);
    entry?.turns.splice(answers, Infinity, turn);
    return { conversation, answers: answers + 1 };
  }

  /** The conversation up to a mark, with what it is about. */
  at({
    conversation,
    answers,
  }: ConversationMark):
    { readonly conversation: Conversation; readonly place: ConversationPlace | undefined } | undefined {
    const entry = this.#entries.get(conversation);
    const [first, ...later] = entry?.turns.slice(0, answers) ?? [];
    if (entry === undefined || first === undefined || later.length + 1 < answers) return undefined;
    const { messages, place } = entry;
    return { conversation: { messages, explanation: first.answer, turns: later }, place };
  }
}

/** A mark that the chat hands back; undefined for anything else. */
export function markOf(value: unknown): ConversationMark | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { conversation, answers } = value as Readonly<Record<string, unknown>>;
  if (typeof conversation !== 'string' || !Number.isSafeInteger(answers) || Number(answers) < 1) return undefined;
  return { conversation, answers: Number(answers) };
}
