import { JinjaTemplateChatWrapper, LlamaText, type ChatHistoryItem, type LlamaModel } from 'node-llama-cpp';
import { describeError, PlainError } from '../base/errors';
import type { PlainMessage } from '../core/prompt/fitMessages';
import { isControl } from './modelFacts';

export interface ChatPrompt {
  readonly tokens: readonly number[];
  /** Where the answer ends, beside the model's own control tokens. */
  readonly stops: readonly string[];
}

/**
 * The chat template that the model file carries, run as Jinja. Only the template's own text may become control tokens; what people and files
 * say is tokenized as plain text, so a literal `<|im_start|>` in code stays code.
 */
export class ChatTemplate {
  readonly #model: LlamaModel;
  readonly #wrapper: JinjaTemplateChatWrapper;

  /** @throws PlainError `notCapable` for a template that cannot be run. */
  constructor(model: LlamaModel, template: string) {
    this.#model = model;
    try {
      this.#wrapper = new JinjaTemplateChatWrapper({
        template,
        tokenizer: model.tokenizer,
        functionCallMessageTemplate: 'noJinja',
      });
    } catch (error) {
      throw unusable(error);
    }
  }

  /** The prompt that asks for the next answer. @throws PlainError `notCapable` when the template refuses these messages. */
  render(messages: readonly PlainMessage[]): ChatPrompt {
    const chatHistory: ChatHistoryItem[] = [...messages.map(toHistoryItem), { type: 'model', response: [] }];
    try {
      const state = this.#wrapper.generateContextState({ chatHistory });
      const tokens: number[] = state.contextText.tokenize(this.#model.tokenizer);
      const { bos, shouldPrependBosToken } = this.#model.tokens;
      if (shouldPrependBosToken && bos !== null && tokens[0] !== bos) tokens.unshift(bos);
      return { tokens, stops: state.stopGenerationTriggers.flatMap((trigger) => this.#stopText(LlamaText(trigger))) };
    } catch (error) {
      throw unusable(error);
    }
  }

  /** A control token ends every answer anyway, so only triggers that are plain text are of interest. */
  #stopText(trigger: LlamaText): string[] {
    const [first] = trigger.tokenize(this.#model.tokenizer);
    if (first === undefined || isControl(this.#model, first)) return [];
    const text = trigger.toString().trimEnd();
    return text === '' ? [] : [text];
  }
}

function toHistoryItem(message: PlainMessage): ChatHistoryItem {
  if (message.role === 'assistant') return { type: 'model', response: [message.content] };
  return { type: message.role, text: message.content };
}

function unusable(error: unknown): PlainError {
  return new PlainError(
    'notCapable',
    `The chat template of this model cannot be used: ${describeError(error)}`,
    'Choose another model for explanations and fixes.',
  );
}
