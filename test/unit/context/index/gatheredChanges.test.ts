import { expect, it } from 'vitest';
import { GatheredChanges } from '../../../../src/core/context/index/gatheredChanges';

it('tells what was said last of each file, once', () => {
  const changes = new GatheredChanges();
  expect(changes.isEmpty).toBe(true);
  changes.note('/r/a.ts', true);
  changes.note('/r/b.ts', true);
  changes.note('/r/a.ts', false);
  changes.note('/r/c.ts', false);
  changes.note('/r/c.ts', true);
  expect(changes.isEmpty).toBe(false);
  expect(changes.take()).toEqual({ changed: ['/r/b.ts', '/r/c.ts'], deleted: ['/r/a.ts'] });
  expect(changes.isEmpty).toBe(true);
  expect(changes.take()).toEqual({ changed: [], deleted: [] });
});

it('names no more files of a burst than make the index look at everything', () => {
  const changes = new GatheredChanges();
  for (let i = 0; i < 100_000; i++) changes.note(`/r/${i}.ts`, true);
  changes.note('/r/0.ts', false);
  const { changed, deleted } = changes.take();
  expect(changed.length).toBeGreaterThan(300);
  expect(changed.length).toBeLessThan(1_000);
  expect(deleted).toEqual(['/r/0.ts']);
});
