import type { SyntaxEdit } from '../../src/protocol/syntax';

/** One key: the edit that the editor makes of it, and where the cursor is then. */
export interface Key {
  /** What it puts before the cursor: a character, or a line break with the indentation that editors put behind it. */
  readonly text: string;
  /** Absent for a closer that stood there already and is only stepped over. */
  readonly edit?: SyntaxEdit;
  readonly offset: number;
}

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '"': '"', "'": "'", '`': '`' };

/**
 * Types a text at a place, key by key. With `closes`, as editors do by default: an opening bracket or quote brings its closer along, which
 * is stepped over later. The text must then close what it opens.
 */
export function* keysOf(typed: string, start: number, closes = true): Generator<Key> {
  let offset = start;
  /** Closers that wait behind the cursor, the nearest last. */
  const waiting: string[] = [];
  for (const [text] of typed.matchAll(/\n *|./gu)) {
    offset += text.length;
    if (closes && waiting.at(-1) === text) {
      waiting.pop();
      yield { text, offset };
      continue;
    }
    const closer = closes ? closers[text] : undefined;
    if (closer !== undefined) waiting.push(closer);
    const from = offset - text.length;
    yield { text, offset, edit: { start: from, oldEnd: from, text: text + (closer ?? '') } };
  }
}
