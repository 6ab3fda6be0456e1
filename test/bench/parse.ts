/**
 * What one key costs in the worker, in files of 20,000 lines, by CPU time: taking in the edit and saying what the scope at the cursor is, as
 * is asked before each completion. What is done at rest, bringing the whole tree up to date, is shown beside it.
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
import { LocalSyntax } from '../../src/core/syntax/localSyntax';
import type { SyntaxChange, SyntaxDocument, SyntaxPlace } from '../../src/protocol/syntax';
import { quantile } from '../../src/core/bench/quantile';
import { Bars, spread } from './figures';
import { copyGrammars } from './sampleTree';
import { threadCpu } from './threadCpu';
import { type Key, keysOf } from './typist';

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
      const { region, whole } = await type(grammars, { languageId, sample, text, closes: true });
      console.log(`  keys: ${spread(region.plain)}; quotes and backticks: ${spread(region.quotes)}`);
      console.log(`  after the answer, a region for the next keys: ${spread(region.aside)}`);
      console.log(`  the whole tree, brought up to date after ${KEYS_TO_REST} keys: ${spread(region.rest)}`);
      console.log(`  the same keys without regions: ${spread(whole.plain)}; quotes ${spread(whole.quotes)}`);
      const bare = await type(grammars, { languageId, sample, text, closes: false });
      console.log(`  no closers come along: ${spread(bare.region.plain)}; quotes ${spread(bare.region.quotes)}`);
      console.log(`  the same without regions: ${spread(bare.whole.plain)}; quotes ${spread(bare.whole.quotes)}`);
      bars.check(`${languageId}, parse after a key, p95 in ms`, quantile(region.plain, 0.95), '<=', 5);
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

/** Milliseconds of CPU time. */
interface Costs {
  readonly plain: number[];
  readonly quotes: number[];
  /** What is done between two keys, where something is. */
  readonly aside: number[];
  readonly rest: number[];
}

/** As many keys as one types without a pause, more or less. */
const KEYS_TO_REST = 25;
const uri = 'file:///w/long';

/**
 * Types at a quarter, in the middle and at three quarters of the file; without closers, brackets are counted as other keys. Each key is
 * answered twice in turn: as the product does, and with the whole tree alone.
 */
async function type(
  grammars: Grammars,
  { languageId, sample, text, closes }: Typing,
): Promise<{ readonly region: Costs; readonly whole: Costs }> {
  const limits = { grammars, clock: systemClock, budgetMs: 60_000 };
  const region = new KeyCosts(new LocalSyntax(limits));
  const whole = new KeyCosts(new LocalSyntax({ ...limits, minRegionUnits: Infinity }));
  let version = 1;
  for (const each of [region, whole]) await each.open({ uri, languageId, version, text });
  // From the end on, so that what is typed at one place does not move the others.
  for (const share of [0.75, 0.5, 0.25]) {
    const start = text.indexOf(sample.place, text.length * share) + sample.place.length;
    // A line of its own for what is typed.
    const line = {
      text: '\n',
      offset: start,
      edit: { start, oldEnd: start, text: /\n *$/.exec(sample.place)?.[0] ?? '\n' },
    };
    let keys = 0;
    for (const key of [line, ...keysOf(sample.typed, start, closes)]) {
      if (key.edit === undefined) continue;
      const change = { uri, version: ++version, edits: [key.edit] };
      for (const each of [region, whole]) await each.type(change, key);
      if (++keys % KEYS_TO_REST === 0) for (const each of [region, whole]) await each.rest(version);
    }
  }
  region.syntax.dispose();
  whole.syntax.dispose();
  return { region: region.costs, whole: whole.costs };
}

/** Asks what a completion asks first after each key, the scope at the cursor. */
class KeyCosts {
  readonly costs: Costs = { plain: [], quotes: [], aside: [], rest: [] };
  readonly #cpuMs = threadCpu();

  constructor(readonly syntax: LocalSyntax) {}

  async open(document: SyntaxDocument): Promise<void> {
    this.syntax.open(document);
    await this.#ask({ uri, version: document.version, offset: 0 });
  }

  async type(change: SyntaxChange, { text, offset }: Pick<Key, 'text' | 'offset'>): Promise<void> {
    const startMs = this.#cpuMs();
    this.syntax.change(change);
    await this.#ask({ uri, version: change.version, offset });
    const answeredMs = this.#cpuMs();
    (/["'`]/.test(text) ? this.costs.quotes : this.costs.plain).push(answeredMs - startMs);
    // Between two keys the thread has time for what it has put off.
    await systemClock.sleep(2);
    const asideMs = this.#cpuMs() - answeredMs;
    if (asideMs > 0.5) this.costs.aside.push(asideMs);
  }

  async rest(version: number): Promise<void> {
    const startMs = this.#cpuMs();
    if ((await this.syntax.read(uri, version, () => true)) !== true) throw new Error('The tree is not there.');
    this.costs.rest.push(this.#cpuMs() - startMs);
  }

  async #ask(place: SyntaxPlace): Promise<void> {
    if ((await this.syntax.scopeAt(place)) === undefined) throw new Error('The tree is not there.');
  }
}
