import { describe, expect, it } from 'vitest';
import { isNearName, nameDistance, nearestNames } from '../../../src/core/text/nearName';

describe('nameDistance', () => {
  it.each<[string, string, number]>([
    ['total', 'total', 0],
    ['total', 'totl', 1],
    ['total', 'toatl', 1],
    ['total', 'totals', 1],
    ['userName', 'username', 1],
    ['radius', 'raduis', 1],
    ['length', 'lenght', 1],
    ['total', 'tttt', 3],
    ['a', 'abcdef', 3],
    ['items', 'itmes_', 2],
  ])('of %s and %s is %d', (a, b, distance) => {
    expect(nameDistance(a, b)).toBe(distance);
    expect(nameDistance(b, a)).toBe(distance);
  });
});

describe('nearestNames', () => {
  it('gives the nearest first, in their order where they are equally near', () => {
    expect(nearestNames('totl', ['other', 'tote', 'total', 'toll', 'total'], 2)).toEqual(['tote', 'total']);
    expect(nearestNames('calcualte', ['calculates', 'calculate', 'compute'], 5)).toEqual(['calculate', 'calculates']);
  });

  it('is strict with short names, and never gives the name itself', () => {
    expect(nearestNames('ab', ['ab', 'ac', 'x', 'cd'], 9)).toEqual(['ac']);
    expect(isNearName('get', 'set')).toBe(true);
    expect(isNearName('get', 'sat')).toBe(false);
    expect(isNearName('i', 'j')).toBe(false);
  });
});
