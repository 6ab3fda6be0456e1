import { describe, expect, it } from 'vitest';
import { hasLoop, hasRightLength, isEnglish } from '../../../../src/core/bench/explain/answerForm';

const code = 'def total(items):\n    result = 0\n\n    for item in items:\n        result += item\n    return result';
const words = (count: number): string => 'word '.repeat(count);

describe('hasRightLength', () => {
  it('wants one sentence of some words', () => {
    expect(hasRightLength('It adds up all the items.', 'sentence', code)).toBe(true);
    expect(hasRightLength('Sum.', 'sentence', code)).toBe(false);
    expect(hasRightLength(words(41), 'sentence', code)).toBe(false);
    expect(hasRightLength('It adds up all items.\n\nThen it ends.', 'sentence', code)).toBe(false);
  });

  it('wants some paragraphs', () => {
    expect(hasRightLength(words(39), 'normal', code)).toBe(false);
    expect(hasRightLength(`${words(100)}\n\n${words(100)}`, 'normal', code)).toBe(true);
    expect(hasRightLength(words(401), 'normal', code)).toBe(false);
  });

  it('wants about one item for a line of code', () => {
    const list = (items: number): string => '- `x`: something\n'.repeat(items);
    expect([0, 1, 5, 8, 9].map((items) => hasRightLength(list(items), 'lines', code))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
    expect(hasRightLength('1. First\n2. Second\n', 'lines', code)).toBe(true);
    expect(hasRightLength(words(100), 'lines', code)).toBe(false);
  });
});

describe('hasLoop', () => {
  it.each<[string, boolean]>([
    ['It adds the items. It adds the items. It adds the items.', true],
    ['- `a`: adds the items\n- `a`: adds the items\n- `a`: adds the items', true],
    [
      '1. It adds all items.\n2. It ends.\n3. It adds all items.\n4. It ends.\n5. It adds all items.\n6. It ends.',
      true,
    ],
    ['It adds the items. It adds the items. It ends.', false],
    ['- `}`\n- `}`\n- `}`', false],
    ['- `a`: adds\n- `b`: adds\n- `c`: adds more than that', false],
  ])('%j: %s', (markdown, isLoop) => {
    expect(hasLoop(markdown)).toBe(isLoop);
  });
});

describe('isEnglish', () => {
  it.each<[string, boolean]>([
    ['It adds up the items and returns the sum.', true],
    ['`total` adds the items.', true],
    ['该函数计算 the 总和。', false],
    ['Die Funktion addiert alle Werte und liefert die Summe.', false],
    ['```\nthe code of it\n```', false],
    ['', false],
  ])('%j: %s', (markdown, is) => {
    expect(isEnglish(markdown)).toBe(is);
  });
});
