import path from 'node:path';
import process from 'node:process';
import { PlainError } from '../base/errors';
import { looksBinary } from '../core/text/binary';
import { readSource } from './sourceFile';

/** Far above what a terminal holds. */
const MAX_INPUT_BYTES = 50_000_000;

/**
 * The text of a file, or of standard input for `-`.
 * @throws PlainError `fileUnreadable` for a missing, binary or far too large file or a folder
 */
export async function readInput(
  name: string,
  cwd: string,
  stdin: AsyncIterable<Uint8Array> = process.stdin,
): Promise<string> {
  if (name !== '-') return readSource(path.resolve(cwd, name));
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of stdin) {
    parts.push(part);
    bytes += part.length;
    if (bytes > MAX_INPUT_BYTES) throw new PlainError('fileUnreadable', 'Standard input is too large.');
  }
  const text = new TextDecoder('utf-8').decode(Buffer.concat(parts));
  if (looksBinary(text, 0)) throw new PlainError('fileUnreadable', 'Standard input is binary, not text.');
  return text;
}
