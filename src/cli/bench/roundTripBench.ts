import path from 'node:path';
import type { ExplainItem } from '../../core/bench/explain/explainItem';
import type { ExplainedItem } from '../../core/bench/explain/explainReport';
import type { RoundTripItem } from '../../core/bench/explain/roundTripItem';
import type { RoundTrip } from '../../core/bench/explain/roundTripReport';
import type { Engine } from '../../core/ports';
import type { Grammars } from '../../core/syntax/grammars';
import { Trees } from '../../core/syntax/trees';
import type { CliTools } from '../cliTools';
import { BenchProgress } from './benchProgress';
import { CallRecorder } from './callRecorder';
import { FunctionPrograms } from './functionPrograms';
import { ResultStore } from './resultStore';
import { isKeptCalls, type KeptCalls, roundTripItems, type RoundTripFile } from './roundTripItems';
import { isRoundTripResult, type RoundTripResult, runRoundTrip } from './roundTripRun';
import { RoundTripWriter } from './roundTripWriter';

export interface RoundTripBenchParts {
  readonly tools: Pick<CliTools, 'io' | 'clock' | 'version'>;
  /** Absolute folder for what is known of calls and functions. */
  readonly out: string;
  readonly grammars: Grammars;
  readonly files: readonly RoundTripFile[];
  /** Of all files of the workspaces. */
  readonly fingerprint: number;
}

/** For the text of one file; one that takes longer counts as one that does not parse. */
const parseBudgetMs = 20_000;

/** Has functions written again from their explanations, and calls them. Dispose of it at the end. */
export class RoundTripBench {
  readonly #parts: RoundTripBenchParts;
  readonly #files: ReadonlyMap<string, RoundTripFile>;
  readonly #programs: FunctionPrograms;

  readonly #fileOf = ({ workspace, file }: ExplainItem): RoundTripFile | undefined =>
    this.#files.get(keyOf(workspace, file));

  constructor(parts: RoundTripBenchParts) {
    this.#parts = parts;
    this.#files = new Map(parts.files.map((file) => [keyOf(file.workspace, file.path), file]));
    this.#programs = new FunctionPrograms(parts.tools.clock);
  }

  /** The first of the items that can be called with known results. @param limit 0 = all */
  async items(all: readonly ExplainItem[], limit: number): Promise<readonly RoundTripItem[]> {
    const { tools, out, fingerprint } = this.#parts;
    const { io, clock, version } = tools;
    const store = await ResultStore.open<KeptCalls>(path.join(out, 'calls.jsonl'), isKeptCalls);
    io.err('plinth: looking for functions whose calls give known results\n');
    const progress = new BenchProgress(io, clock, limit === 0 ? all.length : Math.min(all.length, limit));
    try {
      return await roundTripItems({
        items: all,
        limit,
        fileOf: this.#fileOf,
        recorder: new CallRecorder(this.#programs, io.signal),
        store,
        setting: [version, process.version, fingerprint],
        signal: io.signal,
        onTried: (isNew, isItem) => (limit === 0 || isItem ? progress.step(isNew) : undefined),
      });
    } finally {
      progress.end();
    }
  }

  /** @param setting what explanations depend on, too */
  async write(
    trips: readonly RoundTripItem[],
    explained: readonly ExplainedItem[],
    { engine, setting }: { readonly engine: Engine; readonly setting: unknown },
  ): Promise<readonly RoundTrip[]> {
    const { tools, out, grammars } = this.#parts;
    const { io, clock } = tools;
    const { signal } = io;
    const store = await ResultStore.open<RoundTripResult>(path.join(out, 'written.jsonl'), isRoundTripResult);
    const trees = new Trees({ grammars, clock, budgetMs: parseBudgetMs });
    const writer = new RoundTripWriter({ engine, programs: this.#programs, trees, fileOf: this.#fileOf });
    io.err('plinth: having the functions written again\n');
    const progress = new BenchProgress(io, clock, trips.length + explained.length);
    try {
      return await runRoundTrip({
        trips,
        explained,
        setting: [process.version, setting],
        store,
        signal,
        answer: (trip, words, each) => writer.answer(trip, words, each),
        onAnswer: (isNew) => progress.step(isNew),
      });
    } finally {
      progress.end();
    }
  }

  /** Removes the copies of the workspaces. Never rejects. */
  dispose(): Promise<void> {
    return this.#programs.dispose();
  }
}

function keyOf(workspace: string, file: string): string {
  return `${workspace}\0${file}`;
}
