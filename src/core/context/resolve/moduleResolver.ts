import { Lru } from '../../../base/lru';
import type { FileIndex } from '../index/fileIndex';
import type { FileTexts } from '../place/indexPlace';
import { type LexicalFamily, lexicalFamilyOf } from '../code/lexicalFamily';
import { folderOf } from '../paths';
import { resolveBash, resolveC, resolveCsharp, resolveLua, resolvePhp, resolveRuby } from './byName';
import { resolveGo } from './go';
import { resolveJvm } from './jvm';
import { resolvePython } from './python';
import { resolveRust } from './rust';
import { resolveScript } from './script';
import type { ResolveModule, ResolveWorld } from './world';

const resolvers: Readonly<Record<LexicalFamily, ResolveModule>> = {
  script: resolveScript,
  python: resolvePython,
  go: resolveGo,
  jvm: resolveJvm,
  csharp: resolveCsharp,
  rust: resolveRust,
  c: resolveC,
  ruby: resolveRuby,
  php: resolvePhp,
  lua: resolveLua,
  bash: resolveBash,
  other: () => [],
};

/** Configuration files whose parsed form is kept. */
const maxConfigs = 400;

interface Parsed {
  readonly text: string;
  /** By the function that read it: one file may be read for several things. */
  readonly values: Map<unknown, unknown>;
}

interface Kept {
  readonly stamp: string;
  readonly value: unknown;
}

interface Layout {
  readonly folders: ReadonlySet<string>;
  readonly files: ReadonlyMap<string, readonly string[]>;
}

/** Finds the files of one root folder that module names stand for. Lives as long as the root's index. */
export class ModuleResolver {
  readonly #index: FileIndex;
  readonly #files: FileTexts;
  readonly #configs = new Lru<string, Parsed>(maxConfigs);
  readonly #kept = new Map<string, Kept>();

  constructor(index: FileIndex, files: FileTexts) {
    this.#index = index;
    this.#files = files;
  }

  /**
   * Call at the beginning of each question. The function that it returns sees every configuration file as it is then, keeps what it has
   * found, and never throws because of what files hold. Its answers: files of the workspace, the likeliest first; none for a module from outside.
   */
  forQuestion(): (from: string, module: string) => readonly string[] {
    const world = this.#world();
    const answers = new Map<string, readonly string[]>();
    return (from, module) => {
      const key = `${from}\n${module}`;
      let answer = answers.get(key);
      if (answer === undefined) {
        answer = module === '' ? [] : resolvers[lexicalFamilyOf(from)](from, module, world);
        answers.set(key, answer);
      }
      return answer;
    };
  }

  #world(): ResolveWorld {
    const texts = new Map<string, string | undefined>();
    const read = (path: string): string | undefined => {
      if (!texts.has(path)) texts.set(path, this.#files.read(path));
      return texts.get(path);
    };
    let known: Layout | undefined;
    const layout = (): Layout => (known ??= layoutOf(this.#index));
    return {
      index: this.#index,
      read,
      config: (path, parse) => {
        const text = read(path);
        return text === undefined ? undefined : this.#parsed(path, text, parse);
      },
      folders: () => layout().folders,
      filesIn: (folder) => layout().files.get(folder) ?? [],
      kept: (key, stamp, make) => this.#keep(key, stamp, make),
    };
  }

  #parsed<T>(path: string, text: string, parse: (text: string) => T): T {
    let known = this.#configs.get(path);
    if (known?.text !== text) {
      known = { text, values: new Map() };
      this.#configs.set(path, known);
    }
    if (!known.values.has(parse)) known.values.set(parse, parse(text));
    return known.values.get(parse) as T;
  }

  #keep<T>(key: string, stamp: string, make: () => T): T {
    const known = this.#kept.get(key);
    if (known?.stamp === stamp) return known.value as T;
    const value = make();
    this.#kept.set(key, { stamp, value });
    return value;
  }
}

function layoutOf(index: FileIndex): Layout {
  const folders = new Set<string>(['']);
  const files = new Map<string, string[]>();
  for (const path of index.paths()) {
    const folder = folderOf(path);
    const list = files.get(folder);
    if (list === undefined) files.set(folder, [path]);
    else list.push(path);
    for (let around = folder; !folders.has(around); around = folderOf(around)) folders.add(around);
  }
  return { folders, files };
}
