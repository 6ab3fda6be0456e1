import { describe, expect, it } from 'vitest';
import type { Lane } from '../../../src/engine/scheduler';
import type { SequenceSlot } from '../../../src/engine/sequenceSlot';
import { SlotPair } from '../../../src/engine/slotPair';

/** Ten tokens for each character. */
function tokensOf(text: string): number[] {
  return [...text].flatMap((character) => Array.from({ length: 10 }, () => character.charCodeAt(0)));
}

class FakeSlot {
  isDisposed = false;
  held: readonly number[] = [];

  heldOf(tokens: readonly number[]): number {
    const same = tokens.findIndex((token, index) => token !== this.held[index]);
    return same === -1 ? tokens.length : same;
  }

  dispose(): Promise<void> {
    this.isDisposed = true;
    return Promise.resolve();
  }
}

function pair() {
  const slots = [new FakeSlot(), new FakeSlot()] as const;
  const both = new SlotPair(slots[0] as unknown as SequenceSlot, slots[1] as unknown as SequenceSlot);
  const read = (lane: Lane, text: string): number => {
    const tokens = tokensOf(text);
    const chosen = both.forPrompt(lane, tokens);
    const index = slots.findIndex((slot) => slot === (chosen as unknown));
    const slot = slots[index];
    if (slot === undefined) throw new Error('no slot of the pair');
    slot.held = tokens;
    return index;
  };
  return { slots, both, read };
}

describe('SlotPair', () => {
  it('has one cache for typing, wherever it goes', () => {
    const { read } = pair();
    expect(['abcdef', 'abcdefg', 'xyz', 'abc'].map((text) => read('typing', text))).toEqual([0, 0, 0, 0]);
  });

  it('reads ahead in the other one, and goes there when that is wanted', () => {
    const { both, slots, read } = pair();
    expect([read('typing', 'abcdef'), read('warm', 'xyzuvw'), read('typing', 'abcdefg')]).toEqual([0, 1, 0]);
    expect(read('typing', 'xyzuvwx')).toBe(1);
    expect(both.spare).toBe(slots[0]);
    expect(read('typing', 'abcdefgh')).toBe(0);
  });

  it('stays where it is for a beginning that all texts share', () => {
    const { slots, read } = pair();
    slots[1].held = tokensOf('abc');
    expect(read('typing', 'abcxyz')).toBe(0);
  });

  it('reads the next line of a place where the place is, and goes on with what is read ahead already', () => {
    const { read } = pair();
    read('typing', 'abcdef');
    expect(read('warm', 'abcdefghi')).toBe(0);
    expect(read('warm', 'abXYZUVW')).toBe(1);
    expect(read('warm', 'abXYZUVWQ')).toBe(1);
    expect(read('typing', 'abcdefghij')).toBe(0);
  });

  it('disposes of both', async () => {
    const { both, slots } = pair();
    await both.dispose();
    expect(slots.map(({ isDisposed }) => isDisposed)).toEqual([true, true]);
  });
});
