import fs from 'node:fs';
import path from 'node:path';
import { Lru } from '../base/lru';
import type { FileTexts } from '../core/context/place/indexPlace';
import type { SourceReader } from '../node/sourceReader';
import { stampOf } from '../node/sourceReader';

export interface RootFilesParts {
  readonly root: string;
  readonly reader: SourceReader;
  /** The document's text as typed. */
  readonly openText: (relative: string) => string | undefined;
  /** True for a path that must not be read: secret, ignored, excluded. */
  readonly isRefused: (relative: string) => boolean;
  /** The stamp that the file had when its facts were read; `undefined` for a file that is not in the index. */
  readonly knownStamp: (relative: string) => string | undefined;
  /** A file of the index is another one by now. */
  readonly onStale: (relative: string) => void;
}

const maxTexts = 48;
/** Longer texts are read anew each time. */
const maxKeptUnits = 64 * 1_024;

/** Texts of one root's files, for the sources of context. Asks the disk each time whether a text still stands. */
export class RootFiles implements FileTexts {
  readonly #parts: RootFilesParts;
  readonly #texts = new Lru<string, { readonly stamp: string; readonly text: string }>(maxTexts);

  constructor(parts: RootFilesParts) {
    this.#parts = parts;
  }

  /**
   * As `FileTexts` says. Also `undefined` for a file that changed since it was indexed, until its facts fit its text again: an excerpt by
   * old offsets would be of the wrong lines.
   */
  read(relative: string): string | undefined {
    const { root, openText, isRefused, knownStamp, onStale } = this.#parts;
    const name = path.posix.normalize(relative);
    if (name === '' || name === '.' || name.startsWith('../') || name === '..' || path.isAbsolute(name))
      return undefined;
    if (isRefused(name)) return undefined;
    const open = openText(name);
    if (open !== undefined) return this.#leadsElsewhere(name) ? undefined : open;
    const file = path.join(root, name);
    const stamp = stampOf(file);
    if (stamp === '' || this.#leadsElsewhere(name)) return undefined;
    const known = knownStamp(name);
    if (known !== undefined && known !== stamp) {
      onStale(name);
      return undefined;
    }
    return this.#readOnce(name, file, stamp);
  }

  /** True for a path, open or not, of which nothing may be shown: it is refused itself, or a link leads from it to what is. */
  isHidden(name: string): boolean {
    return this.#parts.isRefused(name) || this.#leadsElsewhere(name);
  }

  #readOnce(name: string, file: string, stamp: string): string | undefined {
    const kept = this.#texts.get(name);
    if (kept?.stamp === stamp) return kept.text;
    const source = this.#parts.reader.read(file);
    if ('skip' in source || source.stamp !== stamp) return undefined;
    if (source.text.length <= maxKeptUnits) this.#texts.set(name, { stamp, text: source.text });
    return source.text;
  }

  /** A folder on the way is a link: what it leads to must lie in the root and be allowed there too. */
  #leadsElsewhere(name: string): boolean {
    try {
      const root = fs.realpathSync.native(this.#parts.root);
      const real = path.relative(root, realPathOf(path.join(root, name))).replaceAll(path.sep, '/');
      if (real === name) return false;
      return real === '' || real.startsWith('../') || path.isAbsolute(real) || this.#parts.isRefused(real);
    } catch {
      return true;
    }
  }
}

/** Of a document that was never saved: where it would lie. Throws for a link that leads nowhere. */
function realPathOf(file: string): string {
  if (fs.lstatSync(file, { throwIfNoEntry: false }) !== undefined) return fs.realpathSync.native(file);
  const parent = path.dirname(file);
  return parent === file ? file : path.join(realPathOf(parent), path.basename(file));
}
