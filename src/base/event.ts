import { type Disposable, toDisposable } from './disposable';

/** Subscribe with a listener; dispose of the result to unsubscribe. Structurally equal to the editor's own type. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** The sending side of an {@link Event}. A listener that throws does not keep the others from hearing the value. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(value: T) => void>();

  readonly event: Event<T> = (listener) => {
    this.#listeners.add(listener);
    return toDisposable(() => this.#listeners.delete(listener));
  };

  fire(value: T): void {
    let failed = false;
    let first: unknown;
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (error) {
        first = failed ? first : error;
        failed = true;
      }
    }
    if (failed) throw first;
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
