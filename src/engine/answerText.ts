import type { Token } from 'node-llama-cpp';
import type { StopReason } from '../protocol/engine';
import type { OnAnswerText } from './engineWork';
import { ForcedStart } from './forcedStart';
import type { LoadedModel } from './loadedModel';
import { isControl } from './modelFacts';
import type { RepeatedSentences } from './repeatedSentences';
import { isRepeating } from './repetition';
import { StopTexts } from './stopTexts';
import { TextStream } from './textStream';
import type { WrittenToken } from './tokenChoice';

export interface AnswerTextOptions {
  readonly loaded: LoadedModel;
  /** The prompt's tokens. */
  readonly before: readonly number[];
  /** What the answer must begin with and is not shown; see core's healMiddle. */
  readonly forced: string;
  /** Texts at which the answer ends, for chat templates whose turns end in plain text. */
  readonly stops: readonly string[];
  /** For answers in prose. */
  readonly sentences?: RepeatedSentences;
  readonly onText: OnAnswerText;
}

/** Streams the text of one answer and sees where it must stop. */
export class AnswerText {
  readonly #options: AnswerTextOptions;
  readonly #stream: TextStream;
  readonly #forced: ForcedStart;
  readonly #stops: StopTexts;
  readonly #tokens: number[] = [];
  #hasText = false;
  /** Of the tokens since the last text that was sent. */
  #lowestProbability = 1;

  constructor(options: AnswerTextOptions) {
    const { loaded, before, forced } = options;
    this.#options = options;
    this.#stream = new TextStream(
      (tokens, last) => loaded.model.detokenize(tokens as readonly Token[], false, last as readonly Token[]),
      before,
    );
    this.#forced = new ForcedStart(forced);
    this.#stops = new StopTexts(options.stops);
  }

  /** True while the answer has not written its forced start. */
  get isForced(): boolean {
    return this.#forced.pending;
  }

  /** True once it has gone beyond its forced start by more than blanks. */
  get hasText(): boolean {
    return this.#hasText;
  }

  /** Takes the next token; a reason means that it and all after it are not part of the answer. */
  push({ token, probability }: WrittenToken): StopReason | undefined {
    if (isControl(this.#options.loaded.model, token)) return 'marker';
    this.#tokens.push(token);
    const wasForced = this.isForced;
    const text = this.#stops.push(this.#forced.strip(this.#stream.push(token)));
    // The token that goes beyond the forced start counts, those before have only written again what stands in the document.
    this.#lowestProbability = wasForced && text === '' ? 1 : Math.min(this.#lowestProbability, probability);
    this.#send(text);
    if (this.#stops.reached) return 'end';
    if (this.#options.sentences?.push(text) === true) return 'repetition';
    return isRepeating(this.#tokens) ? 'repetition' : undefined;
  }

  /** Sends what was held back, unless nobody wants the answer any more. */
  end(stop: StopReason): void {
    if (stop === 'aborted') return;
    this.#send(this.#stops.push(this.#forced.strip(this.#stream.flush())) + this.#stops.flush());
  }

  #send(text: string): void {
    if (text === '') return;
    this.#hasText ||= text.trim() !== '';
    this.#options.onText(text, this.#lowestProbability);
    this.#lowestProbability = 1;
  }
}
