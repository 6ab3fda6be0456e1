/**
 * How soon an abort frees the engine, through the whole path (client, socket, engine process, model): completions with long prompts are
 * aborted at random moments while the prompt is read and while the answer is written. The bar: one native call (a chunk or a token) plus
 * 10 ms. So from each time is taken what the call took that was under way at the abort, as the engine measured it.
 */
import type { EngineClient } from '../../src/client/engineClient';
import type { CompleteResult, CompletionPrompt } from '../../src/protocol/engine';
import { openEngine, readOptions } from './engineBench';

const barMs = 10;
const phases = ['reading', 'writing'] as const;
const ways = ['report', 'next request'] as const;
/** Reading a long prompt takes longer than this on a CPU. */
const latestReadingMs = 1_500;
/** Some tokens on, so that the abort can come at any moment of one. */
const latestWritingMs = 200;
const limits = { promptTokens: 1_024, answerTokens: 96 };

/** `reading` or `writing`, seen from the end: what the engine was doing when the abort came. */
type Phase = (typeof phases)[number];
/**
 * Two measures of the same thing: `report` is the time from abort() until the engine's report is here, both ways through the socket;
 * `next request` is the engine's own measure of how long a request that follows at once waits for its turn.
 */
type Way = (typeof ways)[number];

interface Item {
  readonly phase: Phase;
  readonly way: Way;
  readonly freeMs: number;
  readonly stepMs: number;
}

/** The same moments in every run (a linear congruential generator with the constants of Numerical Recipes). */
class Dice {
  #state = 12_345;

  roll(below: number): number {
    this.#state = (this.#state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return (this.#state / 2 ** 32) * below;
  }
}

/** A prompt that shares nothing with those before it, so that all of it has to be read. */
function promptOf(number: number, lines: number): CompletionPrompt {
  const line = (index: number): string =>
    `item_${number}_${index} = load("data/${number}/${index}.csv", rows=${(number * 37 + index * 11) % 1_000})\n`;
  const prefix = `# part ${number}\n${Array.from({ length: lines }, (_, index) => line(index)).join('')}`;
  const place = { session: `abort-${number}`, anchor: 1, repository: 'bench', path: 'bench.py' };
  return { ...place, context: [], prefix, suffix: '', hint: '', middle: `squares_${number} = [1, 4, 9, ` };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** One aborted completion; undefined when the answer had ended before, or nothing of it had begun. */
async function abortOne(
  engine: EngineClient,
  { number, phase, way }: { readonly number: number; readonly phase: Phase; readonly way: Way },
  dice: Dice,
): Promise<Item | undefined> {
  const controller = new AbortController();
  const prompt = promptOf(number, phase === 'reading' ? 60 : 2);
  const { chunks, done } = engine.complete(prompt, limits, controller.signal);
  if (phase === 'reading') await sleep(dice.roll(latestReadingMs));
  else {
    // Not by for-await: leaving such a loop is an abort by itself.
    const answer = chunks[Symbol.asyncIterator]();
    for (let left = 2 + Math.floor(dice.roll(18)); left > 0 && (await answer.next()).done !== true; left--);
    await sleep(dice.roll(latestWritingMs));
  }
  const startMs = performance.now();
  controller.abort();
  const next = way === 'report' ? undefined : engine.complete(promptOf(-number, 0), one, new AbortController().signal);
  const result = await done;
  const reportMs = performance.now() - startMs;
  const freeMs = next === undefined ? reportMs : (await next.done).queueMs;
  const seen = phaseOf(result);
  return seen === undefined ? undefined : { phase: seen, way, freeMs, stepMs: result.lastStepMs };
}

const one = { promptTokens: 256, answerTokens: 1 };

function phaseOf({ stop, evaluatedTokens, generatedTokens }: CompleteResult): Phase | undefined {
  if (stop !== 'aborted' || evaluatedTokens === 0) return undefined;
  return generatedTokens === 0 ? 'reading' : 'writing';
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

function figures(values: readonly number[]): string {
  const [half, most, all] = [0.5, 0.95, 1].map((share) => quantile(values, share).toFixed(1));
  return `p50 ${half}, p95 ${most}, max ${all} ms`;
}

function tell(name: string, items: readonly Item[]): void {
  const over = items.map(({ freeMs, stepMs }) => freeMs - stepMs);
  console.log(`${name}: n = ${items.length}`);
  console.log(`  time to free          ${figures(items.map(({ freeMs }) => freeMs))}`);
  console.log(`  the call under way    ${figures(items.map(({ stepMs }) => stepMs))}`);
  console.log(`  free less that call   ${figures(over)}`);
  // A random moment lies in the middle of the call on average, so half of it is left.
  const own = items.reduce((sum, { freeMs, stepMs }) => sum + freeMs - stepMs / 2, 0) / items.length;
  console.log(`  mean beyond what was left of the call (half of it)  ${own.toFixed(1)} ms`);
  console.log(`  free less that call over ${barMs} ms: ${over.filter((ms) => ms > barMs).length} of ${items.length}`);
}

export async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args, 32);
  const engine = openEngine(options);
  const dice = new Dice();
  const items: Item[] = [];
  let uncounted = 0;
  let number = 0;
  try {
    // The sizes of the chunks follow the measured speed, so that is measured first.
    for (; number < 2; number++) await engine.complete(promptOf(number, 20), one, new AbortController().signal).done;
    for (let round = 0; round < options.rounds; round++)
      for (const way of ways.slice(0, round % 2 === 0 ? 2 : 1))
        for (const phase of phases) {
          const item = await abortOne(engine, { number: ++number, phase, way }, dice);
          if (item === undefined) uncounted++;
          else items.push(item);
        }
  } finally {
    await engine.dispose();
  }
  const { threads } = options;
  console.log(
    `abort, ${items.length} items, ${threads} threads; ${uncounted} not counted (ended or not begun before it)`,
  );
  for (const way of ways)
    for (const phase of phases)
      tell(
        `${phase}, by the ${way}`,
        items.filter((item) => item.phase === phase && item.way === way),
      );
  tell('all', items);
  return 0;
}
