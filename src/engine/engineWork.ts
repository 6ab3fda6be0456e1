import type { Event } from '../base/event';
import type { ChatParams, ChatResult, CompleteParams, CompleteResult, EngineStatus } from '../protocol/engine';

/** Hears a completion piece by piece, each with its probability; see AnswerChunk. */
export type OnAnswerText = (text: string, probability: number) => void;

/** What the socket server asks of the model side. Errors are PlainErrors whose `code` is a name of EngineErrorCode. */
export interface EngineWork {
  /** Streams the answer through `onText`; an abort resolves early with `stop: 'aborted'`. The newest typing request pre-empts all else. */
  complete(params: CompleteParams, onText: OnAnswerText, signal: AbortSignal): Promise<CompleteResult>;
  chat(params: ChatParams, onText: (text: string) => void, signal: AbortSignal): Promise<ChatResult>;
  /** How many tokens a text is. Waits for the model, but for no other request. */
  count(text: string): Promise<number>;
  readonly status: EngineStatus;
  readonly onStatus: Event<EngineStatus>;
  /** Frees sequences, context, weights and the native library, in this order. */
  dispose(): Promise<void>;
}
