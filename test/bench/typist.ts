import { BodyTypist } from '../../src/core/bench/typing/bodyTypist';
import type { SyntaxEdit } from '../../src/protocol/syntax';

/** One key: the edit that the editor makes of it, and where the cursor is then. */
export interface Key {
  /** What it puts before the cursor: a character, or a line break with the indentation that editors put behind it. */
  readonly text: string;
  /** Absent for a closer that stood there already and is only stepped over. */
  readonly edit?: SyntaxEdit;
  readonly offset: number;
}

const noChance = (): number => 0.5;

/**
 * Types a text at a place, key by key, without mistakes. With `closes`, as editors do by default: an opening bracket or quote brings its
 * closer along, which is stepped over later.
 */
export function* keysOf(typed: string, start: number, closes = true): Generator<Key> {
  const habits = { mistakes: 0, accepts: 0, pauses: 0, closes };
  for (const { edits, offset } of new BodyTypist(typed, habits, noChance).keys()) {
    const [first, second] = edits;
    if (first === undefined) continue;
    const key = { text: first.text, offset: start + offset };
    const isSteppedOver = first.oldEnd > first.start && first.text !== '';
    const edit = { start: start + first.start, oldEnd: start + first.oldEnd, text: first.text + (second?.text ?? '') };
    yield isSteppedOver ? key : { ...key, edit };
  }
}
