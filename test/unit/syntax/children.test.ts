import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { childrenBetween, childrenNear } from '../../../src/core/syntax/children';
import { Trees } from '../../../src/core/syntax/trees';
import { createGrammars } from '../../cases/syntax/grammarFiles';

async function withLines<T>(count: number, use: (root: Parameters<typeof childrenBetween>[0]) => T): Promise<T> {
  const trees = new Trees({ grammars: createGrammars(), clock: systemClock, budgetMs: 10_000 });
  trees.open({ uri: 'a', languageId: 'python', version: 1, text: 'a = 1\n'.repeat(count) });
  const result = await trees.read('a', 1, ({ tree }) => ({ value: use(tree.rootNode) }));
  trees.dispose();
  if (result === undefined) throw new Error('not parsed');
  return result.value;
}

describe.each([10, 3_000])('children of a node with %i of them', (count) => {
  it('finds those that overlap a range', async () => {
    const starts = await withLines(count, (root) =>
      [
        [0, 1],
        [5, 6],
        [5, 7],
        [12, 25],
        [count * 6 - 1, count * 6 + 50],
      ].map(([from, to]) => childrenBetween(root, from as number, to as number).map((child) => child.startIndex)),
    );
    expect(starts).toEqual([[0], [], [6], [12, 18, 24], []]);
  });

  it('lists those near an offset', async () => {
    const near = await withLines(count, (root) => childrenNear(root, 30, 3).map((child) => child.startIndex / 6));
    expect(near).toEqual(count === 10 ? [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] : [2, 3, 4, 5, 6, 7]);
  });
});
