import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { SourceFiles } from '../core/debug/sourceFiles';
import { looksBinary } from '../core/text/binary';
import type { DocumentSnapshot } from '../core/text/snapshot';
import { IgnoreFiles } from '../node/ignoreFiles';
import { walkRoot } from '../node/walkRoot';
import { languageIdOf } from './languageId';
import { sourceName } from './sourceFile';

/** Larger files were not written by a person. */
const MAX_FILE_BYTES = 5_000_000;
/** Two are enough to know that a name is not the only one of its kind. */
const maxFound = 2;

/** The files of one folder, for stack traces that name them. Reads nothing outside of it. */
export class DiskSources implements SourceFiles {
  readonly roots: readonly string[];
  readonly #root: string;

  /** @param root absolute */
  constructor(root: string) {
    this.#root = root;
    this.roots = [slashed(root)];
  }

  async open(name: string): Promise<DocumentSnapshot | undefined> {
    const file = path.resolve(name);
    if (!file.startsWith(this.#root + path.sep)) return undefined;
    try {
      const facts = await stat(file);
      if (!facts.isFile() || facts.size > MAX_FILE_BYTES) return undefined;
      const text = new TextDecoder('utf-8').decode(await readFile(file));
      if (looksBinary(text, 0)) return undefined;
      return { ...sourceName(file, this.#root), languageId: languageIdOf(file), version: 1, text };
    } catch {
      // It is gone, or is not for this user: as if it were not there.
      return undefined;
    }
  }

  /** Walks the folder the way the index does; the loop is bounded by the walk's own limits. */
  endingIn(tail: string): Promise<readonly string[]> {
    const found: string[] = [];
    const extension = path.extname(tail).slice(1).toLowerCase();
    if (extension === '') return Promise.resolve(found);
    const walk = walkRoot({
      root: this.#root,
      ignoreFiles: new IgnoreFiles(this.#root),
      exclude: [],
      extensions: new Set([extension]),
      onSkip: () => undefined,
    });
    for (const relative of walk) {
      if (relative !== undefined && (relative === tail || relative.endsWith(`/${tail}`)))
        found.push(`${slashed(this.#root)}/${relative}`);
      if (found.length >= maxFound) break;
    }
    return Promise.resolve(found);
  }
}

function slashed(file: string): string {
  return file.split(path.sep).join('/').replace(/\/$/, '');
}
