import { describe, expect, it } from 'vitest';
import { type PromptBudget, promptBudget } from '../../../src/core/completion/promptBudget';

const budget = (prefillTokensPerSecond: number): PromptBudget =>
  promptBudget({ prefillTokensPerSecond, decodeTokensPerSecond: 20 });

describe('promptBudget', () => {
  it('follows the measured speed within its limits', () => {
    const unmeasured = { promptTokens: 768, contextTokens: 256 };
    expect(promptBudget(undefined)).toEqual(unmeasured);
    expect(budget(0)).toEqual(unmeasured);
    expect(budget(Number.NaN)).toEqual(unmeasured);
    expect(budget(50)).toEqual({ promptTokens: 384, contextTokens: 128 });
    expect(budget(600)).toEqual({ promptTokens: 1_344, contextTokens: 448 });
    expect(budget(20_000)).toEqual({ promptTokens: 3_072, contextTokens: 1_024 });
  });

  it('does not follow small changes', () => expect(budget(600)).toEqual(budget(615)));
});
