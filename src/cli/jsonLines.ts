import { createReadStream } from 'node:fs';
import { PlainError } from '../base/errors';
import { systemReason } from '../node/systemReason';

/** A line of a JSON Lines file: its value, or why it has none. */
export type JsonLine =
  { readonly number: number; readonly value: unknown } | { readonly number: number; readonly problem: string };

const MAX_LINE_CHARS = 64_000_000;

/**
 * Reads a JSON Lines file piece by piece. Blank lines are left out; a line that is not JSON gives its problem and the next ones follow.
 * Lines end at LF only: other separators (U+2028) may stand inside a JSON text.
 * @throws PlainError `fileUnreadable` when the file cannot be read
 */
export async function* jsonLines(file: string): AsyncGenerator<JsonLine> {
  let number = 0;
  for await (const line of lines(file)) {
    number++;
    if (line === undefined) yield { number, problem: `the line has more than ${MAX_LINE_CHARS} characters` };
    else if (line.trim() !== '') yield parsed(number, line);
  }
}

function parsed(number: number, line: string): JsonLine {
  try {
    return { number, value: JSON.parse(line) as unknown };
  } catch (error) {
    return {
      number,
      problem: `the line is not JSON: ${error instanceof Error ? error.message.replace(/\s+/g, ' ') : ''}`,
    };
  }
}

/** `undefined` for a line that is too long to keep. */
async function* lines(file: string): AsyncGenerator<string | undefined> {
  let pieces: string[] = [];
  let length = 0;
  for await (const chunk of chunks(file)) {
    const parts = chunk.split('\n');
    for (const [index, part] of parts.entries()) {
      if (index > 0) {
        yield length > MAX_LINE_CHARS ? undefined : pieces.join('');
        pieces = [];
        length = 0;
      }
      length += part.length;
      if (length <= MAX_LINE_CHARS) pieces.push(part);
      else pieces = [];
    }
  }
  if (length > 0) yield length > MAX_LINE_CHARS ? undefined : pieces.join('');
}

async function* chunks(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  try {
    for await (const bytes of createReadStream(file)) yield decoder.decode(bytes as Uint8Array, { stream: true });
  } catch (error) {
    throw new PlainError('fileUnreadable', `"${file}" cannot be read: ${systemReason(error)}.`);
  }
  yield decoder.decode();
}
