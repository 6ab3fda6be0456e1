import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { describeError, PlainError } from '../../base/errors';
import { Emitter } from '../../base/event';
import type { Log } from '../../base/log';
import { callerMessages } from '../../core/chat/callerMessages';
import { type ChatModel, chatMannerOf, chatModelOf } from '../../core/chat/chatModel';
import { countMessage, countText } from '../../core/chat/tokenCount';
import type { Engine, TokenCounter } from '../../core/ports';
import { signalOf } from '../abortSignal';
import type { Activity } from '../status/activity';
import { callerMessageOf, callerTextOf, noTools } from './callerText';

/** The manifest names it as well. */
export const vendor = 'plinth';

export interface LanguageModelParts {
  readonly engine: Engine & TokenCounter;
  readonly activity: Activity;
  readonly log: Log;
}

/**
 * The local model in the editor's list of language models, for its chat and for any extension. It answers text with text; requests wait for each other in
 * the engine, behind whatever somebody types.
 */
export class LanguageModel implements vscode.LanguageModelChatProvider, Disposable {
  readonly #parts: LanguageModelParts;
  readonly #store = new DisposableStore();
  readonly #changes = this.#store.add(new Emitter<void>());
  readonly onDidChangeLanguageModelChatInformation = this.#changes.event;
  /** What was told last. */
  #told: string;

  constructor(parts: LanguageModelParts) {
    this.#parts = parts;
    const { engine } = parts;
    this.#told = JSON.stringify(chatModelOf(engine.status));
    this.#store.add(engine.onStatus(() => this.#tell()));
  }

  provideLanguageModelChatInformation(): vscode.LanguageModelChatInformation[] {
    const model = chatModelOf(this.#parts.engine.status);
    if (model === undefined) return [];
    return [
      {
        ...model,
        detail: vscode.l10n.t('Plinth'),
        tooltip: vscode.l10n.t('{0} runs on this machine through Plinth. It takes text only.', model.name),
        capabilities: { imageInput: false, toolCalling: false },
      },
    ];
  }

  /** Resolves when the answer has ended, at once after a cancel. Rejects with an error whose message names the cure. */
  async provideLanguageModelChatResponse(
    { id }: Pick<vscode.LanguageModelChatInformation, 'id'>,
    messages: readonly vscode.LanguageModelChatRequestMessage[],
    options: Pick<vscode.ProvideLanguageModelChatResponseOptions, 'modelOptions' | 'tools'>,
    progress: vscode.Progress<vscode.LanguageModelResponsePart>,
    token: vscode.CancellationToken,
  ): Promise<void> {
    const { signal, listener } = signalOf(token);
    try {
      if (options.tools !== undefined && options.tools.length > 0) throw noTools();
      const work = this.#answer(this.#modelWith(id), { messages, options, progress }, signal);
      await this.#parts.activity.track(work);
    } catch (error) {
      if (signal.aborted) return;
      this.#parts.log.error(`language model: ${describeError(error)}`);
      // The editor shows the message alone.
      if (error instanceof PlainError) throw new Error(describeError(error), { cause: error });
      throw error;
    } finally {
      listener.dispose();
    }
  }

  async provideTokenCount(
    _model: vscode.LanguageModelChatInformation,
    text: string | vscode.LanguageModelChatRequestMessage,
    token: vscode.CancellationToken,
  ): Promise<number> {
    const { signal, listener } = signalOf(token);
    try {
      const { engine } = this.#parts;
      if (typeof text === 'string') return await countText(text, engine, signal);
      return await countMessage(callerTextOf(text.content), engine, signal);
    } finally {
      listener.dispose();
    }
  }

  dispose(): void {
    this.#store.dispose();
  }

  #tell(): void {
    const now = JSON.stringify(chatModelOf(this.#parts.engine.status));
    if (now === this.#told) return;
    this.#told = now;
    this.#changes.fire();
  }

  #modelWith(id: string): ChatModel {
    const model = chatModelOf(this.#parts.engine.status);
    if (model?.id === id) return model;
    throw vscode.LanguageModelError.NotFound(
      vscode.l10n.t('Plinth does not run the model {0} any more. Choose the one it runs now.', id),
    );
  }

  async #answer(
    model: ChatModel,
    request: {
      readonly messages: readonly vscode.LanguageModelChatRequestMessage[];
      readonly options: Pick<vscode.ProvideLanguageModelChatResponseOptions, 'modelOptions'>;
      readonly progress: vscode.Progress<vscode.LanguageModelResponsePart>;
    },
    signal: AbortSignal,
  ): Promise<void> {
    const { engine, log } = this.#parts;
    const { maxInputTokens, maxOutputTokens } = model;
    const messages = callerMessages(request.messages.map(callerMessageOf), maxInputTokens + maxOutputTokens);
    const manner = chatMannerOf(request.options.modelOptions ?? {}, model);
    const { chunks, done } = engine.chat({ lane: 'explain', messages, ...manner }, signal);
    for await (const chunk of chunks) request.progress.report(new vscode.LanguageModelTextPart(chunk));
    if (signal.aborted) return;
    const { promptTokens, generatedTokens, droppedPieces, stop } = await done.catch(inWordsOfCallers);
    log.info(
      `language model: ${generatedTokens} tokens written, ${promptTokens} in the prompt, ${droppedPieces} pieces dropped, ${stop}`,
    );
  }
}

/** The engine gives its cure for code that was selected. */
function inWordsOfCallers(error: unknown): never {
  if (!(error instanceof PlainError) || error.code !== 'notCapable') throw error;
  throw new PlainError(error.code, error.message, vscode.l10n.t('Send less text.'));
}
