import { describe, expect, it } from 'vitest';
import { promptBudget } from '../../../src/core/completion/promptBudget';

const budget = (prefillTokensPerSecond: number): number =>
  promptBudget({ prefillTokensPerSecond, decodeTokensPerSecond: 20 });

describe('promptBudget', () => {
  it('follows the measured speed within its limits', () => {
    expect(promptBudget(undefined)).toBe(512);
    expect(budget(0)).toBe(512);
    expect(budget(Number.NaN)).toBe(512);
    expect(budget(50)).toBe(256);
    expect(budget(600)).toBe(896);
    expect(budget(20_000)).toBe(2_048);
  });

  it('does not follow small changes', () => expect(budget(600)).toBe(budget(615)));
});
