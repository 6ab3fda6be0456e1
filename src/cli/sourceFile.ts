import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PlainError } from '../base/errors';
import { looksBinary } from '../core/text/binary';
import { systemReason } from '../node/systemReason';

/** Far above what completion takes; keeps a mistaken argument from filling the memory. */
const MAX_FILE_BYTES = 50_000_000;

/** A file as the services name it. */
export interface SourceName {
  readonly uri: string;
  /** Relative to the workspace with forward slashes; the base name for a file outside of it. */
  readonly path: string;
  /** Name of the workspace folder; empty for a file outside of it. */
  readonly repository: string;
}

/** True for a relative path that does not lead into its folder. */
function isOutside(relative: string): boolean {
  return relative === '' || relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative);
}

/** Tells somebody who forgot --workspace why the files beside theirs are not looked at; empty for a file inside of it. */
export function outsideNotice(file: string, workspace: string): string {
  if (!isOutside(path.relative(workspace, file))) return '';
  return `plinth: "${file}" lies outside of the workspace "${workspace}", whose files serve as context. Name its folder by --workspace.\n`;
}

/** A place in a text that may differ from what is on disk. */
export interface SourcePlace {
  readonly name: SourceName;
  readonly text: string;
  /** UTF-16 units into `text`. */
  readonly offset: number;
}

/** Names a file (absolute path) within a workspace folder (absolute path). */
export function sourceName(file: string, workspace: string): SourceName {
  const relative = path.relative(workspace, file);
  const uri = pathToFileURL(file).href;
  if (isOutside(relative)) return { uri, path: path.basename(file), repository: '' };
  return { uri, path: relative.split(path.sep).join('/'), repository: path.basename(workspace) };
}

/**
 * The text of a file as an editor shows it: UTF-8 without byte order mark, damaged characters replaced.
 * @throws PlainError `fileUnreadable` for a missing, binary or far too large file or a folder
 */
export async function readSource(file: string): Promise<string> {
  const facts = await stat(file).catch((error: unknown) => {
    throw new PlainError('fileUnreadable', `"${file}" cannot be read: ${systemReason(error)}.`);
  });
  if (facts.isDirectory()) throw new PlainError('fileUnreadable', `"${file}" is a folder, not a file.`);
  if (!facts.isFile()) throw new PlainError('fileUnreadable', `"${file}" is not a plain file.`);
  if (facts.size > MAX_FILE_BYTES)
    throw new PlainError('fileUnreadable', `"${file}" is too large (${facts.size} bytes).`);
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new PlainError('fileUnreadable', `"${file}" cannot be read: ${systemReason(error)}.`);
  });
  const text = new TextDecoder('utf-8').decode(bytes);
  if (looksBinary(text, 0)) throw new PlainError('fileUnreadable', `"${file}" is a binary file, not text.`);
  return text;
}

/** Checks a workspace folder and makes its path absolute. @throws PlainError `fileUnreadable` */
export async function workspaceFolder(folder: string, cwd: string): Promise<string> {
  const absolute = path.resolve(cwd, folder);
  const facts = await stat(absolute).catch(() => undefined);
  if (facts?.isDirectory() !== true)
    throw new PlainError('fileUnreadable', `The workspace "${absolute}" is not a folder.`);
  return absolute;
}
