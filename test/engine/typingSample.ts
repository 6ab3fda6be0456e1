/** Code to type again: the keys that the tests make of it stay the same while the product's own code goes on. */
export const typingSample: Readonly<Record<string, string>> = {
  'web/basket.ts': `import { rateOf, type Country } from './tax';

export interface Item {
  readonly name: string;
  readonly price: number;
  readonly count: number;
}

/** What all items cost together. */
export function total(items: readonly Item[], country: Country): number {
  const net = items.reduce((sum, { price, count }) => sum + price * count, 0);
  const rate = rateOf(country) ?? 0;
  return Math.round(net * (1 + rate) * 100) / 100;
}

export function byName(items: readonly Item[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const known = groups.get(item.name);
    if (known === undefined) groups.set(item.name, [item]);
    else known.push(item);
  }
  return groups;
}

export function receipt(items: readonly Item[]): string {
  const lines = items.map(({ name, count }) => \`\${count} x \${name}\`);
  return [...lines, "total: " + lines.length].join('\\n');
}
`,
  'web/queue.ts': `type Job = () => Promise<void>;

export class Queue {
  readonly #jobs: Job[] = [];
  #isRunning = false;

  get size(): number {
    return this.#jobs.length + (this.#isRunning ? 1 : 0);
  }

  add(job: Job): void {
    this.#jobs.push(job);
    if (!this.#isRunning) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    for (let job = this.#jobs.shift(); job !== undefined; job = this.#jobs.shift()) {
      await job().catch((error: unknown) => console.error('job failed', error));
    }
    this.#isRunning = false;
  }

  clear(reason = 'cleared'): number {
    const count = this.#jobs.length;
    this.#jobs.length = 0;
    console.log(\`\${reason}: \${count}\`);
    return count;
  }
}
`,
  'shop/load.py': storyFile('load'),
  'shop/check.py': storyFile('check'),
};

/** What the tiny model writes by itself, so that its answers come true. */
function storyFile(name: string): string {
  const body = '    result = load(path)\n    if not result:\n        return None\n';
  return [1, 2, 3, 4].map((number) => `def ${name}_${number}(path):\n${body}`).join('\n\n');
}
