import fs from 'node:fs';
import path from 'node:path';
import { IgnoreRules } from '../core/context/index/ignoreRules';
import { findRepository } from './repositoryFolder';
import { systemCode } from './systemReason';

/** Names of the files that say what is not to be looked at. */
export const gitIgnoreName = '.gitignore';
export const plinthIgnoreName = '.plinthignore';

const ignoreNames: readonly string[] = [gitIgnoreName, plinthIgnoreName];
/** Larger ones count as if they said everything. */
export const maxIgnoreBytes = 1 << 20;
/** The rule of an ignore file that is there but cannot be read: its folder is left alone altogether. */
const everything = '*';

/** Rules and the folder that their paths are relative to. */
interface PlacedRules {
  readonly rules: IgnoreRules;
  readonly top: string;
}

interface FolderRules {
  /** .git/info/exclude and .gitignore from the repository's top folder on. */
  readonly git: PlacedRules;
  /** .plinthignore from the file system's top folder on. */
  readonly own: PlacedRules;
}

/**
 * What the ignore files in, above and below one root folder say of the paths in it. Git's own rules count up to the top of the repository
 * that the root lies in, `.plinthignore` in any folder above. Those of the folders below are read once: by `enter`, or when a path in the
 * folder is first asked about.
 */
export class IgnoreFiles {
  readonly #root: string;
  /** What the folders above say. */
  readonly #above: FolderRules;
  /** By path relative to the root; a folder without ignore files of its own has its parent's. */
  readonly #byFolder = new Map<string, FolderRules>();

  constructor(root: string) {
    this.#root = path.resolve(root);
    const parent = path.dirname(this.#root);
    const none: FolderRules = { git: gitRulesAbove(this.#root), own: plinthRulesAbove(this.#root) };
    // Who opens an ignored folder wants to work in it.
    const isIgnored = parent !== this.#root && ignoredBy(none.git, this.#root, true);
    const noGit = { rules: IgnoreRules.none(!isCaseSensitive()), top: this.#root };
    this.#above = isIgnored ? { ...none, git: noGit } : none;
    this.enter('', ignoreNames);
  }

  /** Tells the names of a folder's entries, where they are known anyway: its ignore files are read now, and need not be looked for later. */
  enter(folder: string, names: Iterable<string>): void {
    let rules = folder === '' ? this.#above : this.#rulesOf(parentOf(folder));
    const absolute = path.join(this.#root, folder);
    for (const name of new Set(names)) {
      if (name === gitIgnoreName) rules = { ...rules, git: extended(rules.git, absolute, name) };
      else if (name === plinthIgnoreName) rules = { ...rules, own: extended(rules.own, absolute, name) };
    }
    this.#byFolder.set(folder, rules);
  }

  /** Call when a folder appeared: another one may have been there before. */
  forget(folder: string): void {
    if (folder === '') return;
    for (const known of this.#byFolder.keys())
      if (known === folder || known.startsWith(`${folder}/`)) this.#byFolder.delete(known);
  }

  /** True for a path (relative to the root, forward slashes) that is to be left alone; also when a folder above it is. */
  ignores(relative: string, isFolder: boolean): boolean {
    const { git, own } = this.#rulesOf(parentOf(relative));
    const file = path.join(this.#root, relative);
    return ignoredBy(git, file, isFolder) || ignoredBy(own, file, isFolder);
  }

  #rulesOf(folder: string): FolderRules {
    const known = this.#byFolder.get(folder);
    if (known !== undefined) return known;
    const above = folder === '' ? this.#above : this.#rulesOf(parentOf(folder));
    const absolute = path.join(this.#root, folder);
    // Nothing in it can undo that, and such folders are many.
    if (ignoredBy(above.git, absolute, true) || ignoredBy(above.own, absolute, true)) return above;
    this.enter(folder, ignoreNames);
    return this.#byFolder.get(folder) ?? above;
  }
}

function gitRulesAbove(root: string): PlacedRules {
  const none = IgnoreRules.none(!isCaseSensitive());
  const repository = findRepository(root);
  if (repository === undefined) return { rules: none, top: root };
  const start = { rules: none.with('', repository.exclude), top: repository.folder };
  return foldersBetween(repository.folder, root).reduce((above, at) => extended(above, at, gitIgnoreName), start);
}

function plinthRulesAbove(folder: string): PlacedRules {
  const { root: top } = path.parse(folder);
  const start: PlacedRules = { rules: IgnoreRules.none(true), top };
  return foldersBetween(top, folder).reduce((above, at) => extended(above, at, plinthIgnoreName), start);
}

/** The folder and all above it, the file system's top folder first. */
export function foldersDownTo(folder: string): string[] {
  return [...foldersBetween(path.parse(folder).root, folder), folder];
}

/** The rules with those of one more ignore file, if it is there. */
function extended(placed: PlacedRules, folder: string, name: string): PlacedRules {
  const content = readIgnoreFile(path.join(folder, name));
  if (content === undefined) return placed;
  return { ...placed, rules: placed.rules.with(slashed(path.relative(placed.top, folder)), content) };
}

function readIgnoreFile(file: string): string | undefined {
  try {
    const facts = fs.statSync(file, { throwIfNoEntry: false });
    if (facts?.isFile() !== true) return undefined;
    return facts.size > maxIgnoreBytes ? everything : fs.readFileSync(file, 'utf8');
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes(systemCode(error)) ? undefined : everything;
  }
}

function ignoredBy({ rules, top }: PlacedRules, file: string, isFolder: boolean): boolean {
  return rules.ignores(slashed(path.relative(top, file)), isFolder);
}

/** From `top` down to the parent of `folder`; nothing when they are the same. */
function foldersBetween(top: string, folder: string): string[] {
  const folders: string[] = [];
  for (let at = folder; at !== top;) {
    const parent = path.dirname(at);
    if (parent === at) break;
    folders.unshift(parent);
    at = parent;
  }
  return folders;
}

function parentOf(relative: string): string {
  return relative.slice(0, Math.max(0, relative.lastIndexOf('/')));
}

function slashed(file: string): string {
  return path.sep === '/' ? file : file.replaceAll(path.sep, '/');
}

/** As git sees it by default. */
function isCaseSensitive(): boolean {
  return process.platform !== 'win32' && process.platform !== 'darwin';
}
