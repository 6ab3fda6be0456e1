/** A map that forgets its least recently used entry beyond `capacity`. `onEvict` frees what an entry holds. */
export class Lru<K, V> {
  readonly #entries = new Map<K, V>();
  readonly #onEvict: (value: V, key: K) => void;

  constructor(
    readonly capacity: number,
    onEvict: (value: V, key: K) => void = () => undefined,
  ) {
    this.#onEvict = onEvict;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Reads an entry and marks it as used now. */
  get(key: K): V | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  set(key: K, value: V): void {
    const old = this.#entries.get(key);
    if (old !== undefined && old !== value) this.#onEvict(old, key);
    this.#entries.delete(key);
    this.#entries.set(key, value);
    while (this.#entries.size > this.capacity) {
      const oldest = this.#entries.keys().next().value as K;
      this.delete(oldest);
    }
  }

  /** Removes and frees an entry; false when there was none. */
  delete(key: K): boolean {
    const value = this.#entries.get(key);
    if (value === undefined) return false;
    this.#entries.delete(key);
    this.#onEvict(value, key);
    return true;
  }

  clear(): void {
    for (const key of [...this.#entries.keys()]) this.delete(key);
  }

  /** Entries from least to most recently used. */
  entries(): IterableIterator<[K, V]> {
    return this.#entries.entries();
  }
}
