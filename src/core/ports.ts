/**
 * The small interfaces that core needs from the outside. Each has a fake in test/fakes and, where it can be absent, a null object.
 */
import type {
  AnswerChunk,
  ChatParams,
  ChatResult,
  CompleteLimits,
  CompleteParams,
  CompleteResult,
  CompletionPrompt,
  EngineStatus,
} from '../protocol/engine';
import type {
  CutFacts,
  CutPlace,
  ParseFacts,
  ScopeFacts,
  SyntaxChange,
  SyntaxDocument,
  SyntaxPlace,
  SyntaxTrial,
} from '../protocol/syntax';
import type { CheckAnswer, CheckQuestion } from '../protocol/check';
import type {
  ContextAnswer,
  ContextQuery,
  FileChanges,
  ImportAnswer,
  ImportQuery,
  IndexConfig,
  IndexProgress,
  SymbolPlace,
  SymbolQuery,
} from '../protocol/context';
import type { Event } from '../base/event';

export type { Clock } from '../base/clock';

/** A streamed answer: iterate `chunks` for the text as it comes; `done` has the counts and times, also after an abort. */
export interface AnswerStream<R, C = string> {
  readonly chunks: AsyncIterable<C>;
  /** Rejects with a PlainError when the engine failed; never rejects because of an abort (`stop: 'aborted'`). */
  readonly done: Promise<R>;
}

/** A question to the model; its fields are those of the protocol's ChatParams. */
export type ChatOrder = Omit<ChatParams, 'id'>;

export interface CompleteOrder extends CompleteLimits {
  /** How urgent it is; `typing` unless told. `warm` gives way to everything else. */
  readonly lane?: CompleteParams['lane'];
}

/** The local model. Starting it, loading weights and surviving its crashes are the implementation's business. */
export interface Engine {
  complete(
    prompt: CompletionPrompt,
    order: CompleteOrder,
    signal: AbortSignal,
  ): AnswerStream<CompleteResult, AnswerChunk>;
  chat(order: ChatOrder, signal: AbortSignal): AnswerStream<ChatResult>;
  /** The last known state; does not wait. */
  readonly status: EngineView;
  readonly onStatus: Event<EngineView>;
}

/** Counts the tokens of a text as the model does. */
export interface TokenCounter {
  /** Undefined after an abort. Rejects with a PlainError where there is no model or the engine failed. */
  countTokens(text: string, signal: AbortSignal): Promise<number | undefined>;
}

/** The engine as the user sees it: the process and, when it runs, what it says of itself. */
export interface EngineView {
  /** `none`: no model; `starting`: process or weights on their way; `gaveUp`: too many crashes, waits for a restart by hand. */
  readonly state: 'none' | 'starting' | 'ready' | 'unloaded' | 'failed' | 'gaveUp';
  readonly problem?: string;
  readonly cure?: string;
  readonly engine?: EngineStatus;
}

/** Questions about syntax. `undefined` = not known (no grammar, another version, too late): go on without. */
export interface Syntax {
  scopeAt(place: SyntaxPlace): Promise<ScopeFacts | undefined>;
  cut(place: CutPlace): Promise<CutFacts | undefined>;
  parse(languageId: string, text: string): Promise<ParseFacts | undefined>;
}

/** Tries a text out before it is shown. `undefined` = not known (no grammar, another version, too late, broken before): show it. */
export interface SyntaxTrials {
  /** Whether the edit breaks the syntax of a document that was whole. */
  addsErrors(trial: SyntaxTrial): Promise<boolean | undefined>;
}

/** Keeps the syntax side's copy of the open documents true. Fire and forget, in order. */
export interface SyntaxDocuments {
  open(document: SyntaxDocument): void;
  change(change: SyntaxChange): void;
  close(uri: string): void;
}

/** Questions about the workspace's files. `undefined` = not known (no index, another version, too late): go on without. */
export interface WorkspaceContext {
  related(query: ContextQuery): Promise<ContextAnswer | undefined>;
}

/**
 * Where names are defined, by the index. Never rejects; names that it does not know are missing from the answer. `undefined` = not known (no
 * index, a document that it does not hold, too late): that says nothing about any name.
 */
export interface SymbolIndex {
  placesOf(query: SymbolQuery): Promise<readonly SymbolPlace[] | undefined>;
}

/** What the user always wants of answers, as a file of the workspace says. */
export interface StandingInstructions {
  /** For a document, by its URI. Empty without such a file or in a workspace that is not trusted; never rejects. */
  forDocument(uri: string): Promise<string>;
}

/** Keeps the index true of the workspace's folders. Fire and forget, in order. */
export interface WorkspaceIndexing {
  configureIndex(config: IndexConfig): void;
  filesChanged(changes: FileChanges): void;
  /** The last known state; does not wait. */
  readonly indexProgress: IndexProgress;
  readonly onIndexProgress: Event<IndexProgress>;
}

/** Documents that the user keeps from the model, by name, in a `.plinthignore` file. */
export interface WithheldFiles {
  /** Never rejects. */
  isWithheld(uri: string): Promise<boolean>;
}

/** Takes the diagnostics of a text again, as it is and with each of some changes; no file of the workspace is written. */
export interface Checker {
  /** undefined = no checker for this language here; rejects never but for an abort. */
  check(question: CheckQuestion, signal: AbortSignal): Promise<CheckAnswer | undefined>;
}

/** Who hands out a name that a document uses and nothing binds. `undefined` = not known (no index, another version, too late). */
export interface ImportFinder {
  findImports(query: ImportQuery): Promise<ImportAnswer | undefined>;
}
