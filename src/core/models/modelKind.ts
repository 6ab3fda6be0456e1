import { PlainError } from '../../base/errors';
import type { GgufHeader } from './ggufHeader';
import { checkModelShape } from './modelShape';

/** What a model file says about itself, in a person's words. */
export interface ModelKind {
  readonly name: string;
  readonly architecture: string;
  /** 0 when the file does not say. */
  readonly trainedContextTokens: number;
  readonly hasChatTemplate: boolean;
}

/** Architectures of llama.cpp that carry weights of another trade than writing text. */
const otherTrades = /^(clip|.*bert.*|t5encoder|gemma-embedding|wavtokenizer.*|whisper|flux|sd\d*|sdxl|llada.*|dream)$/;

/**
 * Says what model a checked header describes, and refuses files that hold something else than a language model: an adapter, an image
 * encoder, an embedding model, a file without its tokenizer; and sizes of the network that no model has.
 * @throws PlainError `modelUnusable`
 */
export function modelKind(header: GgufHeader): ModelKind {
  const text = (key: string): string => {
    const value = header.metadata.get(key);
    return typeof value === 'string' ? value : '';
  };
  const type = text('general.type');
  const architecture = text('general.architecture');
  if (type !== '' && type !== 'model') throw foreign(`holds ${described(type)}, not a whole model`);
  if (architecture === '') throw foreign('does not say which architecture it has');
  if (otherTrades.test(architecture))
    throw foreign(`holds a model of the kind "${printable(architecture)}", which does not write text`);
  if (text('tokenizer.ggml.model') === '' || !header.metadata.has('tokenizer.ggml.tokens'))
    throw foreign('has no tokenizer');
  checkModelShape(header);
  const context = header.metadata.get(`${architecture}.context_length`);
  return {
    name: printable(text('general.name') || architecture),
    architecture,
    trainedContextTokens: typeof context === 'number' ? context : 0,
    hasChatTemplate: text('tokenizer.chat_template') !== '',
  };
}

function described(type: string): string {
  if (type === 'adapter') return 'an adapter (LoRA)';
  if (type === 'mmproj') return 'the image part of a model';
  return `a file of the kind "${printable(type)}"`;
}

/** Text from the file, safe to put into a message: the editor would make a link of [text](address). */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]|[[\]()]/g, '?').slice(0, 80);
}

function foreign(problem: string): PlainError {
  return new PlainError(
    'modelUnusable',
    `The model file ${problem}.`,
    'Choose the GGUF file of a language model for code.',
  );
}
