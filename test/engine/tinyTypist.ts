import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { systemClock } from '../../src/base/clock';
import { nullLog } from '../../src/base/log';
import { PlinthSide } from '../../src/cli/bench/plinthSide';
import { type Scan, scanWorkspaces } from '../../src/cli/bench/scanWorkspaces';
import { SkippingClock } from '../../src/cli/bench/skippingClock';
import { VirtualKeyboard } from '../../src/cli/bench/virtualKeyboard';
import { buildTraces } from '../../src/core/bench/typing/buildTraces';
import type { TraceRecord } from '../../src/core/bench/typing/keyRecord';
import type { TypingTrace } from '../../src/core/bench/typing/trace';
import { noContext } from '../../src/core/context/choose/contextSource';
import type { Clock } from '../../src/core/ports';
import type { Grammars } from '../../src/core/syntax/grammars';
import { LocalSyntax } from '../../src/core/syntax/localSyntax';
import { nothingWithheld } from '../../src/core/text/withheldFiles';
import { ModelWork } from '../../src/engine/modelWork';
import { engineConfigOf } from './tinyConfig';
import { typingSample } from './typingSample';
import { WorkEngine } from './workEngine';

/** `web` is code of which the tiny model knows nothing; `shop` is what it writes by itself, so that its answers come true. */
const samples = ['web', 'shop'] as const;
type SampleName = (typeof samples)[number];

/** Types the sample on the product's own way, in this process, with the tiny model in the place of a large one. Dispose of it. */
export class TinyTypist {
  readonly #work: ModelWork;
  readonly #engine: WorkEngine;
  readonly #syntax: LocalSyntax;
  readonly #scans: ReadonlyMap<SampleName, Scan>;

  private constructor(modelFile: string, grammars: Grammars, scans: ReadonlyMap<SampleName, Scan>) {
    this.#work = new ModelWork({ config: engineConfigOf(modelFile), log: nullLog, clock: systemClock });
    this.#engine = new WorkEngine(this.#work);
    // Budgets that a busy machine does not miss.
    this.#syntax = new LocalSyntax({ grammars, clock: systemClock, budgetMs: 10_000, parseBudgetMs: 10_000 });
    this.#scans = scans;
  }

  /** Reads the sample; the model is loaded with the first key. */
  static async create(modelFile: string, grammars: Grammars): Promise<TinyTypist> {
    const folder = await mkdtemp(path.join(tmpdir(), 'plinth-typing-'));
    try {
      for (const name of samples) await mkdir(path.join(folder, name));
      for (const [name, text] of Object.entries(typingSample)) await writeFile(path.join(folder, name), text);
      const scans = new Map<SampleName, Scan>();
      for (const name of samples) {
        const order = { salt: '', kinds: ['body'], grammars, clock: systemClock } as const;
        scans.set(name, await scanWorkspaces({ ...order, folders: [path.join(folder, name)] }));
      }
      return new TinyTypist(modelFile, grammars, scans);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Two traces of so many keys, in files of 100 and of 1,000 lines. */
  tracesOf(name: SampleName, keys: number, seed = 1): TypingTrace[] {
    return buildTraces(this.#scans.get(name)?.workspaces ?? [], { seed, traces: 2, keys, lines: [100, 1_000] });
  }

  /** @param clock a `SkippingClock` has each key wait for the answer to the one before */
  async type(
    traces: readonly TypingTrace[],
    clock: Clock,
    { cache }: { readonly cache: boolean },
  ): Promise<TraceRecord[]> {
    const bench = { engine: this.#engine, syntax: this.#syntax };
    const followsSpeed = !(clock instanceof SkippingClock);
    const parts = { context: () => noContext, withheld: nothingWithheld, cache, clock, followsSpeed, log: nullLog };
    const side = new PlinthSide({ ...parts, bench });
    const keyboard = new VirtualKeyboard({
      clock,
      asFast: clock instanceof SkippingClock,
      snapshotOf: ({ file, language, text }) => {
        const name = { uri: pathToFileURL(`/w/${file}`).href, path: file, repository: 'w' };
        return { ...name, languageId: language, version: 1, text };
      },
    });
    const records: TraceRecord[] = [];
    for (const trace of traces) records.push(await keyboard.play(trace, side, new AbortController().signal));
    return records;
  }

  async dispose(): Promise<void> {
    await this.#work.dispose();
    this.#syntax.dispose();
  }
}
