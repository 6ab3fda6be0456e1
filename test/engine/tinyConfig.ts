import path from 'node:path';
import type { EngineConfig } from '../../src/protocol/engineConfig';

/** The small model of the tests; see `tiny/makeTinyModel.ts`. */
export const tinyModelFile = path.join(import.meta.dirname, 'tiny', 'tiny.gguf');

/** What an engine in this process is told: one thread and no graphics card, so that every machine gives the same answers. */
export function engineConfigOf(modelPath: string): EngineConfig {
  return {
    address: '',
    secret: '',
    buildId: 'test',
    model: { id: 'tiny', path: modelPath, verified: false },
    gpu: 'off',
    threads: 1,
    contextTokens: 2048,
    unloadAfterMs: 0,
    exitAfterGoodbyeMs: 0,
    exitAfterLossMs: 0,
  };
}

export const tinyConfig = engineConfigOf(tinyModelFile);
