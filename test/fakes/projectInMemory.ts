import { extensionOf, folderOf, isTestPath } from '../../src/core/context/paths';
import type { ProjectFiles } from '../../src/core/write/tests/projectFiles';

/** A project whose files are given as path and text. */
export class ProjectInMemory implements ProjectFiles {
  constructor(
    readonly texts: Readonly<Record<string, string>>,
    /** What the user keeps from the model. */
    readonly withheld: readonly string[] = [],
  ) {}

  read(path: string): Promise<string | undefined> {
    return Promise.resolve(Object.hasOwn(this.texts, path) ? this.texts[path] : undefined);
  }

  show(path: string): Promise<string | undefined> {
    return this.withheld.includes(path) ? Promise.resolve(undefined) : this.read(path);
  }

  list(folder: string): Promise<readonly string[]> {
    const start = folder === '' ? '' : `${folder}/`;
    const inside = Object.keys(this.texts).filter((path) => path.startsWith(start));
    const names = inside.map((path) => path.slice(start.length)).map((rest) => /^[^/]*\/?/.exec(rest)?.[0] ?? '');
    return Promise.resolve([...new Set(names)].sort());
  }

  tests(extensions: readonly string[]): Promise<readonly string[]> {
    const paths = Object.keys(this.texts).filter((path) => extensions.includes(extensionOf(path)));
    return Promise.resolve(
      paths.filter((path) => isTestPath(path) || (path.endsWith('.bats') && folderOf(path) !== '')),
    );
  }
}
