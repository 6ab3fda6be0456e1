import type { FileChanges } from '../../../protocol/context';

/** The index looks at the whole folder when more files than this change at once, so no more of them have to be named. */
const maxNamed = 500;

/** Changes of the files of one folder, gathered until they are told. A burst costs a bounded list and not one of every file in it. */
export class GatheredChanges {
  /** By absolute path: true for a file that is there. */
  readonly #files = new Map<string, boolean>();

  get isEmpty(): boolean {
    return this.#files.size === 0;
  }

  /** @param isThere false when the file was deleted; what was said last of a file counts. */
  note(file: string, isThere: boolean): void {
    if (this.#files.size < maxNamed || this.#files.has(file)) this.#files.set(file, isThere);
  }

  /** What was gathered; empty afterwards. */
  take(): FileChanges {
    const pathsOf = (wanted: boolean): string[] =>
      [...this.#files].flatMap(([file, isThere]) => (isThere === wanted ? [file] : []));
    const changes = { changed: pathsOf(true), deleted: pathsOf(false) };
    this.#files.clear();
    return changes;
  }
}
