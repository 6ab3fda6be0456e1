import type { FileFacts, ImportedName } from '../syntax/fileFacts';
import { isModuleInside, moduleStems } from './moduleInside';
import type { UsedName } from './usedNames';

/** In these a name of another file cannot be used without an import, so that a name that just happens to be the same is told apart. */
const importingLanguages: ReadonlySet<string> = new Set([
  'typescript',
  'typescriptreact',
  'javascript',
  'javascriptreact',
  'python',
]);
/** Shorter names are too often something else where no import tells. */
const minNameChars = 3;

interface KnownFile {
  readonly path: string;
  readonly language: string;
  readonly facts: FileFacts;
}

/** Which names of a workspace's files come from its other files. */
export class CrossFileNames {
  /** Name to the files that hand it out at their top level. */
  readonly #definers = new Map<string, Set<string>>();
  readonly #stems: ReadonlySet<string>;

  constructor(files: readonly KnownFile[]) {
    this.#stems = moduleStems(files.map(({ path }) => path));
    for (const { path, facts } of files) {
      for (const { name, container, exported } of facts.definitions)
        if (container === '' && exported) this.#add(name, path);
      for (const { name, imported } of facts.reExports) if (name !== imported && name !== '*') this.#add(name, path);
    }
  }

  /** Those of the used names that another file defines, each once. */
  among(names: readonly UsedName[], file: KnownFile): string[] {
    const imports = new Map(file.facts.imports.map((entry) => [entry.name, entry]));
    const found = names.filter((used) => this.#isForeign(used, file, imports));
    return [...new Set(found.map(({ name }) => name))];
  }

  #isForeign(
    { name, receiver }: UsedName,
    { path, language, facts }: KnownFile,
    imports: ReadonlyMap<string, ImportedName>,
  ): boolean {
    const binding = imports.get(receiver ?? name);
    if (binding !== undefined && !isModuleInside(binding.module, this.#stems)) return false;
    // `orders.total`, where `orders` is a module, names what that module defines; where it is a class, only a member.
    if (receiver !== undefined)
      return binding !== undefined && !this.#isElsewhere(binding.imported, path) && this.#isElsewhere(name, path);
    if (binding !== undefined) return binding.imported === 'default' || this.#isElsewhere(binding.imported, path);
    if (importingLanguages.has(language) || name.length < minNameChars) return false;
    return this.#isElsewhere(name, path) && !facts.definitions.some((own) => own.name === name);
  }

  #isElsewhere(name: string, path: string): boolean {
    const files = this.#definers.get(name);
    return files !== undefined && (files.size > 1 || !files.has(path));
  }

  #add(name: string, path: string): void {
    const files = this.#definers.get(name);
    if (files === undefined) this.#definers.set(name, new Set([path]));
    else files.add(path);
  }
}
