import { describe, expect, it } from 'vitest';
import { DepthMemory } from '../../../src/editor/explain/depthMemory';

describe('DepthMemory', () => {
  it('knows the last depth, and believes nothing else that was kept', async () => {
    const kept = new Map<string, unknown>();
    const memory = {
      get: (key: string) => kept.get(key) as never,
      update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)),
    };
    const depths = new DepthMemory(memory);
    expect(depths.depth).toBe('normal');
    await depths.set('lines');
    expect(depths.depth).toBe('lines');
    expect(new DepthMemory(memory).depth).toBe('lines');
    await depths.set('normal');
    expect([...kept.values()]).toEqual([undefined]);
    kept.set([...kept.keys()][0] ?? '', 'deepest');
    expect(depths.depth).toBe('normal');
  });
});
