/**
 * Messages between a client (extension host or command line) and the engine process: JSON-RPC over a private socket.
 * Order: `hello`, `prove`, then any of `complete`, `chat`, `count`, `status`, and `goodbye`. A running `complete` or `chat` sends its text
 * as `text` notifications before its response. `$/cancelRequest` makes it answer early with `stop: 'aborted'`, never with an error.
 */
import { NotificationType, RequestType, RequestType0, NotificationType0 } from 'vscode-jsonrpc';
import type { EngineErrorData } from './errorCodes';

export interface HelloParams {
  readonly protocol: number;
  readonly buildId: string;
  /** Hex, 32 random bytes, fresh for each connection. */
  readonly clientNonce: string;
}

export interface HelloResult {
  readonly protocol: number;
  readonly buildId: string;
  readonly pid: number;
  readonly modelId: string;
  readonly serverNonce: string;
  /** Hex HMAC-SHA256 of `server:<clientNonce>:<serverNonce>` under the secret; the client checks it before it says anything else. */
  readonly serverProof: string;
}

export interface ProveParams {
  /** Hex HMAC-SHA256 of `client:<clientNonce>:<serverNonce>` under the secret. */
  readonly clientProof: string;
}

/** An excerpt of another file that may help; the one with the lowest priority is dropped first when tokens are short. */
export interface ContextPiece {
  /** Workspace-relative path with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Higher is kept longer. */
  readonly priority: number;
}

/**
 * A fill-in-the-middle prompt in text. Within one `anchor` of a `session`, `context`, `prefix` and `suffix` are byte for byte the same,
 * but for what a fit has cut from them. `hint` may change on Enter; with each key only `middle` changes, so that the KV cache of everything
 * before it survives.
 */
export interface CompletionPrompt {
  /** Name of the prompt session (one per document); opaque to the engine. */
  readonly session: string;
  /** Counts the moves of the anchor in this session. */
  readonly anchor: number;
  readonly repository: string;
  /** Workspace-relative path of the file. */
  readonly path: string;
  readonly context: readonly ContextPiece[];
  /** Whole lines before the anchor line; ends in a line break or is empty. */
  readonly prefix: string;
  /** Text after the cursor as it was when the anchor was set. */
  readonly suffix: string;
  /**
   * A comment line that stands right above the anchor's line in the prompt, and not in the document: names that are likely to be wanted
   * there. Ends in a line break, or is empty. On a blank line the answer then does not begin with a comment, since a model that sees one likes
   * to write the next.
   */
  readonly hint: string;
  /** From the start of the anchor line to the cursor. Healing takes its last word or token back and forces it again. */
  readonly middle: string;
}

export interface CompleteLimits {
  /** Tokens of prompt that may be used; context goes first, then the far ends of prefix and suffix, at last that of a very long `middle`. */
  readonly promptTokens: number;
  readonly answerTokens: number;
}

export interface CompleteParams {
  /** Chosen by the client, unique on the connection; `text` notifications carry it. */
  readonly id: number;
  readonly lane: 'typing' | 'warm';
  readonly prompt: CompletionPrompt;
  readonly limits: CompleteLimits;
}

/** Why the engine stopped: the model's own end, the token limit, a cancel, or a marker / repetition that must not be shown. */
export type StopReason = 'end' | 'limit' | 'aborted' | 'marker' | 'repetition';

/** Token counts and times of one answer. Times are milliseconds measured in the engine. */
export interface AnswerStats {
  readonly stop: StopReason;
  readonly promptTokens: number;
  /** Prompt tokens that were not in the KV cache and had to be read. */
  readonly evaluatedTokens: number;
  readonly generatedTokens: number;
  /** Waiting for the lane, loading included. */
  readonly queueMs: number;
  readonly prefillMs: number;
  readonly decodeMs: number;
  /** The last native call, a chunk of prompt or a token with its predictions: after an abort, the one that had to be waited for. */
  readonly lastStepMs: number;
}

export interface CompleteResult extends AnswerStats {
  /** What fit left of the prompt: the session sends only this from now on, until its anchor moves. */
  readonly fit: PromptFit;
}

/** Result of fitting a prompt into its token budget, in UTF-16 units of the texts that were sent. */
export interface PromptFit {
  /** Units cut from the start of `prefix`; at the start of a line, but for a line that is larger than the budget. */
  readonly prefixStart: number;
  /** Units kept of `suffix`; at the end of a line or of the text, but for a line that is larger than the budget. */
  readonly suffixEnd: number;
  /** Indices into `context` of the pieces that were kept, in prompt order. */
  readonly context: readonly number[];
}

