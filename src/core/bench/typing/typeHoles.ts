import { BodyTypist, type Habits } from './bodyTypist';
import { gapBefore } from './rhythm';
import type { TypedKey } from './trace';

/** A place in a text where something was taken out that is typed again. */
export interface Hole {
  /** In the text without what is typed, in UTF-16 units. */
  readonly start: number;
  readonly truth: string;
}

interface OpenHole extends Hole {
  readonly keys: Iterator<TypedKey, unknown>;
  /** Length of what was put in so far. */
  grown: number;
  isDone: boolean;
}

/** How often somebody goes on at another place: after a new line, and after any other key. */
const jumpShare = { enter: 0.15, other: 0.01 };

/**
 * Types some holes of one text, the first one first, now and then going on in another; the first key there is a jump. Places of the keys are
 * those of the text as it is then.
 */
export function* typeHoles(holes: readonly Hole[], habits: Habits, random: () => number): Generator<TypedKey> {
  const open = holes.map((hole): OpenHole => {
    const keys = new BodyTypist(hole.truth, habits, random).keys();
    return { ...hole, keys, grown: 0, isDone: false };
  });
  let at = open[0];
  let isNew = false;
  while (at !== undefined) {
    const step = at.keys.next();
    if (step.done === true) {
      at.isDone = true;
      at = open.find(({ isDone }) => !isDone);
      isNew = true;
      continue;
    }
    yield keyIn(at, open, step.value, isNew ? gapBefore('travel', random) : undefined);
    // A mistake is taken back first.
    const share = step.value.kind === 'enter' ? jumpShare.enter : jumpShare.other;
    isNew = random() < share && step.value.next !== null;
    if (!isNew) continue;
    const others = open.filter((hole) => hole !== at && !hole.isDone);
    isNew = others.length > 0;
    at = others[Math.floor(random() * others.length)] ?? at;
  }
}

/** @param travelMs time to get there; absent when the cursor is there already */
function keyIn(hole: OpenHole, all: readonly OpenHole[], key: TypedKey, travelMs: number | undefined): TypedKey {
  const before = all.filter(({ start }) => start < hole.start).reduce((sum, { grown }) => sum + grown, 0);
  const start = hole.start + before;
  for (const edit of key.edits) hole.grown += edit.text.length - (edit.oldEnd - edit.start);
  const edits = key.edits.map((edit) => ({ ...edit, start: edit.start + start, oldEnd: edit.oldEnd + start }));
  const moved = { ...key, edits, offset: key.offset + start };
  return travelMs === undefined ? moved : { ...moved, kind: 'jump', gapMs: travelMs };
}
