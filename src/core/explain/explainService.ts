import type { ChatMessage, ChatResult } from '../../protocol/engine';
import type { ExplainDepth } from '../../protocol/panel';
import type { AnswerStream, ChatOrder, Engine, Syntax, WithheldFiles } from '../ports';
import { gatherTaskContext, noTaskSources, type TaskSources } from '../prompt/taskContext';
import { nothingWithheld, refuseWithheldFile } from '../text/withheldFiles';
import { type ExplainContext, type ExplainRequest, gatherExplainContext } from './explainContext';
import { type Conversation, explainAnswerTokens, explainMessages, followUpMessages } from './explainPrompt';
import { shownAnswer } from './shownAnswer';

/** An explanation on its way: what it is about, and the Markdown as it comes, ready to be shown. */
export interface Explanation {
  readonly context: ExplainContext;
  /** What the model was asked; a conversation begins with them. */
  readonly messages: readonly ChatMessage[];
  /** Code of other files that the model saw: what it names was not made up. */
  readonly shownCode: string;
  readonly answer: AnswerStream<ChatResult>;
}

const followUpTokens = 500;

/** A question that is ready to be asked. */
interface Prepared {
  readonly context: ExplainContext;
  readonly shownCode: string;
  readonly order: Omit<ChatOrder, 'lane'>;
}

/** Explains code with the local model. One instance serves every document. */
export class ExplainService {
  readonly #engine: Engine;
  readonly #syntax: Syntax;
  readonly #withheld: WithheldFiles;
  readonly #sources: TaskSources;

  constructor(
    engine: Engine,
    syntax: Syntax,
    withheld: WithheldFiles = nothingWithheld,
    sources: TaskSources = noTaskSources,
  ) {
    this.#engine = engine;
    this.#syntax = syntax;
    this.#withheld = withheld;
    this.#sources = sources;
  }

  /**
   * Call when the user asked. Answers undefined when there is nothing to explain (only white space), or when the signal aborted before the
   * model was asked. A later abort ends the stream early; failures of the engine arrive as rejections of `answer.done`.
   * @throws PlainError `secretFile`, `withheldFile`
   */
  async explain(
    request: ExplainRequest,
    signal: AbortSignal,
    depth: ExplainDepth = 'normal',
  ): Promise<Explanation | undefined> {
    const prepared = await this.#prepare(request, signal, depth);
    if (prepared === undefined) return undefined;
    const { context, order, shownCode } = prepared;
    const ask = (own: AbortSignal): AnswerStream<ChatResult> => this.#engine.chat({ lane: 'explain', ...order }, own);
    return { context, messages: order.messages, shownCode, answer: shownAnswer(ask, signal, depth) };
  }

  /**
   * Call while the user still selects, once the selection has rested for a moment: reads what `explain` with the same request and depth would
   * ask, so that its first word comes sooner. Resolves when that is done, or was given up for something more urgent. Never rejects, whatever
   * is wrong with the request: nobody has asked yet.
   */
  async warm(request: ExplainRequest, signal: AbortSignal, depth: ExplainDepth = 'normal'): Promise<void> {
    try {
      const prepared = await this.#prepare(request, signal, depth);
      if (prepared !== undefined) await this.#engine.chat({ lane: 'warm', ...prepared.order }, signal).done;
    } catch {
      // The explanation itself will say what is wrong.
    }
  }

  /** Call for a follow-up question; otherwise like the answer of `explain`. */
  ask(conversation: Conversation, question: string, signal: AbortSignal): AnswerStream<ChatResult> {
    const messages = followUpMessages(conversation, question);
    const order = { lane: 'explain', messages, answerTokens: followUpTokens } as const;
    return shownAnswer((own) => this.#engine.chat(order, own), signal, 'normal');
  }

  async #prepare(request: ExplainRequest, signal: AbortSignal, depth: ExplainDepth): Promise<Prepared | undefined> {
    await refuseWithheldFile(request.snapshot, this.#withheld);
    const context = await gatherExplainContext(request, this.#syntax, signal);
    if (context === undefined || signal.aborted) return undefined;
    const task = await gatherTaskContext(request.snapshot, context.span, this.#sources);
    if (signal.aborted) return undefined;
    const messages = explainMessages(context, depth, task);
    const shownCode = task.definitions.map(({ text }) => text).join('\n');
    return { context, shownCode, order: { messages, answerTokens: explainAnswerTokens(depth, context) } };
  }
}
