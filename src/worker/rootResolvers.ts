import type { FileIndex } from '../core/context/index/fileIndex';
import type { FileTexts } from '../core/context/place/indexPlace';
import { ModuleResolver } from '../core/context/resolve/moduleResolver';

/** What finds modules in each root; it lives as long as the index of that root. */
export class RootResolvers {
  readonly #resolvers = new WeakMap<FileIndex, ModuleResolver>();

  /** Call at the beginning of each question, as `ModuleResolver.forQuestion` says. */
  forQuestion(index: FileIndex, files: FileTexts): (from: string, module: string) => readonly string[] {
    const resolver = this.#resolvers.get(index) ?? new ModuleResolver(index, files);
    this.#resolvers.set(index, resolver);
    return resolver.forQuestion();
  }
}
