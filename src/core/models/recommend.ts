import { byteText } from './byteText';
import { type CatalogueModel, catalogue } from './catalogue';
import { contextTokens as defaultContextTokens } from './contextTokens';

/** What is known of the machine before a model is loaded. */
export interface MachineFacts {
  readonly totalMemoryBytes: number;
  /** What programs could still take without swapping. */
  readonly freeMemoryBytes: number;
  readonly physicalCores: number;
  /** Memory of the graphics processor that the engine can use; 0 = none. */
  readonly gpuMemoryBytes: number;
  /** Decode speed of one model on this machine; without it a guess by cores and graphics memory decides. */
  readonly measured?: { readonly modelBytes: number; readonly decodeTokensPerSecond: number };
}

export interface Recommendation {
  readonly model: CatalogueModel;
  /** False: even this smallest model is too large for the machine's memory. */
  readonly fits: boolean;
  /** One sentence for people. */
  readonly reason: string;
}

/** Completion and chat have a sequence each. */
const SEQUENCES = 2;
/** Weights need room for compute buffers as well. */
const WEIGHT_FACTOR = 1.2;
const TOTAL_SHARE = 0.5;
const FREE_SHARE = 0.8;
const GPU_SHARE = 0.8;
/** The largest model that a plain CPU reads prompts with at a speed for typing: the 1.5B. */
const MAX_CPU_BYTES = 1_200_000_000;
/** With one core even the 1.5B keeps people waiting. */
const MIN_CORES_ABOVE_SMALLEST = 2;
/** Below this a line of code takes more than two seconds. */
const MIN_TOKENS_PER_SECOND = 8;

/** Memory that a loaded model takes: file x 1.2 and the KV cache of two sequences. */
export function memoryNeedBytes(model: CatalogueModel, contextTokens: number = defaultContextTokens): number {
  return Math.ceil(model.bytes * WEIGHT_FACTOR) + SEQUENCES * contextTokens * model.kvBytesPerToken;
}

/**
 * The model to offer first: the largest that fits memory and speed and may be used commercially. On a plain CPU never above 1.5B.
 * Always answers; `fits` is false when even the smallest is too large.
 */
export function recommend(machine: MachineFacts, models: readonly CatalogueModel[] = catalogue): Recommendation {
  const bySize = models.filter((model) => model.licence.commercialUse).toSorted((a, b) => a.bytes - b.bytes);
  const smallest = bySize[0];
  if (smallest === undefined) throw new RangeError('the catalogue has no model that may be recommended');
  const best = bySize.findLast((model) => fitsMachine(model, machine, model === smallest));
  if (best === undefined) {
    const need = byteText(memoryNeedBytes(smallest));
    return {
      model: smallest,
      fits: false,
      reason: `It needs about ${need} of memory, more than this machine has to spare.`,
    };
  }
  const place = fitsGpu(best, machine) ? 'graphics memory' : 'memory and processor';
  return { model: best, fits: true, reason: `The largest that fits this machine's ${place}.` };
}

/** True when the model can be expected to run well here. `isSmallest` models need memory only. */
export function fitsMachine(model: CatalogueModel, machine: MachineFacts, isSmallest = false): boolean {
  if (!isSmallest && expectedTokensPerSecond(model, machine) < MIN_TOKENS_PER_SECOND) return false;
  if (fitsGpu(model, machine)) return true;
  const need = memoryNeedBytes(model);
  if (need > machine.totalMemoryBytes * TOTAL_SHARE || need > machine.freeMemoryBytes * FREE_SHARE) return false;
  return isSmallest || (model.bytes <= MAX_CPU_BYTES && machine.physicalCores >= MIN_CORES_ABOVE_SMALLEST);
}

function fitsGpu(model: CatalogueModel, machine: MachineFacts): boolean {
  return memoryNeedBytes(model) <= machine.gpuMemoryBytes * GPU_SHARE;
}

/** Decoding is bound by reading the weights, so speed goes with 1/bytes. Infinite while nothing was measured. */
function expectedTokensPerSecond(model: CatalogueModel, machine: MachineFacts): number {
  const { measured } = machine;
  if (measured === undefined) return Infinity;
  return (measured.decodeTokensPerSecond * measured.modelBytes) / model.bytes;
}
