/**
 * What collecting context costs the host's thread, by its CPU time, with the index of 20,000 files in the worker:
 * `node test/bench/run.mjs context [--files 20000] [--rounds 2]`. Types 200 keys, new lines among them, and then jumps to 60 places, in a file
 * of 1,000 and in one of 50,000 lines in turns, A B B A. Everything is as in the editor but for the engine, which answers at once.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { systemClock } from '../../src/base/clock';
import { nullLog } from '../../src/base/log';
import { CompletionService } from '../../src/core/completion/service';
import { ContextCollector } from '../../src/core/context/choose/collector';
import type { ContextChoice, ContextSource } from '../../src/core/context/choose/contextSource';
import { defaultRecipe } from '../../src/core/context/choose/recipe';
import { quantile } from '../../src/core/bench/quantile';
import { FakeEngine } from '../fakes/fakeEngine';
import { Bars, spread } from './figures';
import { importsOfProgram, IndexedWorkspace, programFile, programFiles } from './indexedWorkspace';
import { documentOf, programStatements } from './longDocument';
import { threadCpu } from './threadCpu';
import { type Key, keysOf } from './typist';

const keys = 200;
const jumps = 60;
const patienceMs = 2_000;
/** What the typing path waits for context. */
const typingWaitMs = 80;
const sizes = [1_000, 50_000] as const;

interface Collected {
  readonly cpuMs: number;
  readonly candidates: number;
  readonly kept: number;
  readonly isAnswered: boolean;
  /** By the clock, from the question to the choice. */
  readonly waitedMs: number;
  /** CPU time of the other threads meanwhile. */
  readonly workerMs: number;
  /** What the sources took in the worker, by the clock. */
  readonly sourceMs: Readonly<Record<string, number>>;
}

/** One typing in one file. */
interface Replay {
  /** Of collecting, for each key; nothing where the anchor stayed. */
  readonly perKey: number[];
  readonly collected: Collected[];
  /** Of everything that a key costs the thread. */
  readonly wholeKeys: number[];
}

export async function main(args: string[]): Promise<number> {
  const options = { files: { type: 'string', default: '20000' }, rounds: { type: 'string', default: '2' } } as const;
  const { values } = parseArgs({ args, options });
  const workspace = await IndexedWorkspace.create(Number(values.files));
  try {
    const filled = await workspace.fill();
    console.log(`files: ${filled.files} indexed in ${(filled.ms / 1_000).toFixed(1)} s`);
    const bench = new ContextBench(workspace);
    await bench.replay(sizes[0]);
    const runs = new Map<number, Replay[]>(sizes.map((lines) => [lines, []]));
    for (let round = 0; round < Number(values.rounds); round++)
      for (const lines of round % 2 === 0 ? sizes : [...sizes].reverse())
        runs.get(lines)?.push(await bench.replay(lines));
    return report(runs, filled.files, Number(values.files));
  } finally {
    await workspace.dispose();
  }
}

function report(runs: ReadonlyMap<number, readonly Replay[]>, files: number, wanted: number): number {
  const bars = new Bars();
  bars.check('files indexed', files, '>=', wanted * 0.95);
  const middles: number[] = [];
  for (const [lines, replays] of runs) {
    const collected = replays.flatMap((replay) => replay.collected);
    const costs = collected.map(({ cpuMs }) => cpuMs);
    const answered = collected.filter(({ isAnswered }) => isAnswered);
    const mean = (of: (item: Collected) => number): string =>
      (answered.reduce((sum, item) => sum + of(item), 0) / answered.length).toFixed(1);
    const perKey = replays.flatMap((replay) => replay.perKey);
    const share = `${perKey.filter((ms) => ms > 0).length} of ${perKey.length} keys collect`;
    console.log(`${lines} lines: collecting for each key typed ${spread(perKey)}; ${share}`);
    console.log(`  of those and of all jumps: ${spread(costs)}`);
    const counts = `${mean((item) => item.candidates)} candidates, ${mean((item) => item.kept)} kept on average`;
    console.log(`  ${answered.length} of ${collected.length} answered: ${counts}`);
    const inTime = collected.filter(({ waitedMs }) => waitedMs <= typingWaitMs).length;
    const waited = spread(collected.map(({ waitedMs }) => waitedMs));
    console.log(
      `  waited for: ${waited}; ${inTime} within ${typingWaitMs} ms, which depends on what else the machine does`,
    );
    console.log(`  CPU time of the other threads meanwhile: ${spread(collected.map(({ workerMs }) => workerMs))}`);
    const sources = Object.keys(Object.assign({}, ...answered.map(({ sourceMs }) => sourceMs)) as object);
    const perSource = sources.map((name) => `${name} ${mean(({ sourceMs }) => sourceMs[name] ?? 0)}`);
    console.log(`  of it in the worker, on average in ms by the clock: ${perSource.join(', ')}`);
    console.log(`  whole keys: ${spread(replays.flatMap((replay) => replay.wholeKeys))}`);
    bars.check(`${lines} lines, collecting once, p95 in ms`, quantile(costs, 0.95), '<=', 5);
    bars.check(`${lines} lines, share of questions answered`, answered.length / collected.length, '>=', 0.9);
    middles.push(quantile(costs, 0.5));
  }
  const [small = NaN, large = NaN] = middles;
  bars.check(`${sizes[1]} lines against ${sizes[0]}, median of collecting`, large / small, '<=', 1.3);
  return bars.exitCode;
}

