import { describe, expect, it } from 'vitest';
import type { BenchItem, ItemKind } from '../../../src/core/bench/benchItem';
import { judge } from '../../../src/core/bench/judgement';
import { untilCloser } from '../../../src/core/bench/untilCloser';

function itemOf(kind: ItemKind, before: string, truth: string, after: string, needed: string[] = []): BenchItem {
  return {
    id: 'x',
    kind,
    tags: [],
    language: 'typescript',
    file: 'a.ts',
    offset: before.length,
    text: before + after,
    truth,
    needed,
    unseen: needed.slice(0, 1),
  };
}

/** `overwrites`: characters behind the cursor that the answer replaces. */
function judged(item: BenchItem, text: string, overwrites = 0) {
  const counts = { promptTokens: 1, evaluatedTokens: 1, generatedTokens: 1, ms: 1, sources: [] };
  return judge(item, { shown: text !== '', text, end: item.offset + overwrites, parses: true, ...counts });
}

describe('judge', () => {
  const line = itemOf('line', 'const a = ', 'total(items);', '\nconst b = 1;\n');

  it('calls the rest of the line exact whatever blanks end it', () => {
    for (const text of ['total(items);', 'total(items);  ', 'total(items);\r\n'])
      expect(judged(line, text)).toMatchObject({ exact: true, firstLineExact: true, overrun: false, savedChars: 13 });
  });

  it('tells another line from the same line and more', () => {
    expect(judged(line, 'total(item);')).toMatchObject({ exact: false, firstLineExact: false, savedChars: 0 });
    const more = judged(line, 'total(items);\nconst c = 2;');
    expect(more).toMatchObject({ exact: false, firstLineExact: true, overrun: true, savedChars: 13 });
    expect(judged(line, 'total(items); // all of them')).toMatchObject({ firstLineExact: false, overrun: true });
  });

  it('does not take another word for going on', () => {
    const word = itemOf('line', 'const a = ', 'total', '\n');
    expect(judged(word, 'totals')).toMatchObject({ exact: false, overrun: false });
    expect(judged(word, 'total + 1')).toMatchObject({ exact: false, overrun: true });
  });

  it('compares inside a call as far as the bracket that stands there', () => {
    const call = itemOf('call', 'const a = total(', 'items, rate(1)', ');\n');
    expect(judged(call, 'items, rate(1)')).toMatchObject({ firstLineExact: true, exact: true, overrun: false });
    expect(judged(call, 'items, rate(1))', 1)).toMatchObject({ firstLineExact: true, exact: true, overrun: false });
    expect(judged(call, 'items, rate(1));', 2)).toMatchObject({ firstLineExact: true, exact: true, overrun: false });
    expect(judged(call, 'items, rate(1)) + 2')).toMatchObject({ firstLineExact: true, exact: false, overrun: true });
    expect(judged(call, 'items, rate(2)')).toMatchObject({ firstLineExact: false, overrun: false });
  });

  it('compares a body line by line', () => {
    const body = itemOf('body', 'function f() {\n  ', 'const a = 1;\n\n  return a;', '\n}\n');
    expect(judged(body, 'const a = 1;\n\n  return a;')).toMatchObject({ exact: true, savedChars: 25 });
    expect(judged(body, 'const a = 1;\r\n  \r\n  return a;')).toMatchObject({ exact: true });
    const first = judged(body, 'const a = 1;\n  return 2;');
    expect(first).toMatchObject({ exact: false, firstLineExact: true, overrun: false, savedChars: 12 });
    expect(judged(body, 'const a = 1;\n\n  return a;\n}\nf();')).toMatchObject({ overrun: true });
  });

  it('counts needed names as whole words', () => {
    const item = itemOf('line', 'const a = ', 'total(items, Rate.low)', '\n', ['Rate', 'total']);
    expect(judged(item, 'total(items)')).toMatchObject({
      named: { num: 1, den: 2 },
      namedUnseen: { num: 0, den: 1 },
    });
    expect(judged(item, 'subtotal(Rates)').named).toEqual({ num: 0, den: 2 });
  });

  it('asks of the first line only for names that stand in the first line of the truth', () => {
    const item = itemOf('body', '{\n', 'const a = total(1);\nreturn rate(a);', '\n}', ['total', 'rate']);
    const { named, namedAnywhere } = judged(item, 'const b = total(2);\nreturn rate(b);');
    expect(named).toEqual({ num: 1, den: 1 });
    expect(namedAnywhere).toEqual({ num: 2, den: 2 });
  });

  it('gives nothing shown no credit and no blame', () => {
    const none = judged(line, '');
    expect(none).toMatchObject({ shown: false, exact: false, firstLineExact: false, overrun: false, parses: null });
    expect(none.similarity).toBe(0);
  });
});

describe('untilCloser', () => {
  it.each([
    ['a, b)', 'a, b'],
    ['f(a), [b])', 'f(a), [b]'],
    ["')', b) + c", "')', b"],
    ["don't)", "don't"],
    ['"\\")", b]', '"\\")", b'],
    ['a, b', 'a, b'],
    ['', ''],
  ])('%j: %j', (text, inside) => {
    expect(untilCloser(text)).toBe(inside);
  });
});
