import type { IndexRoot } from '../protocol/context';
import { IgnoreFiles } from './ignoreFiles';
import { excludeMatcher, fileSkip } from './walkRoot';

/**
 * Whether the index would pass over a file of a root folder because of its name, what ignore files say, or what the user hides. For single
 * files that are heard of in another way: reads the ignore files of its folders each time.
 * @param relative path in the root, with forward slashes
 */
export function isRefusedFile({ folder, exclude }: IndexRoot, relative: string): boolean {
  const ignoreFiles = new IgnoreFiles(folder);
  return fileSkip({ root: folder, ignoreFiles }, excludeMatcher(exclude), relative) !== undefined;
}
