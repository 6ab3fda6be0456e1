/** A text as a bag of words. */
export type Bag = ReadonlyMap<string, number>;

/** Values that Robertson and Zaragoza give as customary (The Probabilistic Relevance Framework, 2009, section 3.5). */
const k1 = 1.2;
const b = 0.75;

export function bagOf(words: Iterable<string>): Bag {
  const bag = new Map<string, number>();
  for (const word of words) bag.set(word, (bag.get(word) ?? 0) + 1);
  return bag;
}

/** BM25 over a set of bags: words that few of them hold weigh more, and long bags do not win by their length. */
export class Bm25 {
  readonly #bags: readonly Bag[];
  readonly #lengths: readonly number[];
  readonly #mean: number;
  readonly #holders = new Map<string, number>();

  constructor(bags: readonly Bag[]) {
    this.#bags = bags;
    this.#lengths = bags.map((bag) => [...bag.values()].reduce((sum, count) => sum + count, 0));
    this.#mean = this.#lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, bags.length);
    for (const bag of bags) for (const word of bag.keys()) this.#holders.set(word, (this.#holders.get(word) ?? 0) + 1);
  }

  /** One score for each bag, in their order; `query` gives each word a weight. Not below 0; comparable only within one call. */
  scores(query: ReadonlyMap<string, number>): number[] {
    const weighted = [...query].map(([word, weight]) => [word, weight * this.#rarity(word)] as const);
    return this.#bags.map((bag, at) => {
      const length = (1 - b + (b * (this.#lengths[at] ?? 0)) / Math.max(1, this.#mean)) * k1;
      let score = 0;
      for (const [word, weight] of weighted) {
        const count = bag.get(word);
        if (count !== undefined) score += (weight * count * (k1 + 1)) / (count + length);
      }
      return score;
    });
  }

  /** What a bag would score that holds the query and nothing else: the measure of a perfect match. */
  perfect(query: ReadonlyMap<string, number>): number {
    return [...query].reduce((sum, [word, weight]) => sum + weight * this.#rarity(word), 0);
  }

  #rarity(word: string): number {
    const holders = this.#holders.get(word) ?? 0;
    return Math.log(1 + (this.#bags.length - holders + 0.5) / (holders + 0.5));
  }
}
