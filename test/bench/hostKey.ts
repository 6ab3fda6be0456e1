/**
 * What a key costs the extension host's thread: `node test/bench/run.mjs hostKey [--rounds 2] [--keys 220]`. The same keys are typed into a file of
 * 1,000 and into one of 50,000 lines in turns, A B B A.
 *
 * Inside of the figures, all on the host's thread: telling the worker of the edit, bringing the copy of the document's text up to date (or
 * having it put together as VS Code does), the completion service with context from the index, the client's side of the engine's socket (every token of the
 * answer), the history, and what goes on until the next key. The worker thread with its trees and index and the engine's process are real, with
 * the tiny model, whose answers are nonsense, so that each key asks anew; they end after as many tokens as the real model writes for a key on
 * average, because it would not come to an end. Their own time is not inside. Nor is VS Code's own work: its copy
 * of the document and its conversation with the window. Times are CPU time of the one thread, but for typed-through answers: there it is the
 * clock from the call that VS Code would make until the items are there, with an engine that says what is typed next.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { systemClock } from '../../src/base/clock';
import { nullLog } from '../../src/base/log';
import { alignedTable } from '../../src/core/bench/alignedTable';
import { quantile } from '../../src/core/bench/quantile';
import type { Outcome } from '../../src/core/completion/outcome';
import { OutcomeHistory } from '../../src/core/completion/outcomeHistory';
import { CompletionService } from '../../src/core/completion/service';
import { ContextCollector } from '../../src/core/context/choose/collector';
import { defaultRecipe } from '../../src/core/context/choose/recipe';
import type { Engine } from '../../src/core/ports';
import type { CompletionRequest, DocumentSnapshot } from '../../src/core/text/snapshot';
import { FakeEngine } from '../fakes/fakeEngine';
import { TextMirror } from '../../src/core/text/textMirror';
import { openEngine } from './engineBench';
import { spread } from './figures';
import { IndexedWorkspace } from './indexedWorkspace';
import { documentOf, MirrorDocument, programStatements } from './longDocument';
import { checkout } from './sampleTree';
import { threadCpu } from './threadCpu';
import { watchTurns } from './turns';
import { keysOf } from './typist';

const files = 2_000;
/** Between the answer and the next key: what comes after it costs the thread as well. */
const restMs = 20;
/** What the 0.5B wrote for a key (`plinth bench typing`, 200 keys, mean), rounded up. */
const answerTokens = 20;
const sizes = [1_000, 50_000] as const;
/** Of statements in a row that are each answered as a whole. */
const throughLines = programStatements.split('\n').map((line) => line.trim());

/** One typing in one file. */
interface Replay {
  /** CPU of the thread from the key until the next one. */
  readonly cpuMs: number[];
  /** By the clock, from the call to the items, of answers that came from the cache. */
  readonly throughMs: number[];
  shown: number;
}

export async function main(args: string[]): Promise<number> {
  const options = { rounds: { type: 'string', default: '2' }, keys: { type: 'string', default: '220' } } as const;
  const { values } = parseArgs({ args, options });
  const workspace = await IndexedWorkspace.create(files);
  const engine = openEngine({ modelPath: path.join(checkout, 'test/engine/tiny/tiny.gguf'), threads: 1, rounds: 1 });
  try {
    await workspace.fill();
    await untilReady(engine);
    const bench = new HostBench(workspace, Number(values.keys));
    await bench.replay(sizes[0], engine);
    await bench.replay(sizes[0], through());
    const asked = new Map<number, Replay[]>(sizes.map((lines) => [lines, []]));
    const typed = new Map<number, Replay[]>(sizes.map((lines) => [lines, []]));
    const turns: number[] = [];
    for (let round = 0; round < Number(values.rounds); round++)
      for (const lines of round % 2 === 0 ? sizes : [...sizes].reverse()) {
        asked.get(lines)?.push(await bench.replay(lines, engine));
        typed.get(lines)?.push(await bench.replay(lines, through()));
        // Looking at the clock each millisecond costs something, so these keys are counted in nothing else.
        turns.push(...(await watchTurns(async () => void (await bench.replay(lines, engine)))));
      }
    return report(asked, typed, turns);
  } finally {
    await engine.dispose();
    await workspace.dispose();
  }
}

async function untilReady(engine: Engine): Promise<void> {
  for (let attempt = 0; attempt < 300 && engine.status.state !== 'ready'; attempt++) await systemClock.sleep(100);
  if (engine.status.state !== 'ready') throw new Error(`The engine is ${engine.status.state}.`);
}

/** Says the rest of the line that is typed. */
function through(): FakeEngine {
  return new FakeEngine({
    complete: ({ middle }) => {
      const begun = middle.slice(middle.lastIndexOf('\n') + 1).trim();
      const line = throughLines.find((one) => begun !== '' && one.startsWith(begun)) ?? '';
      return { chunks: line === '' ? ['wrong('] : [line.slice(begun.length)] };
    },
  });
}

/** The same engine, whose answers are of the usual length. */
function endingSoon(engine: Engine): Engine {
  return {
    get status() {
      return engine.status;
    },
    onStatus: engine.onStatus,
    chat: (order, signal) => engine.chat(order, signal),
    complete: (prompt, order, signal) =>
      engine.complete(prompt, { ...order, answerTokens: Math.min(order.answerTokens, answerTokens) }, signal),
  };
}

interface Row {
  readonly figure: string;
  readonly value: number;
  readonly bar: number;
  readonly detail: string;
}

