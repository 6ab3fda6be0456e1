import fs from 'node:fs';
import path from 'node:path';
import { IgnoreFiles } from '../node/ignoreFiles';
import { excludeMatcher, fileSkip, folderSkip, isInToolFolder, walkRoot } from '../node/walkRoot';
import { sourceExtensions } from './extractor';
import type { SkipCounts } from './skipCounts';

/** Which files of one root may be in its index, by their paths: what ignore files, excluded patterns, tool folders and secret names say. */
export class RootRules {
  readonly #folder: string;
  readonly #skips: SkipCounts;
  #exclude: readonly string[];
  #isExcluded: (relative: string) => boolean;
  #ignoreFiles: IgnoreFiles;

  constructor(folder: string, exclude: readonly string[], skips: SkipCounts) {
    this.#folder = folder;
    this.#skips = skips;
    this.#exclude = exclude;
    this.#isExcluded = excludeMatcher(exclude);
    this.#ignoreFiles = new IgnoreFiles(folder);
  }

  /** Other patterns of excluded paths. False when they are the same as before. */
  setExclude(exclude: readonly string[]): boolean {
    if (exclude.join('\n') === this.#exclude.join('\n')) return false;
    this.#exclude = exclude;
    this.#isExcluded = excludeMatcher(exclude);
    return true;
  }

  /** Reads the ignore files anew and finds what may be in the index, as `walkRoot` does; what it passes over is counted. */
  walk(near: readonly string[], maxFiles: number): Generator<string | undefined, void> {
    this.#skips.startWalk();
    this.#ignoreFiles = new IgnoreFiles(this.#folder);
    return walkRoot({
      root: this.#folder,
      ignoreFiles: this.#ignoreFiles,
      exclude: this.#exclude,
      extensions: sourceExtensions,
      near,
      maxFiles,
      onSkip: (reason, relative) => this.#skips.noteWalk(reason, relative),
    });
  }

  /** True for a file that must be left alone. */
  isRefused(relative: string): boolean {
    if (isInToolFolder(relative) || this.#skips.isInClosedFolder(relative)) return true;
    return fileSkip({ root: this.#folder, ignoreFiles: this.#ignoreFiles }, this.#isExcluded, relative) !== undefined;
  }

  /** True for a path that appeared and is a folder to look into. */
  isNewFolder(relative: string): boolean {
    if (!isFolder(path.join(this.#folder, relative))) return false;
    this.#ignoreFiles.forget(relative);
    return !this.#isFolderRefused(relative);
  }

  /** Says which other files are to be looked at, or comes with a change of many; unless it lies where nothing is looked at. */
  decidesOthers(relative: string): boolean {
    const match = /^(?:(.*)\/)?(?:\.gitignore|\.plinthignore|\.git\/HEAD|\.git\/info\/exclude)$/.exec(relative);
    return match !== null && (match[1] === undefined || !this.#isFolderRefused(match[1]));
  }

  #isFolderRefused(relative: string): boolean {
    if (this.#skips.isInClosedFolder(`${relative}/`)) return true;
    return folderSkip({ root: this.#folder, ignoreFiles: this.#ignoreFiles }, this.#isExcluded, relative) !== undefined;
  }
}

function isFolder(file: string): boolean {
  try {
    return fs.lstatSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}
