import { describe, expect, it } from 'vitest';
import { LookupChoice } from '../../../src/engine/lookupChoice';

/** Chances of `count` that are taken, when a check takes `ms` and writes `tokens`, and a plain token takes 10 ms. */
function taken(choice: LookupChoice, count: number, tokens: number, ms: number): number {
  let tries = 0;
  for (let chance = 0; chance < count; chance++) {
    if (!choice.shouldTry()) {
      choice.addPlain(10);
      continue;
    }
    tries++;
    choice.addChecked(tokens, ms);
  }
  return tries;
}

function measured(): LookupChoice {
  const choice = new LookupChoice();
  choice.addPlain(10);
  return choice;
}

describe('LookupChoice', () => {
  it('does not try before it knows what a token costs', () => {
    const choice = new LookupChoice();
    expect(choice.shouldTry()).toBe(false);
    choice.addPlain(0);
    expect(choice.shouldTry()).toBe(false);
    choice.addPlain(10);
    expect(choice.shouldTry()).toBe(true);
  });

  it('keeps what is faster', () => expect(taken(measured(), 500, 3, 20)).toBe(500));

  it('leaves what is slower, and looks again now and then', () => {
    const tries = taken(measured(), 500, 1, 15);
    expect(tries).toBeGreaterThan(8);
    expect(tries).toBeLessThan(30);
  });

  it('leaves what is as good as equal', () => expect(taken(measured(), 100, 2, 20)).toBeLessThan(20));

  it('changes its mind when what it sees changes', () => {
    const choice = measured();
    taken(choice, 200, 1, 15);
    expect(taken(choice, 1000, 4, 15)).toBeGreaterThan(500);
    expect(taken(choice, 1000, 1, 15)).toBeLessThan(100);
  });
});
