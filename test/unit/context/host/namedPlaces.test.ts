import { expect, it } from 'vitest';
import { namedPlaces } from '../../../../src/core/context/host/namedPlaces';

const lines = ['const far = 1;', 'items.push(item, $el);', 'return item2 + item;', '', `${'x '.repeat(300)}late`];
const places = (at: number, reach: number, read: number[] = []): string[] =>
  [...namedPlaces((line) => (read.push(line), lines[line]), at, reach)].map(
    ({ name, line, character }) => `${name} ${line}:${character}`,
  );

it('finds whole names, the nearest first, each once', () => {
  expect(places(2, 1)).toEqual(['item2 2:7', 'item 2:15', 'items 1:0', 'push 1:6', '$el 1:17']);
});

it('reads a line only when it is reached, and not the end of a long one', () => {
  const read: number[] = [];
  const walk = namedPlaces((line) => (read.push(line), lines[line]), 2, 6);
  walk.next();
  expect(read).toEqual([2]);
  expect(places(4, 0)).toEqual([]);
  expect(places(0, 1, read)).toContain('far 0:6');
});
