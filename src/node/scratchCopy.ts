import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, mkdtemp, readdir, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { PlainError } from '../base/errors';
import { IgnoreFiles } from './ignoreFiles';
import { systemReason } from './systemReason';

export interface ScratchLimits {
  readonly maxFiles?: number;
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

/** Packages and environments are lent, not copied: they are large, and a check only reads them. */
const lentFolders: ReadonlySet<string> = new Set(['node_modules', '.venv', 'venv']);
const leftOut: ReadonlySet<string> = new Set(['.git', '.hg', '.svn', '.jj']);

/**
 * A copy of a folder below the system's folder for temporary files, mode 0700, in which a command may do what it likes. Without what ignore
 * files name, without the history; installed packages are links to the originals. Remove it when the work is over.
 */
export class ScratchCopy {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** @throws PlainError `scratchTooLarge` above the limits, `scratchFailed` where the system refuses, `interrupted` after an abort */
  static async create(original: string, limits: ScratchLimits = {}): Promise<ScratchCopy> {
    // mkdtemp makes it with mode 0700.
    const copy = new ScratchCopy(await mkdtemp(path.join(os.tmpdir(), 'plinth-check-')));
    try {
      await new Copying(path.resolve(original), copy.folder, limits).folder('');
      return copy;
    } catch (error) {
      await copy.remove();
      if (error instanceof PlainError) throw error;
      throw new PlainError('scratchFailed', `"${original}" cannot be copied: ${systemReason(error)}.`);
    }
  }

  /** Gives a file another text. `relative` must lead into the folder. @throws PlainError `scratchFailed` */
  async write(relative: string, text: string): Promise<void> {
    const file = path.resolve(this.folder, relative);
    if (!isInside(this.folder, file)) throw new PlainError('scratchFailed', `"${relative}" lies outside of the copy.`);
    await mkdir(path.dirname(file), { recursive: true });
    // What is a link here would lead out of the copy.
    await rm(file, { force: true });
    await writeFile(file, text);
  }

  /** Never rejects. */
  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}

class Copying {
  readonly #from: string;
  readonly #to: string;
  readonly #ignoreFiles: IgnoreFiles;
  readonly #limits: { readonly maxFiles: number; readonly maxBytes: number; readonly signal: AbortSignal | undefined };
  #files = 0;
  #bytes = 0;

  constructor(from: string, to: string, { maxFiles = 50_000, maxBytes = 500_000_000, signal }: ScratchLimits) {
    this.#from = from;
    this.#to = to;
    this.#ignoreFiles = new IgnoreFiles(from);
    this.#limits = { maxFiles, maxBytes, signal };
  }

  async folder(relative: string): Promise<void> {
    if (this.#limits.signal?.aborted === true) throw new PlainError('interrupted', 'Stopped.');
    const entries = await readdir(path.join(this.#from, relative), { withFileTypes: true });
    this.#ignoreFiles.enter(
      relative,
      entries.map(({ name }) => name),
    );
    for (const entry of entries) {
      const inside = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (lentFolders.has(entry.name)) await this.#lend(inside);
      else if (leftOut.has(entry.name) || this.#ignoreFiles.ignores(inside, entry.isDirectory())) continue;
      else if (entry.isDirectory()) {
        await mkdir(path.join(this.#to, inside));
        await this.folder(inside);
      } else if (entry.isFile()) await this.#file(inside);
      else if (entry.isSymbolicLink()) await this.#link(inside);
    }
  }

  async #file(relative: string): Promise<void> {
    const source = path.join(this.#from, relative);
    const { size } = await lstat(source);
    this.#files += 1;
    this.#bytes += size;
    const { maxFiles, maxBytes } = this.#limits;
    if (this.#files > maxFiles || this.#bytes > maxBytes)
      throw new PlainError(
        'scratchTooLarge',
        `The folder is too large to be copied for a check: more than ${maxFiles} files or ${Math.round(maxBytes / 1e6)} MB.`,
        'Run the command in a smaller folder, or name large files in .gitignore.',
      );
    await copyFile(source, path.join(this.#to, relative), constants.COPYFILE_FICLONE);
  }

  /** A link that stays in the folder stays a link; others would lead out of the copy. */
  async #link(relative: string): Promise<void> {
    const link = path.join(this.#from, relative);
    const target = await readlink(link);
    if (path.isAbsolute(target) || !isInside(this.#from, path.resolve(path.dirname(link), target))) return;
    await symlink(target, path.join(this.#to, relative));
  }

  async #lend(relative: string): Promise<void> {
    await symlink(path.join(this.#from, relative), path.join(this.#to, relative), 'junction');
  }
}

function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '' && relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}
