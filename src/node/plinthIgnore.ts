import fs from 'node:fs/promises';
import path from 'node:path';
import { Lru } from '../base/lru';
import { IgnoreRules } from '../core/context/index/ignoreRules';
import type { Clock, WithheldFiles } from '../core/ports';
import { isSecretFile } from '../core/text/secretFiles';
import { keptFilePathOf } from './fileUri';
import { foldersDownTo, maxIgnoreBytes, plinthIgnoreName } from './ignoreFiles';
import { systemCode } from './systemReason';

interface Kept {
  rules: IgnoreRules;
  readAt: number;
  isReading: boolean;
}

const maxFolders = 64;
/** Rules older than this are read anew, while the old ones answer. */
const FRESH_MS = 1_000;

/**
 * Which documents `.plinthignore` files, in their folder or any above it, keep from the model, and which are links to such files or to
 * files of secrets. Waits for the disk only when a folder or a file is met for the first time. Where such a file is there but cannot be
 * read, everything below it is withheld.
 */
export class PlinthIgnore implements WithheldFiles {
  readonly #clock: Clock;
  readonly #kept = new Lru<string, Kept>(maxFolders);
  readonly #realPaths = new Lru<string, { readonly path: string; readAt: number }>(maxFolders);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async isWithheld(uri: string): Promise<boolean> {
    const file = keptFilePathOf(uri);
    if (file === undefined) return false;
    if (await this.#refuses(file)) return true;
    // A link must not be a way around the rules.
    const real = await this.#realPath(file);
    return real !== file && (isSecretFile(real) || (await this.#refuses(real)));
  }

  async #refuses(file: string): Promise<boolean> {
    const folder = path.dirname(file);
    const { rules } = this.#known(folder) ?? (await this.#meet(folder));
    return rules.ignores(path.relative(path.parse(file).root, file).replaceAll(path.sep, '/'), false);
  }

  /** Waits for the disk for a file that is met for the first time; later an old answer serves while it is looked for anew. */
  async #realPath(file: string): Promise<string> {
    const known = this.#realPaths.get(file);
    if (known === undefined) return this.#followLinks(file);
    if (this.#clock.now() - known.readAt > FRESH_MS) {
      known.readAt = this.#clock.now();
      void this.#followLinks(file);
    }
    return known.path;
  }

  /** Of a file that is not there yet, by its folder. Never rejects. */
  async #followLinks(file: string): Promise<string> {
    const real = await fs.realpath(file).catch(async () => {
      const folder = await fs.realpath(path.dirname(file)).catch(() => path.dirname(file));
      return path.join(folder, path.basename(file));
    });
    this.#realPaths.set(file, { path: real, readAt: this.#clock.now() });
    return real;
  }

  #known(folder: string): Kept | undefined {
    const kept = this.#kept.get(folder);
    if (kept !== undefined && !kept.isReading && this.#clock.now() - kept.readAt > FRESH_MS)
      void this.#renew(folder, kept);
    return kept;
  }

  async #meet(folder: string): Promise<Kept> {
    const kept = { rules: await readRules(folder), readAt: this.#clock.now(), isReading: false };
    this.#kept.set(folder, kept);
    return kept;
  }

  async #renew(folder: string, kept: Kept): Promise<void> {
    kept.isReading = true;
    kept.rules = await readRules(folder);
    kept.readAt = this.#clock.now();
    kept.isReading = false;
  }
}

/** Never rejects. */
async function readRules(folder: string): Promise<IgnoreRules> {
  const folders = foldersDownTo(folder);
  const contents = await Promise.all(folders.map((each) => readIgnoreFile(path.join(each, plinthIgnoreName))));
  const top = path.parse(folder).root;
  return folders.reduce((rules, each, index) => {
    const content = contents[index];
    if (content === undefined) return rules;
    return rules.with(path.relative(top, each).replaceAll(path.sep, '/'), content);
  }, IgnoreRules.none(true));
}

async function readIgnoreFile(file: string): Promise<string | undefined> {
  try {
    const facts = await fs.stat(file);
    if (!facts.isFile()) return undefined;
    return facts.size > maxIgnoreBytes ? '*' : await fs.readFile(file, 'utf8');
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes(systemCode(error)) ? undefined : '*';
  }
}
