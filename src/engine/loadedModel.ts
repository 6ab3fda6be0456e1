import type { LlamaContext, LlamaModel } from 'node-llama-cpp';
import type { EngineConfig } from '../protocol/engineConfig';
import type { LlamaHost } from './llamaHost';
import { readAbilities, type ModelAbilities } from './modelFacts';
import type { CheckedModelFile } from './modelFile';
import { SequenceSlot } from './sequenceSlot';
import { SlotPair } from './slotPair';

/** Tokens per native call at most; on the CPU a chunk of 100 ms is smaller, and the buffers cost 0.6 MB per token of batch. */
export const BATCH_TOKENS = { cpu: 128, gpu: 512 } as const;
/**
 * What prompts are read in that must be read alike each time: fixed, since it must not follow the speed that was measured. On two slow cores 16 are the
 * chunk of 100 ms, and a faster processor loses up to a fifth of its reading speed by them; a graphics processor needs more at a time.
 */
const BLOCK_TOKENS = { cpu: 16, gpu: 128 } as const;
/** One for what is typed and one for chats and what is read ahead, so that neither throws the other's cache away. */
const SEQUENCES = 2;
/** A window smaller than this is of no use; where not even that fits into memory, loading fails. */
const MIN_CONTEXT_TOKENS = 1024;

/** A model in memory with its context. Made by {@link loadModel}; dispose of it exactly once, when no work uses it. */
export interface LoadedModel {
  readonly host: LlamaHost;
  readonly model: LlamaModel;
  readonly abilities: ModelAbilities;
  /** Tokens that one sequence holds. */
  readonly contextTokens: number;
  /** See DriveOrder. */
  readonly blockTokens: number;
  readonly slots: SlotPair;
  dispose(): Promise<void>;
}

/** Loads weights and makes the context. Rejects with the native library's own error; nothing stays behind then. */
export async function loadModel(
  host: LlamaHost,
  file: CheckedModelFile,
  config: EngineConfig,
  threads: number,
  signal: AbortSignal,
): Promise<LoadedModel> {
  const onCpu = host.backend === 'cpu';
  const maxContext = Math.max(MIN_CONTEXT_TOKENS, config.contextTokens);
  const model = await host.llama.loadModel({
    modelPath: file.path,
    gpuLayers: onCpu
      ? 0
      : typeof config.gpu === 'number'
        ? config.gpu
        : { fitContext: { contextSize: maxContext * SEQUENCES } },
    loadSignal: signal,
  });
  try {
    const context = await model.createContext({
      sequences: SEQUENCES,
      contextSize: {
        min: MIN_CONTEXT_TOKENS,
        max: Math.min(maxContext, Math.max(MIN_CONTEXT_TOKENS, model.trainContextSize)),
      },
      batchSize: onCpu ? BATCH_TOKENS.cpu : BATCH_TOKENS.gpu,
      threads,
      // Models with a sliding window could otherwise not go back to an earlier prefix.
      swaFullCache: true,
      createSignal: signal,
    });
    return assemble(host, model, context, readAbilities(model, file, config.model));
  } catch (error) {
    await model.dispose();
    throw error;
  }
}

function assemble(host: LlamaHost, model: LlamaModel, context: LlamaContext, abilities: ModelAbilities): LoadedModel {
  const slots = new SlotPair(new SequenceSlot(context), new SequenceSlot(context));
  return {
    host,
    model,
    abilities,
    contextTokens: context.contextSize,
    blockTokens: Math.min(host.backend === 'cpu' ? BLOCK_TOKENS.cpu : BLOCK_TOKENS.gpu, context.batchSize),
    slots,
    dispose: async () => {
      await slots.dispose();
      await context.dispose();
      await model.dispose();
    },
  };
}
