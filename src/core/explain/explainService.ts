import type { ChatResult } from '../../protocol/engine';
import type { AnswerStream, Engine, Syntax, WithheldFiles } from '../ports';
import { nothingWithheld, refuseWithheldFile } from '../text/withheldFiles';
import { type ExplainContext, type ExplainRequest, gatherExplainContext } from './explainContext';
import { explainMessages } from './explainPrompt';

/** An explanation on its way: what it is about, and the Markdown as it comes. */
export interface Explanation {
  readonly context: ExplainContext;
  readonly answer: AnswerStream<ChatResult>;
}

/** Enough for some 350 words; a small model that needs more has lost its thread. */
const answerTokens = 600;

/** Explains code with the local model. One instance serves every document. */
export class ExplainService {
  readonly #engine: Engine;
  readonly #syntax: Syntax;
  readonly #withheld: WithheldFiles;

  constructor(engine: Engine, syntax: Syntax, withheld: WithheldFiles = nothingWithheld) {
    this.#engine = engine;
    this.#syntax = syntax;
    this.#withheld = withheld;
  }

  /**
   * Call when the user asked. Answers undefined when there is nothing to explain (only white space), or when the signal aborted before the
   * model was asked. A later abort ends the stream early; failures of the engine arrive as rejections of `answer.done`.
   * @throws PlainError `secretFile`, `withheldFile`
   */
  async explain(request: ExplainRequest, signal: AbortSignal): Promise<Explanation | undefined> {
    await refuseWithheldFile(request.snapshot, this.#withheld);
    const context = await gatherExplainContext(request, this.#syntax, signal);
    if (context === undefined || signal.aborted) return undefined;
    const order = { lane: 'explain', messages: explainMessages(context), answerTokens } as const;
    return { context, answer: this.#engine.chat(order, signal) };
  }
}
