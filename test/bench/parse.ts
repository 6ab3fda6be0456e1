/**
 * What one key costs in the trees of the worker, in files of 20,000 lines: taking in the edit and parsing again, by CPU time.
 * `node test/bench/run.mjs parse [--lines 20000]`. Quotes and backticks are counted apart, since what follows them reads differently until
 * they are closed. Closers come with their openers, as editors do by default; a second run types without that, and has no bar.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../../src/base/clock';
import { nullLog } from '../../src/base/log';
import { Grammars } from '../../src/core/syntax/grammars';
import { Trees } from '../../src/core/syntax/trees';
import { quantile } from '../../src/core/bench/quantile';
import { Bars, spread } from './figures';
import { copyGrammars } from './sampleTree';
import { threadCpu } from './threadCpu';
import { keysOf } from './typist';

interface Sample {
  /** A few dozen lines of code; `_N_` is replaced by the number of the piece. */
  readonly piece: string;
  /** Typed where a piece begins a new statement, so often as there are places. */
  readonly typed: string;
  /** Behind this the typing begins. */
  readonly place: string;
}

const samples: Readonly<Record<string, Sample>> = {
  typescript: {
    piece: `/** Keeps the orders of shop _N_. */
export class Orders_N_ extends Store<Order> implements Disposable {
  readonly #byId = new Map<string, Order>();
  #total = 0;

  constructor(private readonly tax: TaxTable, options: StoreOptions = {}) {
    super({ ...options, name: 'orders-_N_' });
  }

  async add(order: Order, signal?: AbortSignal): Promise<number> {
    if (this.#byId.has(order.id)) throw new Error(\`There is an order \${order.id} already.\`);
    this.#byId.set(order.id, order);
    for (const { price, count } of order.items) {
      this.#total += price * count; // Without tax.
    }
    return this.#total > 1_000 && !signal?.aborted ? this.tax.rateOf(order.country, 'large') : 0;
  }
}

export function total_N_(orders: readonly Order[], rate = 0.19): { net: number; gross: number } {
  const net = orders.flatMap((order) => order.items).reduce((sum, item) => sum + item.price * item.count, 0);
  switch (orders.length) {
    case 0:
      return { net: 0, gross: 0 };
    default:
      return { net, gross: net * (1 + rate) };
  }
}

type Kind_N_ = 'open' | 'paid' | { readonly refused: string; at?: Date };

`,
    typed: `const seen = new Set<string>();
    if (order.items.length > limit) {
      report(\`too many: \${order.id}\`, 'orders', [seen.size]);
    }
    const last = this.#byId.get(order.id)?.items.at(-1) ?? { price: 0, count: 1 };`,
    place: 'signal?: AbortSignal): Promise<number> {\n    ',
  },
  python: {
    piece: `class Orders_N_(Store):
    """Keeps the orders of shop _N_."""

    def __init__(self, tax: TaxTable, **options: object) -> None:
        super().__init__(name='orders-_N_', **options)
        self._tax = tax
        self._by_id: dict[str, Order] = {}
        self._total = 0

    async def add(self, order: Order, *, quiet: bool = False) -> float:
        if order.id in self._by_id:
            raise KeyError(f"There is an order {order.id} already.")
        self._by_id[order.id] = order
        for item in order.items:
            self._total += item.price * item.count  # Without tax.
        try:
            return await self._tax.rate_of(order.country, kind='large')
        except LookupError as error:
            log.warning('no rate: %s', error)
            return 0.0


def total_N_(orders: Sequence[Order], rate: float = 0.19) -> tuple[float, float]:
    net = sum(item.price * item.count for order in orders for item in order.items)
    if not orders:
        return 0.0, 0.0
    return net, net * (1 + rate)


@dataclass(frozen=True)
class Kind_N_:
    refused: str | None = None
    tags: list[str] = field(default_factory=lambda: ['open', 'paid'])


`,
    typed: `seen = set()
        if len(order.items) > limit:
            report(f"too many: {order.id}", 'orders', [len(seen)])
        last = self._by_id.get(order.id, {}).items[-1] or Item(0, count=1)`,
    place: 'quiet: bool = False) -> float:\n        ',
  },
};

function textOf({ piece }: Sample, lines: number): string {
  const count = Math.ceil(lines / (piece.split('\n').length - 1));
  return Array.from({ length: count }, (_, index) => piece.replaceAll('_N_', String(index))).join('');
}

export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { lines: { type: 'string', default: '20000' } } });
  const folder = await mkdtemp(path.join(tmpdir(), 'plinth-parse-'));
  const bars = new Bars();
  try {
    const grammarsDir = await copyGrammars(folder);
    const grammars = new Grammars((name) => readFile(path.join(grammarsDir, name)), nullLog);
    for (const [languageId, sample] of Object.entries(samples)) {
      const text = textOf(sample, Number(values.lines));
      console.log(`${languageId}: ${text.split('\n').length - 1} lines, ${text.length} UTF-16 units`);
      const { plain, quotes } = await type(grammars, { languageId, sample, text, closes: true });
      console.log(`  keys: ${spread(plain)}; quotes and backticks: ${spread(quotes)}`);
      const bare = await type(grammars, { languageId, sample, text, closes: false });
      console.log(`  without closers that come along: ${spread(bare.plain)}; quotes ${spread(bare.quotes)}`);
      bars.check(`${languageId}, parse after a key, p95 in ms`, quantile(plain, 0.95), '<=', 5);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return bars.exitCode;
}

interface Typing {
  readonly languageId: string;
  readonly sample: Sample;
  readonly text: string;
  readonly closes: boolean;
}

/** Types at a quarter, in the middle and at three quarters of the file; without closers, brackets are counted as other keys. */
async function type(
  grammars: Grammars,
  { languageId, sample, text, closes }: Typing,
): Promise<{ readonly plain: number[]; readonly quotes: number[] }> {
  const cpuMs = threadCpu();
  const trees = new Trees({ grammars, clock: systemClock, budgetMs: 60_000 });
  const costs = { plain: [] as number[], quotes: [] as number[] };
  const uri = 'file:///w/long';
  let version = 1;
  trees.open({ uri, languageId, version, text });
  const read = async (): Promise<void> => {
    if ((await trees.read(uri, version, () => true)) !== true) throw new Error('The tree is not there.');
  };
  await read();
  // From the end on, so that what is typed at one place does not move the others.
  for (const share of [0.75, 0.5, 0.25]) {
    const start = text.indexOf(sample.place, text.length * share) + sample.place.length;
    // A line of its own for what is typed.
    const line = { start, oldEnd: start, text: /\n *$/.exec(sample.place)?.[0] ?? '\n' };
    trees.change({ uri, version: ++version, edits: [line] });
    await read();
    for (const { text: key, edit } of keysOf(sample.typed, start, closes)) {
      if (edit === undefined) continue;
      trees.change({ uri, version: ++version, edits: [edit] });
      const beforeMs = cpuMs();
      await read();
      (/["'`]/.test(key) ? costs.quotes : costs.plain).push(cpuMs() - beforeMs);
    }
  }
  trees.dispose();
  return costs;
}