/** A string in one piece, as an editor hands it out; else its first reader would pay for joining it. */
function flat(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

/** The host's side with a real worker. */
class ContextBench {
  readonly #cpuMs = threadCpu();
  readonly #workspace: IndexedWorkspace;
  readonly #recent: string[] = [];
  #documents = 0;

  constructor(workspace: IndexedWorkspace) {
    this.#workspace = workspace;
    for (let index = programFiles - 5; index < programFiles; index++) {
      const uri = this.#uriOf(programFile(index));
      const text = `${importsOfProgram(2)}\nexport const shown${index} = [load0, load1, Part0, Part1];\n`;
      workspace.client.open({ uri, languageId: 'typescript', version: 1, text });
      this.#recent.push(uri);
    }
  }

  async replay(lines: number): Promise<Replay> {
    const { client } = this.#workspace;
    const replay: Replay = { perKey: [], collected: [], wholeKeys: [] };
    const file = `app/use/typed${this.#documents++}.ts`;
    const document = { uri: this.#uriOf(file), path: file, repository: 'tree', languageId: 'typescript' };
    let { text } = documentOf(lines);
    const { start } = documentOf(lines);
    let version = 1;
    client.open({ ...document, version, text });
    await this.#untilParsed({ uri: document.uri, version, offset: start });
    const service = this.#serviceFor(replay);
    const press = async ({ edit, offset }: Pick<Key, 'edit' | 'offset'>): Promise<void> => {
      if (edit !== undefined) text = flat(text.slice(0, edit.start) + edit.text + text.slice(edit.oldEnd));
      const before = replay.collected.length;
      const beforeMs = this.#cpuMs();
      if (edit !== undefined) client.change({ uri: document.uri, version: ++version, edits: [edit] });
      const snapshot = { ...document, version, text };
      const request = { snapshot, offset, trigger: 'automatic', cursors: 1, readOnly: false } as const;
      await service.suggest(request, new AbortController().signal);
      replay.wholeKeys.push(this.#cpuMs() - beforeMs);
      replay.perKey.push(replay.collected.slice(before).reduce((sum, { cpuMs }) => sum + cpuMs, 0));
    };
    for (const key of [...keysOf(programStatements, start)].slice(0, keys)) await press(key);
    const typing = replay.perKey.length;
    for (let jump = 1; jump <= jumps; jump++) {
      const place = text.indexOf('{\n', (text.length * jump) / (jumps + 1)) + 2;
      await press({ edit: { start: place, oldEnd: place, text: '  s\n' }, offset: place + 3 });
    }
    replay.perKey.length = typing;
    replay.wholeKeys.length = typing;
    client.close(document.uri);
    return replay;
  }

  #serviceFor(replay: Replay): CompletionService {
    const { client } = this.#workspace;
    const collector = new ContextCollector({
      workspace: client,
      hostSources: [],
      clock: systemClock,
      recent: () => this.#recent,
      recipe: defaultRecipe,
    });
    const context: ContextSource = {
      collect: async (place, order) => {
        const startMs = performance.now();
        const allBefore = process.cpuUsage();
        const beforeMs = this.#cpuMs();
        // Longer than the editor waits, so that every answer comes and costs what it costs, also on a machine that does other things.
        const choice = await collector.collect(place, { ...order, waitMs: patienceMs });
        const cpuMs = this.#cpuMs() - beforeMs;
        const all = process.cpuUsage(allBefore);
        const workerMs = (all.user + all.system) / 1_000 - cpuMs;
        replay.collected.push({ cpuMs, workerMs, waitedMs: performance.now() - startMs, ...countsOf(choice) });
        return choice;
      },
    };
    return new CompletionService({
      context,
      // Never what is typed, so that each key asks.
      engine: new FakeEngine({ complete: () => ({ chunks: ['wrong(', 'a, b)', ';'] }) }),
      syntax: client,
      clock: systemClock,
      log: nullLog,
      settings: () => ({
        'completion.enabled': true,
        'completion.languages': {},
        'completion.multiline': true,
        'completion.frequency': 'often',
      }),
    });
  }

  /** As somebody does who opened the file a while ago. */
  async #untilParsed(place: {
    readonly uri: string;
    readonly version: number;
    readonly offset: number;
  }): Promise<void> {
    for (let attempt = 0; attempt < 100; attempt++) {
      if ((await this.#workspace.client.scopeAt(place)) !== undefined) return;
      await systemClock.sleep(100);
    }
    throw new Error('The worker has no tree of the document.');
  }

  #uriOf(file: string): string {
    return pathToFileURL(path.join(this.#workspace.folder, file)).href;
  }
}

function countsOf({ pieces, ranked, notes, index }: ContextChoice): Omit<Collected, 'cpuMs' | 'workerMs' | 'waitedMs'> {
  const sourceMs = Object.fromEntries(notes.map(({ source, ms }) => [source, ms]));
  return { candidates: ranked.length, kept: pieces.length, isAnswered: index !== undefined, sourceMs };
}