/** A part of a message; the parts of a message stand one after the other, with nothing in between. */
export interface ChatPiece {
  readonly text: string;
  /**
   * Absent: it always stays. Others are dropped whole when the messages with their answer do not fit the model's context, those with the lowest
   * priority first; pieces of the same priority go together.
   */
  readonly priority?: number;
}

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  /** A message of which nothing is left is left out. */
  readonly content: string | readonly ChatPiece[];
}

/** How to draw each token among the likeliest ones instead of taking the first. The same seed draws the same answer to the same prompt. */
export interface ChatSampling {
  /** Above 0; 1 = as likely as the model says, less = closer to the greedy answer. */
  readonly temperature: number;
  /** A whole number from 0. */
  readonly seed: number;
}

export interface ChatParams {
  readonly id: number;
  /** `warm`: the messages are only read, for a question with the same ones that may come; nothing is written. */
  readonly lane: 'fix' | 'explain' | 'warm';
  readonly messages: readonly ChatMessage[];
  /** Room for the answer: pieces are dropped until it fits. In the lane `warm` that of the question that may come. */
  readonly answerTokens: number;
  /** Absent: greedy. */
  readonly sampling?: ChatSampling;
}

export interface ChatResult extends AnswerStats {
  /** Pieces that did not fit the model's context. */
  readonly droppedPieces: number;
}

/** Text as a message of a chat holds it: what looks like a token of the template counts as plain text. */
export interface CountParams {
  readonly id: number;
  readonly text: string;
}

export interface CountResult {
  readonly tokens: number;
}

/** A piece of an answer. */
export interface TextPiece {
  readonly text: string;
  /** See {@link AnswerChunk}; absent in a chat. */
  readonly probability?: number;
}

export interface TextParams {
  readonly id: number;
  /** In their order; more than one where they came within a frame of a screen. */
  readonly pieces: readonly TextPiece[];
}

/** A piece of a completion as it is streamed. */
export interface AnswerChunk {
  readonly text: string;
  /**
   * The least likely of the tokens that wrote `text`: 0 to 1. Where the answer was held to what stands before the cursor, it is the
   * likelihood among the tokens that were allowed; text that is only written again counts for nothing.
   */
  readonly probability: number;
}

/** What the loaded model is and can do, read from the file's own metadata. */
export interface ModelFacts {
  readonly id: string;
  readonly name: string;
  readonly architecture: string;
  readonly bytes: number;
  readonly trainedContextTokens: number;
  /** What a prompt and its answer may have together. */
  readonly contextTokens: number;
  /** False without fill-in-the-middle markers: such a model can chat but not complete. */
  readonly canComplete: boolean;
  readonly canChat: boolean;
  readonly verified: boolean;
}

export interface SpeedFacts {
  /** Tokens per second, exponentially averaged; 0 until measured. */
  readonly prefillTokensPerSecond: number;
  readonly decodeTokensPerSecond: number;
}

/** Shows a native call that never returns, which an event loop that turns and answers does not. Loading is no work here. */
export interface EngineProgress {
  /** Turns (a chunk of prompt or a token each) that work has been given since the process started. */
  readonly steps: number;
  /** A turn is under way. */
  readonly isWorking: boolean;
  /** Slowest chunk or token so far; 0 until measured. */
  readonly slowestStepMs: number;
}

export interface EngineStatus {
  readonly state: 'loading' | 'ready' | 'unloaded' | 'failed';
  /** Present when `failed`. */
  readonly problem?: string;
  readonly cure?: string;
  readonly model?: ModelFacts;
  /** `cpu`, `cuda`, `metal` or `vulkan`. */
  readonly backend?: string;
  readonly devices: readonly string[];
  readonly threads: number;
  readonly gpuLayers: number;
  readonly residentBytes: number;
  readonly speed: SpeedFacts;
  readonly progress: EngineProgress;
}

export const HelloRequest = new RequestType<HelloParams, HelloResult, EngineErrorData>('hello');
export const ProveRequest = new RequestType<ProveParams, EngineStatus, EngineErrorData>('prove');
export const CompleteRequest = new RequestType<CompleteParams, CompleteResult, EngineErrorData>('complete');
export const ChatRequest = new RequestType<ChatParams, ChatResult, EngineErrorData>('chat');
export const CountRequest = new RequestType<CountParams, CountResult, EngineErrorData>('count');
export const StatusRequest = new RequestType0<EngineStatus, EngineErrorData>('status');
export const TextNotification = new NotificationType<TextParams>('text');
export const StatusNotification = new NotificationType<EngineStatus>('statusChanged');
export const GoodbyeNotification = new NotificationType0('goodbye');
