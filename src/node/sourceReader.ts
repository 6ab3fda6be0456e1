import fs from 'node:fs';
import { looksBinary } from '../core/text/binary';
import { systemCode } from './systemReason';

/** Why a file's text is not used. */
export type ReadSkip = 'gone' | 'unreadable' | 'notAFile' | 'tooLarge' | 'binary' | 'minified' | 'changing';

/** A file's text together with the stamp of exactly this text, or the reason why there is none. */
export type SourceFile =
  { readonly text: string; readonly stamp: string } | { readonly skip: ReadSkip; readonly stamp: string };

/** Parsing larger ones takes too long for what they give, and generated code is most of them. */
export const maxSourceBytes = 512 * 1_024;
const maxLineUnits = 5_000;
const maxMeanLineUnits = 300;
/** A text below this is no burden, whatever its lines are like. */
const minMinifiedUnits = 2_000;
/** More undecodable characters than one in so many show an encoding that is not UTF-8. */
const minUnitsPerBadUnit = 20;

const utf16 = { little: new TextDecoder('utf-16le'), big: new TextDecoder('utf-16be') };
/** Never follows a link, and never waits for the writer of a pipe. */
const openFlags = fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0) | (fs.constants.O_NONBLOCK ?? 0);

/** Changes whenever a file does, as far as its time and size tell; empty for what is not there or no file. */
export function stampOf(file: string): string {
  try {
    const facts = fs.lstatSync(file, { bigint: true, throwIfNoEntry: false });
    return facts?.isFile() === true ? stampText(facts) : '';
  } catch {
    return '';
  }
}

/** Reads source files for the index, one after the other, into one buffer. */
export class SourceReader {
  readonly #buffer = Buffer.allocUnsafeSlow(maxSourceBytes + 1);

  /**
   * UTF-8, or UTF-16 with its mark; the mark is no part of the text, and bytes that are no characters become U+FFFD. Never throws, never
   * follows a link. A file that changes meanwhile is not used.
   */
  read(file: string): SourceFile {
    let handle: number | undefined;
    try {
      handle = fs.openSync(file, openFlags);
      const before = fs.fstatSync(handle, { bigint: true });
      if (!before.isFile()) return { skip: 'notAFile', stamp: '' };
      const stamp = stampText(before);
      if (before.size > maxSourceBytes) return { skip: 'tooLarge', stamp };
      const length = this.#fill(handle);
      if (stampText(fs.fstatSync(handle, { bigint: true })) !== stamp) return { skip: 'changing', stamp: '' };
      return { ...judged(decode(this.#buffer.subarray(0, length))), stamp };
    } catch (error) {
      return { skip: reasonOf(error), stamp: '' };
    } finally {
      if (handle !== undefined) fs.closeSync(handle);
    }
  }

  #fill(handle: number): number {
    let length = 0;
    while (length < this.#buffer.length) {
      const count = fs.readSync(handle, this.#buffer, length, this.#buffer.length - length, length);
      if (count === 0) break;
      length += count;
    }
    return length;
  }
}

function stampText({ mtimeNs, size }: fs.BigIntStats): string {
  return `${mtimeNs.toString(36)}.${size.toString(36)}`;
}

function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16.little.decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16.big.decode(bytes);
  const text = bytes.toString('utf8');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function judged(text: string): { readonly text: string } | { readonly skip: ReadSkip } {
  if (looksBinary(text, 0) || hasManyBadUnits(text)) return { skip: 'binary' };
  return isMinified(text) ? { skip: 'minified' } : { text };
}

function hasManyBadUnits(text: string): boolean {
  const allowed = text.length / minUnitsPerBadUnit;
  let count = 0;
  for (let at = text.indexOf('\uFFFD'); at !== -1; at = text.indexOf('\uFFFD', at + 1))
    if (++count > allowed) return true;
  return false;
}

function isMinified(text: string): boolean {
  if (text.length < minMinifiedUnits) return false;
  let lines = 0;
  for (let start = 0; start < text.length; lines++) {
    const end = text.indexOf('\n', start);
    const next = end === -1 ? text.length : end + 1;
    if (next - start > maxLineUnits) return true;
    start = next;
  }
  return text.length / lines > maxMeanLineUnits;
}

function reasonOf(error: unknown): ReadSkip {
  const code = systemCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'gone';
  // A link, now that the last part of the path must not be one; or a pipe or socket that nobody serves.
  return ['ELOOP', 'EMLINK', 'ENXIO', 'EISDIR'].includes(code) ? 'notAFile' : 'unreadable';
}
