import type { ChatMessage, ChatResult } from '../../protocol/engine';
import { type ExplainContext, type ExplainRequest, gatherExplainContext } from '../explain/explainContext';
import type { ConversationTurn } from '../explain/explainPrompt';
import { shownAnswer } from '../explain/shownAnswer';
import type { AnswerStream, Engine, Syntax, WithheldFiles } from '../ports';
import { gatherTaskContext, noTaskContext, type TaskContext, type TaskSources } from '../prompt/taskContext';
import { maskKeys } from '../text/maskKeys';
import { refuseSecretFile } from '../text/secretFiles';
import { refuseWithheldFile } from '../text/withheldFiles';
import { chatAnswerTokens, type ChatExcerpt, chatMessages, type ChatWish } from './chatPrompt';

/** A first question of a chat. */
export interface ChatRequest {
  readonly wish: ChatWish;
  /** In the person's own words. */
  readonly words: string;
  /** The code that it is about. */
  readonly subject: ExplainRequest | undefined;
  /** More code that was put beside it: the whole document, where `start` and `end` are the same. The most important first. */
  readonly beside: readonly ExplainRequest[];
  readonly earlier: readonly ConversationTurn[];
}

/** An answer on its way. */
export interface ChatReply {
  /** Undefined for a question without code. */
  readonly context: ExplainContext | undefined;
  /** What the model was asked; a conversation begins with them. */
  readonly messages: readonly ChatMessage[];
  readonly answer: AnswerStream<ChatResult>;
}

export interface ChatServiceParts {
  readonly engine: Engine;
  readonly syntax: Syntax;
  readonly withheld: WithheldFiles;
  readonly sources: TaskSources;
}

const maxExcerpts = 4;

/** Answers questions about code, and writes tests and documentation for it, as text for a chat; nothing is checked and nothing is changed. */
export class ChatService {
  readonly #parts: ChatServiceParts;

  constructor(parts: ChatServiceParts) {
    this.#parts = parts;
  }

  /**
   * Call when the user asked. Answers undefined when tests or documentation are wanted of nothing but white space, or when the signal aborted before
   * the model was asked. A later abort ends the stream early; failures of the engine arrive as rejections of `answer.done`.
   * @throws PlainError `secretFile`, `withheldFile` for any of the documents
   */
  async ask(request: ChatRequest, signal: AbortSignal): Promise<ChatReply | undefined> {
    const { wish, words, subject, beside, earlier } = request;
    const { engine, syntax } = this.#parts;
    const excerpts = await this.#excerptsOf(beside);
    if (subject !== undefined) await refuseWithheldFile(subject.snapshot, this.#parts.withheld);
    const context = subject === undefined ? undefined : await gatherExplainContext(subject, syntax, signal);
    if (signal.aborted || (context === undefined && wish !== 'question')) return undefined;
    const task = await this.#taskContextOf(subject, context);
    if (signal.aborted) return undefined;
    const messages = chatMessages({ wish, words, context, task, excerpts, earlier });
    const order = { lane: 'explain', messages, answerTokens: chatAnswerTokens(wish) } as const;
    const asked = (own: AbortSignal): AnswerStream<ChatResult> => engine.chat(order, own);
    return { context, messages, answer: wish === 'question' ? shownAnswer(asked, signal, 'normal') : asked(signal) };
  }

  async #taskContextOf(subject: ExplainRequest | undefined, context: ExplainContext | undefined): Promise<TaskContext> {
    if (subject === undefined || context === undefined) return noTaskContext;
    return gatherTaskContext(subject.snapshot, context.span, this.#parts.sources);
  }

  async #excerptsOf(beside: readonly ExplainRequest[]): Promise<readonly ChatExcerpt[]> {
    return Promise.all(
      beside.slice(0, maxExcerpts).map(async ({ snapshot, start, end }): Promise<ChatExcerpt> => {
        refuseSecretFile(snapshot);
        await refuseWithheldFile(snapshot, this.#parts.withheld);
        const { path, languageId, text } = snapshot;
        return { path, languageId, text: maskKeys(start === end ? text : text.slice(start, end)) };
      }),
    );
  }
}
