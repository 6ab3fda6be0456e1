import type { LlamaModel, Token } from 'node-llama-cpp';
import { Lru } from '../base/lru';
import type { FimMarkers, Tokenizer } from '../core/prompt/tokenizer';

/** Prefix, suffix and a dozen context pieces of two documents, with room for what fit tries. */
const CACHED_TEXTS = 64;
/** Below this a look-up costs as much as tokenizing. */
const MIN_CACHED_UNITS = 64;

/** A loaded model's tokenizer behind core's interface. Long texts are cached: within one anchor they come again with each key. */
export class ModelTokenizer implements Tokenizer {
  readonly markers: FimMarkers;
  readonly beginning?: number;
  readonly #model: LlamaModel;
  readonly #cache = new Lru<string, readonly number[]>(CACHED_TEXTS);

  constructor(model: LlamaModel, markers: FimMarkers) {
    this.#model = model;
    this.markers = markers;
    const { tokens } = model;
    if (tokens.shouldPrependBosToken && tokens.bos !== null) this.beginning = tokens.bos;
  }

  tokenize(text: string): readonly number[] {
    if (text.length < MIN_CACHED_UNITS) return this.#model.tokenize(text, false);
    const known = this.#cache.get(text);
    if (known !== undefined) return known;
    const tokens = this.#model.tokenize(text, false);
    this.#cache.set(text, tokens);
    return tokens;
  }

  detokenize(tokens: readonly number[]): string {
    return this.#model.detokenize(tokens as readonly Token[]);
  }
}
