import { describe, expect, it } from 'vitest';
import { wordAt } from '../../../src/editor/explain/wordAt';

describe('wordAt', () => {
  it.each([
    ['reset(set, offset); set()', 'set', 0, 6],
    ['reset(set, offset); set()', 'set', 7, 20],
    ['$set set', 'set', 0, 5],
    ['setä set', 'set', 0, 5],
    ['set', 'set', 0, 0],
  ])('in %j %j from %i on is at %i', (text, name, from, start) => {
    expect(wordAt(text, name, from)).toEqual({ start, end: start + name.length });
  });

  it('knows when there is none', () => {
    expect(wordAt('offset reset', 'set', 0)).toBeUndefined();
    expect(wordAt('set', 'set', 1)).toBeUndefined();
    expect(wordAt('set', '', 0)).toBeUndefined();
  });
});
