import { describe, expect, it } from 'vitest';
import { doubleOf } from '../../../../src/core/bench/typing/shownDouble';

/** `█` is the cursor; of what follows, `replaced` units are replaced. */
function doubleIn(drawn: string, said: string, replaced = 0) {
  const offset = drawn.indexOf('█');
  const range = { start: offset, end: offset + replaced };
  return doubleOf({ text: said, range }, { text: drawn.replace('█', ''), offset });
}

describe('doubleOf', () => {
  it.each([
    ['█total();\n', 'total()'],
    ['f(█first)', 'total, first)'],
    ['a();\n█\nb(first);\n', 'c();\nb(first);'],
    ['  ret█\n\n  return x;\n', 'urn x;'],
  ])('sees text that stands behind: %j says %j', (drawn, said) => {
    expect(doubleIn(drawn, said)).toBe('text-behind');
  });

  it.each([
    ['f(█)', 'a)'],
    ['f([█])', '1, 2])'],
    ['{\n  f(█)\n}', 'a)'],
    ['call(\n  f(█),\n  other,\n)', 'a)'],
    ['call(\n  █\n)', 'a)'],
    ['call({\n  █\n});\nf(a);', 'b: 1 });'],
    ['x = "█"', 'abc"'],
    ['f("█")', 'abc")'],
  ])('sees closers that stand behind: %j says %j', (drawn, said) => {
    expect(doubleIn(drawn, said)).toBe('closers-behind');
  });

  it('sees the line above, and the line itself', () => {
    expect(doubleIn('  const first = 1;\n  const█\n', ' first = 1;')).toBe('line-above');
    expect(doubleIn('const first = █\n', 'const first = 1;')).toBe('line-before');
  });

  it.each([
    ['f(█)', 'a', 0],
    ['f(█)', 'a)', 1],
    ['f(g(█)', ')', 0],
    ['f(█)', 'a) + g(b', 0],
    ['f(█)', 'g(a)', 0],
    ['f({ a: `${c█}` })', 'lass Shop {', 0],
    ['x = "█"', "it's", 0],
    ['if (a) {\n  if (b) {\n    █\n}\n', 'c();\n  }', 0],
    ['call(\n  █\n)', 'f(a)', 0],
    ['call({\n  a: "(",\n  █\n});\n', 'b: [1],', 0],
    ['}\n█\n', '}', 0],
    ['const first = 1;\nconst █\n', 'second = 1;', 0],
    ['fo█\nfo\n', 'o(a)', 0],
  ])('has nothing against %j saying %j', (drawn, said, replaced) => {
    expect(doubleIn(drawn, said, replaced)).toBeUndefined();
  });
});
