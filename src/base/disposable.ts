/** Something that holds a resource until it is disposed of. Structurally equal to the editor's own type. */
export interface Disposable {
  dispose(): unknown;
}

/** Collects disposables and releases them in reverse order, each exactly once, even when one of them throws. */
export class DisposableStore implements Disposable {
  readonly #items: Disposable[] = [];
  #disposed = false;

  /** Adds an item and returns it. An item added after disposal is disposed of at once, so nothing leaks. */
  add<T extends Disposable>(item: T): T {
    if (this.#disposed) item.dispose();
    else this.#items.push(item);
    return item;
  }

  dispose(): void {
    this.#disposed = true;
    const errors: unknown[] = [];
    for (const item of this.#items.splice(0).reverse()) {
      try {
        item.dispose();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}

/** Wraps a function as a disposable that runs it once. */
export function toDisposable(release: () => unknown): Disposable {
  let pending: (() => unknown) | undefined = release;
  return {
    dispose: () => {
      const run = pending;
      pending = undefined;
      run?.();
    },
  };
}
