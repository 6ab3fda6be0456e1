/**
 * Whether typing stays quick while an explanation streams: `node test/bench/run.mjs chatTyping [--rounds 4] [--keys 40] [--model FILE]
 * [--threads 2]`. The same keys are typed with an engine that has nothing else to do (A) and with one that writes an explanation all the time
 * (B), in turns, A B B A; the first turn of each warms up and does not count.
 *
 * A key counts when something is shown for it. Its time goes from the call that VS Code would make until the suggestion is there: the
 * completion service with the real syntax, the private socket, the engine's process and the model. Answers are not remembered, so that each key
 * asks the engine; the pauses between the keys are those of somebody who waits to see what is shown.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../../src/base/clock';
import { nullLog } from '../../src/base/log';
import { quantile } from '../../src/core/bench/quantile';
import { noAnswers } from '../../src/core/completion/answerCache';
import { CompletionService } from '../../src/core/completion/service';
import { noContext } from '../../src/core/context/choose/contextSource';
import type { Engine } from '../../src/core/ports';
import { Grammars } from '../../src/core/syntax/grammars';
import { LocalSyntax } from '../../src/core/syntax/localSyntax';
import type { CompletionRequest } from '../../src/core/text/snapshot';
import { settingsWith } from '../fakes/completionSettings';
import { openEngine, readOptions } from './engineBench';
import { Bars, spread } from './figures';
import { copyGrammars } from './sampleTree';
import { keysOf } from './typist';

const pauseMs = 150;
const barRatio = 1.25;
/** Fewer say nothing about a median. */
const leastKeys = 60;
const never = new AbortController().signal;

/** What stands above the line that is typed. The first line differs from turn to turn, so that no turn finds its prompt read by another. */
const above = (turn: number): string => `// Orders, part ${turn}.
export interface Order {
  readonly id: string;
  readonly customer: string;
  readonly lines: readonly OrderLine[];
}

export interface OrderLine {
  readonly article: string;
  readonly pieces: number;
  readonly price: number;
}

export function totalOf(order: Order): number {
  let total = 0;
  for (const line of order.lines) total += line.pieces * line.price;
  return total;
}

`;
const typed = `export function findOrder(orders: readonly Order[], id: string): Order | undefined {
  for (const order of orders) {
    if (order.id === id) return order;
  }
  return undefined;
}
`;

/** Types into a new document, and tells for each key that something is shown for how long that took. */
class Typist {
  readonly #service: CompletionService;
  readonly #syntax: LocalSyntax;
  readonly #keys: number;
  #turn = 0;

  constructor(engine: Engine, syntax: LocalSyntax, keys: number) {
    this.#syntax = syntax;
    this.#keys = keys;
    this.#service = new CompletionService({
      engine,
      syntax,
      context: noContext,
      clock: systemClock,
      log: nullLog,
      settings: () => settingsWith(),
      answers: noAnswers,
    });
  }

  async type(): Promise<number[]> {
    const turn = (this.#turn += 1);
    const head = above(turn);
    const uri = `file:///bench/orders${turn}.ts`;
    const times: number[] = [];
    let [text, version] = [head, 1];
    this.#syntax.open({ uri, version, languageId: 'typescript', text });
    let left = this.#keys;
    for (const key of keysOf(typed, head.length)) {
      if (left-- === 0) break;
      if (key.edit !== undefined) {
        const { start, oldEnd } = key.edit;
        text = text.slice(0, start) + key.edit.text + text.slice(oldEnd);
        version += 1;
        this.#syntax.change({ uri, version, edits: [key.edit] });
      }
      const ms = await this.#shownAfter(uri, version, text, key.offset);
      if (ms !== undefined) times.push(ms);
      await systemClock.sleep(pauseMs);
    }
    this.#syntax.close(uri);
    return times;
  }

  async #shownAfter(uri: string, version: number, text: string, offset: number): Promise<number | undefined> {
    const path = uri.slice('file:///bench/'.length);
    const snapshot = { uri, path, repository: 'bench', languageId: 'typescript', version, text };
    const request: CompletionRequest = { snapshot, offset, trigger: 'automatic', cursors: 1, readOnly: false };
    const startMs = performance.now();
    const outcome = await this.#service.suggest(request, never);
    return outcome.kind === 'shown' ? performance.now() - startMs : undefined;
  }
}

/** Has the model explain without end. */
class Explainer {
  readonly #engine: Engine;
  #controller = new AbortController();
  #work: Promise<void> = Promise.resolve();
  chunks = 0;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Resolves when the first word is there. */
  async start(): Promise<void> {
    this.#controller = new AbortController();
    await new Promise<void>((resolve, reject) => {
      this.#work = this.#explain(resolve);
      this.#work.catch(reject);
    });
  }

  async stop(): Promise<void> {
    this.#controller.abort();
    await this.#work;
  }

  async #explain(onWord: () => void): Promise<void> {
    const { signal } = this.#controller;
    for (let part = 0; !signal.aborted; part += 1) {
      const content = `Explain this code, line by line, in many words.\n\n\`\`\`ts\n${above(-part)}\`\`\``;
      const order = { lane: 'explain', messages: [{ role: 'user', content }], answerTokens: 1_200 } as const;
      const { chunks, done } = this.#engine.chat(order, signal);
      for await (const chunk of chunks) {
        if (chunk === '') continue;
        this.chunks += 1;
        onWord();
      }
      await done;
    }
  }
}

export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { keys: { type: 'string', default: '40' } }, strict: false });
  const options = readOptions(args, 4);
  const folder = await mkdtemp(path.join(tmpdir(), 'plinth-chat-typing-'));
  const grammarsDir = await copyGrammars(path.join(folder, 'grammars'));
  const grammars = new Grammars((name) => readFile(path.join(grammarsDir, name)), nullLog);
  const syntax = new LocalSyntax({ grammars, clock: systemClock, budgetMs: 10_000, parseBudgetMs: 10_000 });
  await syntax.parse('typescript', '');
  const engine = openEngine(options);
  try {
    const typist = new Typist(engine, syntax, Number(values['keys']));
    const explainer = new Explainer(engine);
    const idle = (): Promise<number[]> => typist.type();
    const streaming = async (): Promise<number[]> => {
      await explainer.start();
      try {
        return await typist.type();
      } finally {
        await explainer.stop();
      }
    };
    // The weights are loaded, and the engine learns how fast it is.
    await idle();
    await streaming();
    explainer.chunks = 0;
    const times = { idle: [] as number[], streaming: [] as number[] };
    for (let round = 0; round < options.rounds; round++)
      for (const side of round % 2 === 0 ? (['idle', 'streaming'] as const) : (['streaming', 'idle'] as const))
        times[side].push(...(await (side === 'idle' ? idle() : streaming())));
    return report(times, explainer.chunks);
  } finally {
    await engine.dispose();
    syntax.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

function report(times: { readonly idle: number[]; readonly streaming: number[] }, chunks: number): number {
  console.log(`idle: key to shown ${spread(times.idle)}`);
  console.log(
    `while an explanation streams: key to shown ${spread(times.streaming)}; ${chunks} pieces of it came meanwhile`,
  );
  const bars = new Bars();
  bars.check(
    'keys for which something was shown, on the side with fewer',
    Math.min(times.idle.length, times.streaming.length),
    '>=',
    leastKeys,
  );
  bars.check('pieces of the explanation', chunks, '>=', 1);
  bars.check(
    'key to shown while an explanation streams, p50 against idle',
    quantile(times.streaming, 0.5) / quantile(times.idle, 0.5),
    '<=',
    barRatio,
  );
  return bars.exitCode;
}