function report(
  asked: ReadonlyMap<number, readonly Replay[]>,
  typed: ReadonlyMap<number, readonly Replay[]>,
  turns: readonly number[],
): number {
  const costsOf = (lines: number): number[] => (asked.get(lines) ?? []).flatMap(({ cpuMs }) => cpuMs);
  const rows: Row[] = [];
  for (const lines of sizes) {
    const costs = costsOf(lines);
    const name = `${lines} lines: CPU per key, p95 ms`;
    rows.push({ figure: name, value: quantile(costs, 0.95), bar: 15, detail: spread(costs) });
  }
  const [small, large] = [costsOf(sizes[0]), costsOf(sizes[1])];
  const ratio = quantile(large, 0.5) / quantile(small, 0.5);
  const counts = `n = ${large.length} and ${small.length}`;
  rows.push({ figure: `${sizes[1]} against ${sizes[0]} lines, medians`, value: ratio, bar: 1.3, detail: counts });
  const turnFigures = spread(turns, [0.5, 0.99, 0.999]);
  rows.push({
    figure: 'CPU of a turn of the loop, p99.9 ms',
    value: quantile(turns, 0.999),
    bar: 16,
    detail: turnFigures,
  });
  for (const lines of sizes) {
    const ms = (typed.get(lines) ?? []).flatMap(({ throughMs }) => throughMs);
    const name = `${lines} lines: typed-through answer, host to item, p95 ms`;
    // Fewer would say little.
    const value = ms.length >= 200 ? quantile(ms, 0.95) : NaN;
    rows.push({ figure: name, value, bar: 5, detail: ms.length === 0 ? 'none' : spread(ms) });
  }
  const cells = rows.map(({ figure, value, bar, detail }) => {
    return [figure, value.toFixed(2), `<= ${bar}`, value <= bar ? 'holds' : 'FAILS', detail];
  });
  console.log(alignedTable([['figure', 'result', 'bar', '', 'spread'], ...cells]));
  const all = [...asked.values()].flat();
  const shown = all.reduce((sum, replay) => sum + replay.shown, 0);
  console.log(`${shown} of ${small.length + large.length} keys that asked were shown something.`);
  return rows.every(({ value, bar }) => value <= bar) ? 0 : 1;
}

/** The host's side with a real worker. */
class HostBench {
  readonly #cpuMs = threadCpu();
  readonly #workspace: IndexedWorkspace;
  readonly #keys: number;
  readonly #history = new OutcomeHistory();
  #documents = 0;

  constructor(workspace: IndexedWorkspace, keys: number) {
    this.#workspace = workspace;
    this.#keys = keys;
  }

  async replay(lines: number, engine: Engine): Promise<Replay> {
    const { client, folder } = this.#workspace;
    const file = `app/use/host${this.#documents++}.ts`;
    const uri = pathToFileURL(path.join(folder, file)).href;
    const { text, start } = documentOf(lines);
    const document = new MirrorDocument(text);
    client.open({ uri, languageId: 'typescript', version: document.version, text });
    await this.#untilParsed(uri, start);
    const service = this.#serviceOn(engine);
    const mirror = new TextMirror();
    const replay: Replay = { cpuMs: [], throughMs: [], shown: 0 };
    let last = new AbortController();
    for (const { edit, offset } of [...keysOf(programStatements, start, false)].slice(0, this.#keys)) {
      if (edit === undefined) continue;
      // The editor's own work; it finds a line without counting.
      document.change(edit);
      const line = document.lineAt(offset);
      const beforeMs = this.#cpuMs();
      last.abort();
      last = new AbortController();
      client.change({ uri, version: document.version, edits: [edit] });
      mirror.change(uri, document.version, [edit]);
      const { version } = document;
      const read = () => mirror.read({ uri, version, cursor: { offset, line }, compose: () => document.text });
      const snapshot = snapshotOf({ uri, path: file, version }, read);
      const request = { snapshot, offset, trigger: 'automatic', cursors: 1, readOnly: false } as const;
      const calledMs = performance.now();
      const outcome = await this.#provide(service, request, last.signal);
      if (outcome.kind === 'shown' && outcome.from === 'cache') replay.throughMs.push(performance.now() - calledMs);
      if (outcome.kind === 'shown') replay.shown++;
      await systemClock.sleep(restMs);
      replay.cpuMs.push(this.#cpuMs() - beforeMs);
    }
    service.dispose();
    client.close(uri);
    return replay;
  }

  /** As the editor's provider does. */
  async #provide(service: CompletionService, request: CompletionRequest, signal: AbortSignal): Promise<Outcome> {
    const outcome = await service.suggest(request, signal);
    const { trigger, snapshot } = request;
    const { path: name, languageId } = snapshot;
    this.#history.add({ atMs: Date.now(), path: name, languageId, line: 1, trigger }, outcome);
    return outcome;
  }

  #serviceOn(engine: Engine): CompletionService {
    const { client } = this.#workspace;
    return new CompletionService({
      context: new ContextCollector({
        workspace: client,
        hostSources: [],
        clock: systemClock,
        recent: () => [],
        recipe: defaultRecipe,
      }),
      engine: endingSoon(engine),
      syntax: client,
      trials: client,
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
  async #untilParsed(uri: string, offset: number): Promise<void> {
    for (let attempt = 0; attempt < 100; attempt++) {
      if ((await this.#workspace.client.scopeAt({ uri, version: 1, offset })) !== undefined) return;
      await systemClock.sleep(100);
    }
    throw new Error('The worker has no tree of the document.');
  }
}

/** The text is read when it is first asked for, as in the editor. */
function snapshotOf(
  name: { readonly uri: string; readonly path: string; readonly version: number },
  read: () => string,
): DocumentSnapshot {
  let text: string | undefined;
  return {
    ...name,
    repository: 'tree',
    languageId: 'typescript',
    get text(): string {
      return (text ??= read());
    },
  };
}
