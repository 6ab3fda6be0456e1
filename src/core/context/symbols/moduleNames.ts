import { lexicalFamilyOf } from '../code/lexicalFamily';
import { folderOf, joinPath, stemOf } from '../paths';
import type { IndexPlace } from '../place/indexPlace';

type NamingPlace = Pick<IndexPlace, 'path' | 'facts' | 'index' | 'resolve'>;

const scriptEnding = /(?:\.d)?\.([cm]?)(?:tsx?|jsx?)$/;

/** Writes the names of modules as one file would import them. */
export class ModuleNames {
  readonly #place: NamingPlace;

  constructor(place: NamingPlace) {
    this.#place = place;
  }

  /** The name by which the file imports another file of its root; undefined for itself and where no name leads there. */
  nameOf(file: string): string | undefined {
    const { path, resolve } = this.#place;
    if (file === path) return undefined;
    const names = lexicalFamilyOf(path) === 'python' ? this.#pythonNames(file) : this.#scriptNames(file);
    return names.find((name) => resolve(name)[0] === file);
  }

  /** Relative, with the ending that this file's other imports have. */
  #scriptNames(file: string): readonly string[] {
    const relative = relativePath(folderOf(this.#place.path), file);
    const bare = relative.replace(scriptEnding, '');
    const compiled = relative.replace(scriptEnding, (_all, kind: string) => `.${kind}js`);
    const folder = bare.replace(/\/index$/, '');
    const own = this.#place.facts.imports.map(({ module }) => module).filter((module) => module.startsWith('.'));
    if (own.some((module) => /\.[cm]?tsx?$/.test(module))) return [relative, bare, compiled];
    if (own.some((module) => /\.[cm]?jsx?$/.test(module))) return [compiled, relative, bare];
    const isWritten = own.some((module) => module.endsWith('/index'));
    return isWritten || folder === '.' || folder === '..' ? [bare, folder, compiled] : [folder, bare, compiled];
  }

  /** Absolute from the folder around the outermost package, unless this file's own package is imported by dots. */
  #pythonNames(file: string): readonly string[] {
    const { path, facts } = this.#place;
    const parts = moduleParts(file);
    const absolute = parts.map((_, index) => parts.slice(index).join('.'));
    const top = this.#packageDepth(file);
    const ordered = [...absolute.slice(top), ...absolute.slice(0, top).reverse()].filter((name) => name !== '');
    const usesDots = facts.imports.some(({ module }) => module.startsWith('.'));
    return usesDots ? [dottedName(path, parts), ...ordered] : ordered;
  }

  /** Folders above the outermost package that holds the file; those of a file outside of every package. */
  #packageDepth(file: string): number {
    const folders = folderOf(file).split('/').filter(Boolean);
    let depth = folders.length;
    while (depth > 0 && this.#place.index.has([...folders.slice(0, depth), '__init__.py'].join('/'))) depth -= 1;
    return depth;
  }
}

function moduleParts(file: string): readonly string[] {
  const folders = folderOf(file).split('/').filter(Boolean);
  const stem = stemOf(file);
  return stem === '__init__' ? folders : [...folders, stem];
}

function dottedName(path: string, parts: readonly string[]): string {
  const own = folderOf(path).split('/').filter(Boolean);
  let same = 0;
  while (same < own.length && same < parts.length && own[same] === parts[same]) same += 1;
  return '.'.repeat(own.length - same + 1) + parts.slice(same).join('.');
}

/** From a folder to a file, both relative to the same root: `./a`, `../b/a`. */
function relativePath(folder: string, file: string): string {
  const from = folder.split('/').filter(Boolean);
  const to = (joinPath(file) ?? file).split('/');
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same += 1;
  const up = '../'.repeat(from.length - same);
  return (up === '' ? './' : up) + to.slice(same).join('/');
}
