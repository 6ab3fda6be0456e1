import { existsSync } from 'node:fs';
import path from 'node:path';
import { systemClock } from '../../src/base/clock';
import { nullLog } from '../../src/base/log';
import { EngineClient } from '../../src/client/engineClient';
import { modelFolder, processFolderFacts } from '../../src/node/folders';

export interface BenchOptions {
  readonly modelPath: string;
  readonly threads: number;
  /** How often each side is measured; rounds go A B B A. */
  readonly rounds: number;
}

/** Reads `--model FILE --threads N --rounds N`. Without `--model` it takes the smallest model of the catalogue from the model folder. */
export function readOptions(args: readonly string[], defaultRounds = 3): BenchOptions {
  const value = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const folder = modelFolder('', processFolderFacts());
  const modelPath = path.resolve(value('--model') ?? path.join(folder, 'qwen2.5-coder-0.5b-instruct-q4_k_m.gguf'));
  if (!existsSync(modelPath))
    throw new Error(`No model at ${modelPath}; run "plinth models pull" or pass --model FILE.`);
  return { modelPath, threads: Number(value('--threads') ?? 2), rounds: Number(value('--rounds') ?? defaultRounds) };
}

/** The whole path as the editor uses it: a client, the private socket and an engine process, on the CPU. */
export function openEngine({ modelPath, threads }: BenchOptions): EngineClient {
  const engineFile = path.join(import.meta.dirname, 'engine.mjs');
  const client = new EngineClient({ engineFile, buildId: 'bench', clock: systemClock, log: nullLog });
  const model = { id: path.basename(modelPath), path: modelPath, verified: false };
  client.configure({ model, gpu: 'off', threads, contextTokens: 4096, unloadAfterMs: 0 });
  return client;
}

/** Runs A B B A, `rounds` times each, and returns the figures of both; the first round of each warms up and does not count. */
export async function alternate(
  rounds: number,
  a: () => Promise<number>,
  b: () => Promise<number>,
): Promise<{ a: number[]; b: number[] }> {
  await a();
  await b();
  const figures = { a: [] as number[], b: [] as number[] };
  for (let round = 0; round < rounds; round++)
    for (const side of round % 2 === 0 ? (['a', 'b'] as const) : (['b', 'a'] as const))
      figures[side].push(await (side === 'a' ? a() : b()));
  return figures;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((x, y) => x - y);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

/** One line per side and the ratio of the medians, with the number of items. */
export function report(unit: string, names: readonly [string, string], figures: { a: number[]; b: number[] }): void {
  const [a, b] = [median(figures.a), median(figures.b)];
  for (const [name, value, list] of [
    [names[0], a, figures.a],
    [names[1], b, figures.b],
  ] as const)
    console.log(
      `${name}: median ${value.toFixed(1)} ${unit} (${list.map((item) => item.toFixed(1)).join(', ')}; n = ${list.length})`,
    );
  const pairs = figures.a.map((value, index) => value / (figures.b[index] ?? NaN));
  console.log(
    `ratio ${names[0]} / ${names[1]}: ${(a / b).toFixed(3)} of medians, ${median(pairs).toFixed(3)} median of ${pairs.length} pairs`,
  );
}
