/** A posting is one number: the hash (32 bits) times this, plus the file (21 bits). A double holds both exactly. */
const FILES = 2 ** 21;
const MIN_RECENT = 4_096;

/**
 * Which files hold a name, by the name's hash. Eight bytes for each pair: a sorted array, and beside it the recent ones as they came,
 * merged in when there are many.
 */
export class NamePostings {
  /** Grows by doubling or so and is merged in place: arrays that come and go would leave holes in the process's memory. */
  #sorted: Float64Array = new Float64Array(MIN_RECENT);
  #sortedCount = 0;
  #recent: Float64Array = new Float64Array(MIN_RECENT);
  #recentCount = 0;

  add(hash: number, file: number): void {
    if (this.#recentCount === this.#recent.length) this.#merge();
    this.#recent[this.#recentCount++] = hash * FILES + file;
  }

  /** Numbers of the files that were added with this hash, ascending, each once. */
  files(hash: number): number[] {
    const first = hash * FILES;
    const last = first + FILES;
    const found = new Set<number>();
    for (let index = this.#lowerBound(first); index < this.#sortedCount; index++) {
      const posting = this.#sorted[index] ?? 0;
      if (posting >= last) break;
      found.add(posting - first);
    }
    for (let index = 0; index < this.#recentCount; index++) {
      const posting = this.#recent[index] ?? 0;
      if (posting >= first && posting < last) found.add(posting - first);
    }
    return [...found].sort((a, b) => a - b);
  }

  /** Gives every file a new number, or drops its postings where that is `undefined`. New numbers must keep the order of the old ones. */
  renumber(numberOf: (file: number) => number | undefined): void {
    this.#merge();
    let count = 0;
    for (const posting of this.#sorted.subarray(0, this.#sortedCount)) {
      const file = numberOf(posting % FILES);
      if (file !== undefined) this.#sorted[count++] = posting - (posting % FILES) + file;
    }
    this.#sortedCount = count;
  }

  #lowerBound(posting: number): number {
    let low = 0;
    let high = this.#sortedCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle] ?? 0) < posting) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** From the end on, so that nothing is overwritten that is still needed. A posting that is there twice stays so. */
  #merge(): void {
    const recent = this.#recent.subarray(0, this.#recentCount).sort();
    const total = this.#sortedCount + recent.length;
    if (total > this.#sorted.length) this.#grow(total);
    const sorted = this.#sorted;
    let left = this.#sortedCount - 1;
    let right = recent.length - 1;
    for (let at = total - 1; right >= 0; at--) {
      const [leftValue, rightValue] = [left < 0 ? -1 : (sorted[left] ?? -1), recent[right] ?? -1];
      sorted[at] = Math.max(leftValue, rightValue);
      if (leftValue > rightValue) left--;
      else right--;
    }
    this.#sortedCount = total;
    this.#recentCount = 0;
    // In proportion, so that filling the whole index merges a bounded number of times.
    if (total >> 3 > 2 * this.#recent.length) this.#recent = new Float64Array(total >> 3);
  }

  #grow(total: number): void {
    const larger = new Float64Array(Math.ceil(1.5 * total));
    larger.set(this.#sorted.subarray(0, this.#sortedCount));
    this.#sorted = larger;
  }
}
