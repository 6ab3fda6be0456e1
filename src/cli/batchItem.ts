import path from 'node:path';
import { PlainError } from '../base/errors';
import { readSource, sourceName, type SourcePlace } from './sourceFile';

/** One place to complete, as a line of an items file says it. */
export interface BatchItem {
  readonly id: unknown;
  readonly workspace?: string;
  /** Absolute, or relative to the workspace. */
  readonly file: string;
  /** UTF-16 units into `text`, or into the file without its byte order mark. */
  readonly offset: number;
  /** Replaces what is on disk; the file then need not exist. */
  readonly text?: string;
}

/** The `id` of a parsed line, for its result line even when the rest is wrong; `null` without one. */
export function idOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
}

/** Checks a parsed line. @throws PlainError `badItem` */
export function batchItem(value: unknown): BatchItem {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw bad('the item is not an object');
  const { id, workspace, file, offset, text }: Record<string, unknown> = { ...value };
  if (id === undefined || id === null) throw bad('the item has no "id"');
  if (typeof file !== 'string' || file === '' || file.includes('\0')) throw bad('"file" is not a file name');
  if (typeof offset !== 'number' || !Number.isSafeInteger(offset) || offset < 0)
    throw bad('"offset" is not a whole number from 0 on');
  if (workspace !== undefined && workspace !== null && typeof workspace !== 'string')
    throw bad('"workspace" is not a folder name');
  if (text !== undefined && text !== null && typeof text !== 'string') throw bad('"text" is not a string');
  return {
    id,
    file,
    offset,
    ...(typeof workspace === 'string' ? { workspace } : {}),
    ...(typeof text === 'string' ? { text } : {}),
  };
}

/** Finds the text of an item and its workspace (absolute). `workspace` is the folder for items that name none. @throws PlainError `fileUnreadable`, `badItem` */
export async function placeOfItem(
  item: BatchItem,
  workspace: string,
): Promise<SourcePlace & { readonly workspace: string }> {
  const folder = path.resolve(workspace, item.workspace ?? '');
  const file = path.resolve(folder, item.file);
  const text = item.text ?? (await readSource(file));
  if (item.offset > text.length) throw bad(`"offset" is ${item.offset}, and the text has ${text.length} characters`);
  return { name: sourceName(file, folder), text, offset: item.offset, workspace: folder };
}

function bad(problem: string): PlainError {
  return new PlainError('badItem', `Wrong item: ${problem}.`);
}
