import { story, tinyVocabulary } from './tinyVocabulary';
import { writeGguf } from './ggufWriter';
import type { MetadataValue, TensorToWrite } from './ggufWriter';
import type { ControlToken, TinyVocabulary } from './tinyVocabulary';

export interface TinyModelOptions {
  /** Leave out the fill-in-the-middle markers: such a model can only chat. */
  readonly withoutMarkers?: boolean;
  /** Leave out the chat template: such a model can only complete. */
  readonly withoutTemplate?: boolean;
  /** Another Jinja source in its place. */
  readonly template?: string;
  /** Attention counts as much as the last token, and nothing is certain: what it writes makes no sense, and depends on each bit that was read. */
  readonly isUnsure?: boolean;
}

const embedding = 128;
const layers = 2;
const heads = 4;
const keyValueHeads = 2;
const feedForward = 128;
/** Small enough for every step's winner to be clear, so that rounding on another processor changes nothing. */
const noise = 0.01;
const unsure = { noise: 0.3, outputScale: 0.02 } as const;

/** What the tiny model writes after these, so that tests can steer it. */
export const steering = {
  /** Ends its answer. */
  end: ';',
  /** Runs into a control token that has no place in an answer. */
  marker: '?',
  /** Writes this for ever. */
  loop: '@',
  /** Writes a flamingo, one byte a token, and then the story. */
  flamingo: '~',
} as const;

const chatTemplate =
  "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}" +
  "{% if add_generation_prompt %}{{'<|im_start|>assistant\\n'}}{% endif %}";

/**
 * A GGUF model of under 1 MB, the same bytes every time. It is a real transformer (qwen2) with a real tokenizer, whose embeddings are random
 * signs and whose output layer maps each token to one that follows it; attention only adds a little noise. So it writes the story of
 * tinyVocabulary in circles, from wherever the prompt ends.
 */
export function makeTinyModel(options: TinyModelOptions = {}): Uint8Array {
  const vocabulary = tinyVocabulary();
  return writeGguf(metadataOf(vocabulary, options), tensorsOf(vocabulary, options));
}

function metadataOf(vocabulary: TinyVocabulary, options: TinyModelOptions): Map<string, MetadataValue> {
  const tokens = options.withoutMarkers
    ? vocabulary.tokens.map((token, id) =>
        id >= vocabulary.firstControl && /fim|repo|file/.test(token) ? `<|unused_${id}|>` : token,
      )
    : vocabulary.tokens;
  const id = (token: ControlToken): MetadataValue => ({ u32: vocabulary.idOf(token) });
  const entries: [string, MetadataValue][] = [
    ['general.architecture', { string: 'qwen2' }],
    ['general.name', { string: 'Plinth tiny' }],
    ['general.file_type', { u32: 1 }],
    ['qwen2.context_length', { u32: 4096 }],
    ['qwen2.embedding_length', { u32: embedding }],
    ['qwen2.block_count', { u32: layers }],
    ['qwen2.feed_forward_length', { u32: feedForward }],
    ['qwen2.attention.head_count', { u32: heads }],
    ['qwen2.attention.head_count_kv', { u32: keyValueHeads }],
    ['qwen2.rope.freq_base', { f32: 1_000_000 }],
    ['qwen2.attention.layer_norm_rms_epsilon', { f32: 1e-6 }],
    ['tokenizer.ggml.model', { string: 'gpt2' }],
    ['tokenizer.ggml.pre', { string: 'qwen2' }],
    ['tokenizer.ggml.tokens', { strings: tokens }],
    ['tokenizer.ggml.token_type', { i32s: tokens.map((_, index) => (index >= vocabulary.firstControl ? 3 : 1)) }],
    ['tokenizer.ggml.merges', { strings: vocabulary.merges }],
    ['tokenizer.ggml.eos_token_id', id('<|im_end|>')],
    ['tokenizer.ggml.bos_token_id', id('<|endoftext|>')],
    ['tokenizer.ggml.padding_token_id', id('<|endoftext|>')],
    ['tokenizer.ggml.add_bos_token', { bool: false }],
  ];
  if (!options.withoutMarkers)
    entries.push(
      ['tokenizer.ggml.fim_pre_token_id', id('<|fim_prefix|>')],
      ['tokenizer.ggml.fim_mid_token_id', id('<|fim_middle|>')],
      ['tokenizer.ggml.fim_suf_token_id', id('<|fim_suffix|>')],
      ['tokenizer.ggml.fim_pad_token_id', id('<|fim_pad|>')],
      ['tokenizer.ggml.fim_rep_token_id', id('<|repo_name|>')],
      ['tokenizer.ggml.fim_sep_token_id', id('<|file_sep|>')],
    );
  if (!options.withoutTemplate) entries.push(['tokenizer.chat_template', { string: options.template ?? chatTemplate }]);
  return new Map(entries);
}

