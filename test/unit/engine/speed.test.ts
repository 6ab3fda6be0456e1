import { describe, expect, it } from 'vitest';
import { Speed } from '../../../src/engine/speed';

describe('Speed', () => {
  it('starts with a small chunk', () => {
    expect(new Speed().chunkTokens(128)).toBe(16);
  });

  it('sizes chunks to 100 ms of the measured speed, in steps, within the batch', () => {
    const slow = new Speed();
    slow.addPrefill(16, 100);
    expect(slow.chunkTokens(128)).toBe(16);
    const fast = new Speed();
    fast.addPrefill(16, 10);
    expect(fast.chunkTokens(512)).toBe(160);
    expect(fast.chunkTokens(128)).toBe(128);
    const crawling = new Speed();
    crawling.addPrefill(16, 10_000);
    expect(crawling.chunkTokens(128)).toBe(16);
  });

  it('averages, and does not take a single token for a prompt', () => {
    const speed = new Speed();
    speed.addPrefill(100, 1000);
    speed.addPrefill(1, 1000);
    expect(speed.facts.prefillTokensPerSecond).toBe(100);
    speed.addPrefill(200, 1000);
    expect(speed.facts.prefillTokensPerSecond).toBeCloseTo(130);
    speed.addDecode(1, 40);
    expect(speed.facts.decodeTokensPerSecond).toBe(25);
  });

  it('has moved with its first measurement, and then only by more than a fifth', () => {
    const speed = new Speed();
    expect(speed.hasMovedFrom(speed.facts)).toBe(false);
    const told = speed.facts;
    speed.addDecode(100, 1000);
    expect(speed.hasMovedFrom(told)).toBe(true);
    const known = speed.facts;
    speed.addDecode(150, 1000);
    expect(speed.hasMovedFrom(known)).toBe(false);
    speed.addDecode(150, 1000);
    expect(speed.hasMovedFrom(known)).toBe(true);
    speed.addPrefill(100, 1000);
    expect(speed.hasMovedFrom({ ...speed.facts, prefillTokensPerSecond: 0 })).toBe(true);
  });
});
