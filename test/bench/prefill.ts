/**
 * What it costs to read a prompt in chunks of about 100 ms, so that an abort comes through, instead of in one call that nothing can stop:
 * tokens per second of both, in one process, in two sequences of one context as the engine makes it, A B B A.
 */
import { getLlama, LlamaLogLevel } from 'node-llama-cpp';
import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import { BATCH_TOKENS } from '../../src/engine/loadedModel';
import { Speed } from '../../src/engine/speed';
import { alternate, readOptions, report } from './engineBench';

const promptTokens = 512;
const batchTokens = BATCH_TOKENS.cpu;

/** Reads with the product's own chunk sizes, which follow the measured speed. */
async function readChunked(sequence: LlamaContextSequence, prompt: readonly Token[], speed: Speed): Promise<number> {
  await sequence.clearHistory();
  const startMs = performance.now();
  for (let at = 0; at < prompt.length;) {
    const chunk = prompt.slice(at, at + speed.chunkTokens(batchTokens));
    const chunkStartMs = performance.now();
    await sequence.evaluateWithoutGeneratingNewTokens(chunk);
    speed.addPrefill(chunk.length, performance.now() - chunkStartMs);
    at += chunk.length;
  }
  return (prompt.length * 1000) / (performance.now() - startMs);
}

async function readWhole(sequence: LlamaContextSequence, prompt: readonly Token[]): Promise<number> {
  await sequence.clearHistory();
  const startMs = performance.now();
  await sequence.evaluateWithoutGeneratingNewTokens([...prompt]);
  return (prompt.length * 1000) / (performance.now() - startMs);
}

export async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args, 6);
  const { threads, modelPath, rounds } = options;
  const llama = await getLlama({
    gpu: false,
    build: 'never',
    skipDownload: true,
    maxThreads: threads,
    logLevel: LlamaLogLevel.error,
  });
  const model = await llama.loadModel({ modelPath, gpuLayers: 0 });
  const context = await model.createContext({ contextSize: 1024, sequences: 2, threads, batchSize: batchTokens });
  const line = 'def total(items, rate):\n    return sum(item.price * rate for item in items)\n\n';
  const prompt = model.tokenize(line.repeat(promptTokens), false).slice(0, promptTokens);
  const speed = new Speed();
  const [chunked, whole] = [context.getSequence(), context.getSequence()];
  const figures = await alternate(
    rounds,
    async () => readChunked(chunked, prompt, speed),
    async () => readWhole(whole, prompt),
  );
  const setUp = `${promptTokens} tokens, ${threads} threads, both in batches of at most ${batchTokens}`;
  console.log(`prefill, ${setUp}, chunks of ${speed.chunkTokens(batchTokens)} tokens at the end`);
  report('tokens/s', ['in chunks', 'in one call'], figures);
  await context.dispose();
  await model.dispose();
  await llama.dispose();
  return 0;
}
