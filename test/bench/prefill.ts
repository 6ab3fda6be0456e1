/**
 * What it costs to read a prompt in chunks of about 100 ms, so that an abort comes through, instead of in one native call: tokens per second
 * of both, in one process, A B B A.
 */
import { getLlama, LlamaLogLevel } from 'node-llama-cpp';
import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import { Speed } from '../../src/engine/speed';
import { alternate, readOptions, report } from './engineBench';

const promptTokens = 512;
const batchTokens = 128;

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
  const options = readOptions(args);
  const { threads, modelPath, rounds } = options;
  const llama = await getLlama({
    gpu: false,
    build: 'never',
    skipDownload: true,
    maxThreads: threads,
    logLevel: LlamaLogLevel.error,
  });
  const model = await llama.loadModel({ modelPath, gpuLayers: 0 });
  const small = await model.createContext({ contextSize: 1024, threads, batchSize: batchTokens });
  const large = await model.createContext({ contextSize: 1024, threads, batchSize: promptTokens });
  const line = 'def total(items, rate):\n    return sum(item.price * rate for item in items)\n\n';
  const prompt = model.tokenize(line.repeat(promptTokens), false).slice(0, promptTokens);
  const speed = new Speed();
  const [chunked, whole] = [small.getSequence(), large.getSequence()];
  const figures = await alternate(
    rounds,
    async () => readChunked(chunked, prompt, speed),
    async () => readWhole(whole, prompt),
  );
  console.log(
    `prefill, ${promptTokens} tokens, ${threads} threads, chunks of ${speed.chunkTokens(batchTokens)} tokens at the end`,
  );
  report('tokens/s', ['in chunks', 'in one call'], figures);
  await small.dispose();
  await large.dispose();
  await model.dispose();
  await llama.dispose();
  return 0;
}
