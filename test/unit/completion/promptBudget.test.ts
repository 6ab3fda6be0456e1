import { describe, expect, it } from 'vitest';
import { idleContextTokens, type PromptBudget, promptBudget } from '../../../src/core/completion/promptBudget';

const budget = (prefillTokensPerSecond: number): PromptBudget =>
  promptBudget({ prefillTokensPerSecond, decodeTokensPerSecond: 20 });

describe('promptBudget', () => {
  it('follows the measured speed within its limits', () => {
    const unmeasured = { promptTokens: 768, contextTokens: 256 };
    expect(promptBudget(undefined)).toEqual(unmeasured);
    expect(budget(0)).toEqual(unmeasured);
    expect(budget(Number.NaN)).toEqual(unmeasured);
    expect(budget(50)).toEqual({ promptTokens: 384, contextTokens: 128 });
    expect(budget(165)).toEqual(unmeasured);
    expect(budget(600)).toEqual({ promptTokens: 960, contextTokens: 320 });
    expect(budget(20_000)).toEqual({ promptTokens: 3_072, contextTokens: 1_024 });
  });

  it('does not follow small changes', () => expect(budget(600)).toEqual(budget(615)));

  it('allows more context where nobody waits, as far as it is read in a while', () => {
    const idle = (perSecond: number): number =>
      idleContextTokens({ prefillTokensPerSecond: perSecond, decodeTokensPerSecond: 20 }, budget(perSecond));
    // 15 s of reading beside the file's part.
    expect([20, 40, 50, 165, 600, 20_000].map(idle)).toEqual([128, 256, 256, 512, 640, 1_024]);
    expect(idleContextTokens(undefined, promptBudget(undefined))).toBe(256);
  });
});
