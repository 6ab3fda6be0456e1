import type { LlamaModel, Token } from 'node-llama-cpp';
import path from 'node:path';
import type { FimMarkers } from '../core/prompt/tokenizer';
import type { EngineModelConfig } from '../protocol/engineConfig';
import type { ModelFacts } from '../protocol/engine';
import type { CheckedModelFile } from './modelFile';

/** What a model can do, and with which tokens. */
export interface ModelAbilities {
  readonly facts: Omit<ModelFacts, 'contextTokens'>;
  /** Undefined for a model without fill-in-the-middle markers: it can chat at most. */
  readonly markers?: FimMarkers;
  /** Jinja source of the chat template; undefined for a base model. */
  readonly chatTemplate?: string;
}

/** Reads a loaded model's abilities from its file's metadata and vocabulary. The model's name decides nothing. */
export function readAbilities(model: LlamaModel, file: CheckedModelFile, config: EngineModelConfig): ModelAbilities {
  const markers = readMarkers(model, file);
  const template = file.header.metadata.get('tokenizer.chat_template');
  const name = file.header.metadata.get('general.name');
  const chatTemplate = typeof template === 'string' && template.trim() !== '' ? template : undefined;
  const facts = {
    id: config.id,
    name: typeof name === 'string' && name !== '' ? name : path.basename(file.path),
    architecture: String(model.architecture),
    bytes: file.bytes,
    trainedContextTokens: model.trainContextSize,
    canComplete: markers !== undefined,
    canChat: chatTemplate !== undefined,
    verified: config.verified,
  };
  return { facts, ...(markers && { markers }), ...(chatTemplate !== undefined && { chatTemplate }) };
}

/**
 * The native library finds the three markers by `tokenizer.ggml.fim_*_token_id` or, in older files, by the spellings of the known families
 * in the vocabulary (llama.cpp `llama-vocab.cpp`). It does not hand out the two for repositories, so they are looked up in the same way.
 */
function readMarkers(model: LlamaModel, file: CheckedModelFile): FimMarkers | undefined {
  const { prefix, suffix, middle } = model.tokens.infill;
  if (prefix === null || suffix === null || middle === null) return undefined;
  if (new Set([prefix, suffix, middle]).size < 3) return undefined;
  const repository =
    idOf(file, 'fim_rep') ?? tokenOf(model, ['<|repo_name|>', '<fim-repo>', '<REPO>', '<reponame>', '<repo_name>']);
  const files =
    idOf(file, 'fim_sep') ?? tokenOf(model, ['<|file_sep|>', '<file_sep>', '<file_separator>', '<filename>']);
  return {
    prefix,
    suffix,
    middle,
    ...(repository !== undefined && { repository }),
    ...(files !== undefined && { file: files }),
  };
}

function idOf(file: CheckedModelFile, key: string): number | undefined {
  const { metadata } = file.header;
  const id = metadata.get(`tokenizer.ggml.${key}_token_id`);
  const vocabulary = metadata.get('tokenizer.ggml.tokens');
  // An id beyond the vocabulary would end the process in native code.
  const count = typeof vocabulary === 'object' ? vocabulary.count : 0;
  return typeof id === 'number' && Number.isInteger(id) && id >= 0 && id < count ? id : undefined;
}

/** The control token with one of these spellings. A text that merely tokenizes to one ordinary token is none. */
function tokenOf(model: LlamaModel, spellings: readonly string[]): number | undefined {
  for (const spelling of spellings) {
    const [token, ...more] = model.tokenize(spelling, true);
    if (token !== undefined && more.length === 0 && isControl(model, token)) return token;
  }
  return undefined;
}

/** True for tokens that structure a prompt and have no place in an answer. */
export function isControl(model: LlamaModel, token: Token): boolean {
  return model.getTokenAttributes(token).control || model.isEogToken(token);
}
