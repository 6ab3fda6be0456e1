import { describe, expect, it } from 'vitest';
import { spliceText } from '../../../../src/base/spliceText';
import { BodyTypist, type Habits, usualHabits } from '../../../../src/core/bench/typing/bodyTypist';
import type { TypedKey } from '../../../../src/core/bench/typing/trace';
import { seededRandom } from '../../../../src/base/seededRandom';

const flawless: Habits = { mistakes: 0, accepts: 0, pauses: 0, closes: true };

/** The text after each key with `█` for the cursor, and what each key is. */
function drawn(truth: string, habits: Habits = flawless, seed = 1) {
  let text = '';
  return [...new BodyTypist(truth, habits, seededRandom(seed)).keys()].map((key) => {
    const next = spliceText(text, key.edits);
    if (next === undefined) throw new Error(`edit outside of ${JSON.stringify(text)}`);
    text = next;
    return { key, text, state: `${text.slice(0, key.offset)}█${text.slice(key.offset)}` };
  });
}

const states = (truth: string, habits?: Habits) => drawn(truth, habits).map(({ state }) => state);
const kinds = (keys: readonly { key: TypedKey }[]) => keys.map(({ key }) => key.kind);

describe('BodyTypist', () => {
  it('closes brackets and quotes with two edits, and writes over what stands there', () => {
    expect(states(`f(a, "b")`)).toEqual([
      'f█',
      'f(█)',
      'f(a█)',
      'f(a,█)',
      'f(a, █)',
      'f(a, "█")',
      'f(a, "b█")',
      'f(a, "b"█)',
      'f(a, "b")█',
    ]);
    const [, opener] = drawn('f()');
    expect(opener?.key).toMatchObject({ kind: 'close', offset: 2 });
    expect(opener?.key.edits).toEqual([
      { start: 1, oldEnd: 1, text: '(' },
      { start: 2, oldEnd: 2, text: ')' },
    ]);
    expect(drawn('f()')[2]?.key).toMatchObject({ kind: 'close', edits: [{ start: 2, oldEnd: 3, text: ')' }] });
  });

  it('puts a closer on a line of its own with Enter, and steps over it without a key', () => {
    const keys = drawn('if (a) {\n  b;\n}\nc');
    expect(keys.map(({ state }) => state).slice(5)).toEqual([
      'if (a)█',
      'if (a) █',
      'if (a) {█}',
      'if (a) {\n  █\n}',
      'if (a) {\n  b█\n}',
      'if (a) {\n  b;█\n}',
      'if (a) {\n  b;\n}\n█',
      'if (a) {\n  b;\n}\nc█',
    ]);
    expect(kinds(keys).slice(7)).toEqual(['close', 'enter', 'character', 'character', 'enter', 'character']);
  });

  it('does not close a quote behind a letter, nor a bracket before a quote', () => {
    expect(states(`don't`)).toEqual(['d█', 'do█', 'don█', `don'█`, `don't█`]);
    expect(states(`"("`)).toEqual(['"█"', '"(█"', '"("█']);
  });

  it('deletes a closer that the text does not have', () => {
    const keys = drawn('a (');
    expect(keys.map(({ state }) => state)).toEqual(['a█', 'a █', 'a (█)', 'a (█']);
    expect(keys[2]?.key.next).toBeNull();
    expect(kinds(keys)).toEqual(['character', 'character', 'close', 'close']);
  });

  it('says what comes next on the line, but not while a mistake stands there', () => {
    expect(drawn('ab\ncd').map(({ key }) => key.next)).toEqual(['b', '', 'cd', 'd', '']);
    const keys = drawn('abcdefgh'.repeat(20), { ...flawless, mistakes: 0.5 });
    const wrong = keys.filter(({ key }) => key.next === null);
    expect(wrong.length).toBeGreaterThan(10);
    expect(kinds(keys)).toContain('backspace');
    for (const { key, text } of keys)
      if (key.next !== null) expect(text.slice(0, key.offset) + key.next).toBe('abcdefgh'.repeat(20));
  });

  it('takes over words, lines and more, never past a closer that stands there', () => {
    const truth = 'const total = items.reduce((sum, item) => sum + item.price, 0);\nreturn { total };\n'.repeat(20);
    const keys = drawn(truth, { ...flawless, accepts: 0.3 });
    const accepts = keys.filter(({ key }) => key.kind === 'accept');
    expect(accepts.length).toBeGreaterThan(10);
    expect(accepts.some(({ key }) => key.edits[0]?.text.includes('\n'))).toBe(true);
  });

  const bodies = [
    'const a = [1, 2].map((x) => ({ x, y: `${x} (${x})` }));\nif (a) {\n  return a;\n} else {\n  fail("it\'s");\n}',
    'x = {\r\n\t"a": [\r\n\t\t1,\r\n\t],\r\n}\r\n\r\nreturn x',
    's = """doc ( """\nprint(f"{s!r} \\" {{")  # don\'t (',
    '🦩 = "🦩"; f(😀)',
    ')))"""```\'\'',
    'switch (a) { case "(": {\n  break;\n} }',
  ];
  it.each(bodies)('ends with the text that was to be typed: %j', (truth) => {
    for (let seed = 0; seed < 60; seed++) {
      const keys = drawn(truth, { ...usualHabits, mistakes: 0.2, accepts: 0.1 }, seed);
      expect(keys.at(-1)?.text).toBe(truth);
      for (const { key } of keys) expect(key.edits.length).toBeGreaterThan(0);
    }
  });

  it('types the same with the same seed, and otherwise with another', () => {
    const truth = bodies[0] ?? '';
    expect(drawn(truth, usualHabits, 3)).toEqual(drawn(truth, usualHabits, 3));
    expect(drawn(truth, usualHabits, 3)).not.toEqual(drawn(truth, usualHabits, 4));
  });
});
