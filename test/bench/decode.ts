/**
 * Decode speed through the whole path (client, socket, engine process) against a bare node-llama-cpp loop: same prompt, same token count,
 * greedy, same threads, A B B A in one run. Prints the ratio, which should be at least 0.9.
 */
import { getLlama, LlamaLogLevel } from 'node-llama-cpp';
import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import type { EngineClient } from '../../src/client/engineClient';
import { alternate, openEngine, readOptions, report } from './engineBench';

const tokensPerRun = 96;
const question =
  'Write a long Python class for a linked list with insert, delete, search and reverse, with comments on every line.';

/** Tokens per second of a chat answer as they arrive in this process, without the reading of the question. */
async function throughProduct(engine: EngineClient): Promise<number> {
  const messages = [{ role: 'user', content: question }] as const;
  const order = { lane: 'explain', messages, answerTokens: tokensPerRun } as const;
  const { chunks, done } = engine.chat(order, new AbortController().signal);
  let firstMs = NaN;
  for await (const chunk of chunks) if (chunk !== '' && Number.isNaN(firstMs)) firstMs = performance.now();
  const tookMs = performance.now() - firstMs;
  return (((await done).generatedTokens - 1) * 1000) / tookMs;
}

async function throughBareLoop(sequence: LlamaContextSequence, prompt: readonly Token[]): Promise<number> {
  await sequence.adaptStateToTokens(prompt.slice(0, -1), false);
  const times: number[] = [];
  const tokens = sequence.evaluate(prompt.slice(sequence.nextTokenIndex), { temperature: 0 });
  while (times.length < tokensPerRun && (await tokens.next()).done !== true) times.push(performance.now());
  await tokens.return();
  return perSecond(times);
}

function perSecond(times: readonly number[]): number {
  return ((times.length - 1) * 1000) / ((times.at(-1) ?? NaN) - (times[0] ?? NaN));
}

export async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  const engine = openEngine(options);
  const llama = await getLlama({
    gpu: false,
    build: 'never',
    skipDownload: true,
    maxThreads: options.threads,
    logLevel: LlamaLogLevel.error,
  });
  const model = await llama.loadModel({ modelPath: options.modelPath, gpuLayers: 0 });
  const context = await model.createContext({ contextSize: 4096, threads: options.threads });
  const sequence = context.getSequence();
  const prompt = model.tokenize(
    `<|im_start|>system\nYou are Qwen, created by Alibaba Cloud. You are a helpful assistant.<|im_end|>
<|im_start|>user\n${question}<|im_end|>\n<|im_start|>assistant\n`,
    true,
  );
  const figures = await alternate(
    options.rounds,
    async () => throughProduct(engine),
    async () => throughBareLoop(sequence, prompt),
  );
  console.log(`decode, ${tokensPerRun} tokens a run, ${options.threads} threads`);
  report('tokens/s', ['product', 'bare loop'], figures);
  await engine.dispose();
  await context.dispose();
  await model.dispose();
  await llama.dispose();
  return 0;
}
