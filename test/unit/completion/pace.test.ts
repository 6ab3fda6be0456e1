import { describe, expect, it } from 'vitest';
import { TypingPace } from '../../../src/core/completion/pace';

function afterKeys(gapMs: number, answerMs: number): number {
  const pace = new TypingPace();
  for (let index = 0; index < 20; index += 1) {
    pace.noteAnswer(answerMs);
    pace.noteKey(index * gapMs);
  }
  return pace.delayMs(undefined);
}

describe('TypingPace', () => {
  it('hardly waits at the first key and in slow typing', () => {
    expect(new TypingPace().delayMs(undefined)).toBe(10);
    expect(afterKeys(600, 1_000)).toBe(10);
  });

  it('waits in a burst where an answer is dear, and less where it is cheap', () => {
    expect(afterKeys(120, 1_000)).toBeGreaterThan(60);
    expect(afterKeys(120, 60)).toBeLessThan(20);
  });

  it('never waits longer than a fifth of a second', () => {
    for (const gapMs of [1, 50, 100, 200, 300, 400, 3_000]) expect(afterKeys(gapMs, 60_000)).toBeLessThanOrEqual(200);
  });

  it('forgets a burst after a pause', () => {
    const pace = new TypingPace();
    for (let index = 0; index < 10; index += 1) pace.noteKey(index * 100);
    expect(pace.delayMs(undefined)).toBeGreaterThan(10);
    pace.noteKey(10_000);
    expect(pace.delayMs(undefined)).toBe(10);
  });
});
