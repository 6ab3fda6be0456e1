import { foldersAround } from '../../context/paths';
import { inFolder } from '../../context/resolve/world';

/**
 * The files of the project that holds a document. Paths are relative to its workspace folder, with forward slashes; `''` is that folder. Nothing
 * of it ever rejects: what is not there or cannot be read is undefined or empty.
 */
export interface ProjectFiles {
  /** A configuration file, to be read by Plinth alone. */
  read(path: string): Promise<string | undefined>;
  /** A file of which parts may be shown to the model; undefined as well for what the user keeps from it. */
  show(path: string): Promise<string | undefined>;
  /** Names of what lies right in a folder, those of open texts that are not saved yet included; folders end in a slash. */
  list(folder: string): Promise<readonly string[]>;
  /** Files with one of the endings (lower case, no dot) that are tests by their path; of very many only some. */
  tests(extensions: readonly string[]): Promise<readonly string[]>;
}

/** A source file for which tests are wanted. */
export interface TestedFile {
  /** Relative to the workspace folder. */
  readonly path: string;
  readonly languageId: string;
}

/** The innermost folder around a file in which one of these names lies. */
export async function folderWith(
  path: string,
  isWanted: (name: string) => boolean,
  files: ProjectFiles,
): Promise<{ readonly folder: string; readonly name: string } | undefined> {
  for (const folder of foldersAround(path)) {
    const name = (await files.list(folder)).find(isWanted);
    if (name !== undefined) return { folder, name };
  }
  return undefined;
}

/** The innermost file of one of these names around a path whose text says more than nothing to `judge`. */
export async function firstTelling<T>(
  path: string,
  isWanted: (name: string) => boolean,
  judge: (text: string, name: string) => T | undefined,
  files: ProjectFiles,
): Promise<{ readonly told: T; readonly folder: string; readonly file: string } | undefined> {
  for (const folder of foldersAround(path))
    for (const name of (await files.list(folder)).filter(isWanted)) {
      const file = inFolder(folder, name);
      const told = judge((await files.read(file)) ?? '', name);
      if (told !== undefined) return { told, folder, file };
    }
  return undefined;
}
