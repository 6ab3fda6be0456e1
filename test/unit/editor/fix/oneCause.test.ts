import { describe, expect, it } from 'vitest';
import {
  codeOf,
  problemsOnLines,
  type Reported,
  withSameCause,
  worthMending,
} from '../../../../src/editor/fix/oneCause';

const [error, warning, information] = [0, 1, 2];

function problem(message: string, line: number, character = 0, severity = error): Reported {
  const range = { start: { line, character }, end: { line, character: character + 3 } };
  return { message, severity: severity ?? 0, source: 'ts', code: 2304, range };
}

const cursor = (line: number, character: number) => ({ start: { line, character }, end: { line, character } });
const messages = (list: readonly Reported[]): string[] => list.map(({ message }) => message);

describe('problemsOnLines', () => {
  const all = [
    problem('far', 9),
    problem('warned', 1, 0, warning),
    problem('wrong', 1, 8),
    problem('noted', 1, 0, information),
    problem('below', 2),
  ];

  it('are those of the line of the cursor, errors first, without what nobody has to mend', () => {
    expect(messages(problemsOnLines(all, cursor(1, 20)))).toEqual(['wrong', 'warned']);
    expect(problemsOnLines(all, cursor(5, 0))).toEqual([]);
  });

  it('begin with the one that the cursor is on', () => {
    expect(messages(problemsOnLines(all, cursor(1, 2)))).toEqual(['warned', 'wrong']);
    expect(messages(problemsOnLines(all, cursor(1, 11)))).toEqual(['wrong', 'warned']);
    expect(messages(problemsOnLines(all, cursor(1, 12)))).toEqual(['wrong', 'warned']);
  });

  it('are those of every selected line, and of a range that ends there', () => {
    const long = { ...problem('long', 0), range: { start: cursor(0, 0).start, end: cursor(1, 4).start } };
    const selection = { start: { line: 1, character: 0 }, end: { line: 2, character: 9 } };
    expect(messages(problemsOnLines([...all, long], selection))).toEqual(['wrong', 'below', 'long', 'warned']);
  });
});

describe('worthMending', () => {
  it('puts errors first and leaves hints out', () => {
    const list = [problem('w', 0, 0, warning), problem('i', 0, 0, information), problem('e', 5)];
    expect(messages(worthMending(list))).toEqual(['e', 'w']);
  });
});

describe('withSameCause', () => {
  it('adds the same problem of other places behind the chosen ones, and each only once', () => {
    const chosen = problem('Cannot find name', 4);
    const other = problem('Cannot find name', 7, 2);
    const sameLine = problem('Cannot find name', 4, 12);
    const different = { ...problem('Cannot find name', 8), code: 9 };
    const all = [other, problem('something else', 4), problem('Cannot find name', 4), sameLine, different];
    expect(withSameCause([chosen], all)).toEqual([chosen, other, sameLine]);
  });

  it('knows a code with a link as the same code', () => {
    const linked = { ...problem('x', 1), code: { value: 2304, target: 'https://example.org' } };
    expect(withSameCause([problem('x', 0)], [linked])).toHaveLength(2);
    expect([codeOf(linked), codeOf({ code: undefined }), codeOf({ code: 'E0425' })]).toEqual(['2304', '', 'E0425']);
  });
});