/** For each token the one that the model writes next. */
function successors(vocabulary: TinyVocabulary): number[] {
  const { idOf, tokens } = vocabulary;
  const next = tokens.map((_, token) => idOf(story[(token * 7) % story.length] as string));
  story.forEach((piece, index) => (next[idOf(piece)] = idOf(story[(index + 1) % story.length] as string)));
  next[idOf(steering.end)] = idOf('<|endoftext|>');
  next[idOf(steering.marker)] = idOf('<|fim_suffix|>');
  next[idOf(steering.loop)] = idOf(steering.loop);
  // The ids of single bytes are the bytes themselves.
  const flamingo = [idOf(steering.flamingo), ...new TextEncoder().encode('🦩')];
  flamingo.forEach((token, index) => (next[token] = flamingo[index + 1] ?? idOf(story[0] as string)));
  return next;
}

function tensorsOf(vocabulary: TinyVocabulary, { isUnsure = false }: TinyModelOptions): TensorToWrite[] {
  const random = mulberry32(20_260_101);
  const count = vocabulary.tokens.length;
  const signs = Float32Array.from({ length: count * embedding }, () => (random() < 0.5 ? -1 : 1));
  const output = new Float32Array(count * embedding);
  successors(vocabulary).forEach((next, token) => {
    for (let at = 0; at < embedding; at++) {
      const index = next * embedding + at;
      output[index] = (output[index] ?? 0) + (signs[token * embedding + at] ?? 0);
    }
  });
  const matrix = (name: string, columns: number, rows: number): TensorToWrite => ({
    name,
    shape: [columns, rows],
    values: Float32Array.from({ length: columns * rows }, () => (random() - 0.5) * (isUnsure ? unsure.noise : noise)),
    type: 'f16',
  });
  const vector = (name: string, size: number, value: number): TensorToWrite => ({
    name,
    shape: [size],
    values: new Float32Array(size).fill(value),
    type: 'f32',
  });
  const keyValues = (embedding / heads) * keyValueHeads;
  const block = (layer: number): TensorToWrite[] => [
    vector(`blk.${layer}.attn_norm.weight`, embedding, 1),
    matrix(`blk.${layer}.attn_q.weight`, embedding, embedding),
    vector(`blk.${layer}.attn_q.bias`, embedding, 0),
    matrix(`blk.${layer}.attn_k.weight`, embedding, keyValues),
    vector(`blk.${layer}.attn_k.bias`, keyValues, 0),
    matrix(`blk.${layer}.attn_v.weight`, embedding, keyValues),
    vector(`blk.${layer}.attn_v.bias`, keyValues, 0),
    matrix(`blk.${layer}.attn_output.weight`, embedding, embedding),
    vector(`blk.${layer}.ffn_norm.weight`, embedding, 1),
    matrix(`blk.${layer}.ffn_gate.weight`, embedding, feedForward),
    matrix(`blk.${layer}.ffn_up.weight`, embedding, feedForward),
    matrix(`blk.${layer}.ffn_down.weight`, feedForward, embedding),
  ];
  return [
    { name: 'token_embd.weight', shape: [embedding, count], values: signs, type: 'f16' },
    ...Array.from({ length: layers }, (_, layer) => block(layer)).flat(),
    vector('output_norm.weight', embedding, isUnsure ? unsure.outputScale : 1),
    { name: 'output.weight', shape: [embedding, count], values: output, type: 'f16' },
  ];
}

/** A small random number generator with a seed (public domain, Tommy Ettinger). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
