import { describe, expect, it } from 'vitest';
import type { CheckProblem } from '../../../src/protocol/check';
import { applyEdits, minimalEdits } from '../../../src/core/text/minimalEdits';
import { askedAmong, problemChanges } from '../../../src/core/fix/problemChanges';

/** A problem at the `nth` place of `what` in a text. */
function at(text: string, what: string, message: string, nth = 1): CheckProblem {
  let start = -1;
  for (let count = 0; count < nth; count += 1) start = text.indexOf(what, start + 1);
  if (start === -1) throw new Error(`${what} is not there`);
  return { start, end: start + what.length, message, code: '1', severity: 'error' };
}

function changes(before: string, after: string, old: readonly CheckProblem[], now: readonly CheckProblem[]) {
  const edits = minimalEdits(before, after, 0);
  expect(applyEdits(before, edits)).toBe(after);
  const found = problemChanges({ text: before, problems: old }, { text: after, problems: now }, edits);
  return { removed: found.removed.map(({ message }) => message), added: found.added.map(({ message }) => message) };
}

describe('problemChanges', () => {
  const before = 'a = b\nc = d\ne = f\n';

  it('sees what went and what came', () => {
    const after = 'a = 1\nc = g\ne = f\n';
    const old = [at(before, 'b', 'no b'), at(before, 'd', 'no d'), at(before, 'f', 'no f')];
    expect(changes(before, after, old, [at(after, 'g', 'no g'), at(after, 'f', 'no f')])).toEqual({
      removed: ['no b', 'no d'],
      added: ['no g'],
    });
  });

  it('takes problems of other files by their own places, whatever moves in the text', () => {
    const after = `import x\n${before}`;
    const elsewhere = (start: number, path: string) => ({ ...at(before, 'd', 'no d'), start, end: start + 1, path });
    const old = [elsewhere(4, '/w/a.py'), elsewhere(400, '/w/a.py')];
    expect(changes(before, after, old, old)).toEqual({ removed: [], added: [] });
    expect(changes(before, after, old, [...old, elsewhere(4, '/w/b.py')])).toEqual({ removed: [], added: ['no d'] });
    const asked = [{ message: 'no d', source: '', start: 4, end: 5 }];
    expect(askedAmong(asked, [elsewhere(4, '/w/a.py')], before)).toEqual([]);
  });

  it('takes a problem that only moved for the same, also on a line that changed', () => {
    const moved = `import x\n${before}`;
    expect(changes(before, moved, [at(before, 'd', 'no d')], [at(moved, 'd', 'no d')])).toEqual({
      removed: [],
      added: [],
    });
    const edited = 'a = b\nc = d + 1\ne = f\n';
    expect(changes(before, edited, [at(before, 'd', 'no d')], [at(edited, 'd', 'no d')])).toEqual({
      removed: [],
      added: [],
    });
    const away = 'a = b\nx = 1\ny = x + d\ne = f\n';
    expect(changes(before, away, [at(before, 'd', 'no d')], [at(away, 'd', 'no d')])).toEqual({
      removed: [],
      added: [],
    });
  });

  it('counts: a second problem of the same words is new', () => {
    const after = 'a = b\nc = d\ne = f\nz = d\n';
    const now = [at(after, 'd', 'no d'), at(after, 'd', 'no d', 2)];
    expect(changes(before, after, [at(before, 'd', 'no d')], now)).toEqual({ removed: [], added: ['no d'] });
  });

  it('does not let a new problem elsewhere hide behind one that went', () => {
    const after = 'a = 1\nc = d\ne = f\n';
    const old = [at(before, 'b', 'unknown name')];
    const now = [at(after, 'f', 'unknown name')];
    expect(changes(before, after, old, now)).toEqual({ removed: ['unknown name'], added: ['unknown name'] });
  });
});

describe('askedAmong', () => {
  const text = 'a = b\nc = d\n';

  it('knows a problem by its words, its code or its characters', () => {
    const problem = at(text, 'd', "Cannot find name 'd'.");
    const asked = { message: "Cannot find name 'd'.", source: 'ts', start: 6, end: 11 };
    expect(askedAmong([asked], [problem], text)).toEqual([problem]);
    expect(
      askedAmong(
        [{ ...asked, message: '"d" is not defined', start: problem.start, end: problem.end }],
        [problem],
        text,
      ),
    ).toEqual([problem]);
    const coded = { ...problem, code: 'TS2304' };
    expect(askedAmong([{ ...asked, message: 'x', code: '2304', start: 6, end: 7 }], [coded], text)).toEqual([coded]);
    expect(askedAmong([{ message: 'other', source: '', start: 0, end: 5 }], [problem], text)).toEqual([]);
  });
});
