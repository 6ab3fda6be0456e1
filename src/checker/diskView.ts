import { type Stats, statSync } from 'node:fs';

/** Files that stay the same while one question is answered are looked at once. Call `forget` when the next question begins. */
export class DiskView {
  readonly #stats = new Map<string, Stats | undefined>();

  /** Changes whenever the file does; empty when there is none. */
  versionOf(path: string): string {
    const stats = this.#statsOf(path);
    return stats?.isFile() === true ? `${stats.mtimeMs}:${stats.size}` : '';
  }

  hasFile(path: string): boolean {
    return this.#statsOf(path)?.isFile() === true;
  }

  forget(): void {
    this.#stats.clear();
  }

  #statsOf(path: string): Stats | undefined {
    if (!this.#stats.has(path)) this.#stats.set(path, statOf(path));
    return this.#stats.get(path);
  }
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // Not readable, which is for a compiler as good as not there.
    return undefined;
  }
}
