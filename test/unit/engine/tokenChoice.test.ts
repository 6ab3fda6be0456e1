import type { Token } from 'node-llama-cpp';
import { describe, expect, it } from 'vitest';
import { drawing, likeliest } from '../../../src/engine/tokenChoice';

const map = new Map([
  [1, 0.6],
  [2, 0.3],
  [3, 0.1],
] as [Token, number][]);

function shares(temperature: number, seed = 1): number[] {
  const choose = drawing({ temperature, seed });
  const counts = [0, 0, 0];
  for (let draw = 0; draw < 4_000; draw++) {
    const { token, probability } = choose(map) ?? { token: 1 as Token, probability: -1 };
    expect(probability).toBe(map.get(token));
    counts[Number(token) - 1] = (counts[Number(token) - 1] ?? 0) + 1;
  }
  return counts.map((count) => count / 4_000);
}

describe('choosing a token', () => {
  it('takes the likeliest', () => {
    expect(likeliest(map)).toEqual({ token: 1, probability: 0.6 });
    expect(likeliest(new Map())).toBeUndefined();
  });

  it('draws as often as the model says at temperature 1', () => {
    const [first, second, third] = shares(1);
    expect(first).toBeCloseTo(0.6, 1);
    expect(second).toBeCloseTo(0.3, 1);
    expect(third).toBeCloseTo(0.1, 1);
  });

  it('is closer to the likeliest when it is cold, and to all when it is hot', () => {
    expect(shares(0.05)[0]).toBe(1);
    for (const share of shares(100)) expect(share).toBeCloseTo(1 / 3, 1);
  });

  it('draws the same for the same seed', () => {
    const draw = (seed: number): unknown[] => {
      const choose = drawing({ temperature: 1, seed });
      return Array.from({ length: 40 }, () => choose(map)?.token);
    };
    expect(draw(5)).toEqual(draw(5));
    expect(draw(5)).not.toEqual(draw(6));
  });

  it('copes with certain, impossible and no candidates', () => {
    const choose = drawing({ temperature: 0.01, seed: 1 });
    expect(choose(new Map([[7 as Token, 1]]))?.token).toBe(7);
    expect(choose(new Map([[7 as Token, 0]]))?.token).toBe(7);
    expect(choose(new Map())).toBeUndefined();
  });
});
