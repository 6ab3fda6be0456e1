import type { IndexRoot } from '../protocol/context';
import { gitIgnoreName, IgnoreFiles, plinthIgnoreName } from './ignoreFiles';
import { excludeMatcher, fileSkip } from './walkRoot';

/**
 * Whether the index would pass over a file of a root folder because of its name, what ignore files say, or what the user hides. For single
 * files that are heard of in another way: reads the ignore files of its folders each time.
 * @param relative path in the root, with forward slashes
 */
export function isRefusedFile({ folder, exclude }: IndexRoot, relative: string): boolean {
  const ignoreFiles = new IgnoreFiles(folder);
  const folders = relative.split('/').slice(0, -1);
  folders.forEach((_, depth) =>
    ignoreFiles.enter(folders.slice(0, depth + 1).join('/'), [gitIgnoreName, plinthIgnoreName]),
  );
  return fileSkip({ root: folder, ignoreFiles }, excludeMatcher(exclude), relative) !== undefined;
}
