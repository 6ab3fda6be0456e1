import { describe, expect, it } from 'vitest';
import type { KeyRecord, TraceRecord } from '../../../../src/core/bench/typing/keyRecord';
import { longestBlockMs, typingFigures } from '../../../../src/core/bench/typing/typingFigures';
import { typingText } from '../../../../src/core/bench/typing/typingText';

function keyOf(changes: Partial<KeyRecord>): KeyRecord {
  const nothing = {
    reason: null,
    from: null,
    shownMs: null,
    firstLineMs: null,
    misfit: null,
    double: null,
    exact: null,
  };
  return { kind: 'character', end: 'shown', ...nothing, hostBusyMs: 1, hostCpuMs: 2, uses: [], ...changes };
}

const use = { promptTokens: 100, evaluatedTokens: 10, generatedTokens: 4, freeMs: 30, lastStepMs: 25 };
const ours: KeyRecord[] = [
  keyOf({ shownMs: 10, firstLineMs: 8, from: 'engine', double: 'line-above', exact: true, uses: [use] }),
  keyOf({ shownMs: 1, from: 'cache', exact: false, misfit: 'range' }),
  keyOf({ kind: 'enter', end: 'skipped', reason: 'empty', uses: [{ ...use, freeMs: null }] }),
  keyOf({ kind: 'enter', end: 'cancelled', uses: [use, { ...use, evaluatedTokens: 90 }] }),
];
const theirs = ours.map((key, index) =>
  keyOf({ ...key, hostBusyMs: null, hostCpuMs: null, exact: false, ...(index < 2 ? { shownMs: 20 } : {}) }),
);
const record = (side: string, keys: readonly KeyRecord[], block: number | null): TraceRecord => ({
  trace: 'a',
  side,
  wantedLines: 100,
  keys,
  longestBlockMs: block,
});
const records = [record('plinth', ours, 7.5), record('peer', theirs, null)];

describe('typingFigures', () => {
  const groups = typingFigures(records, ['plinth', 'peer']);

  it('counts all keys, those that asked for nothing included', () => {
    expect(groups[0]?.group).toBe('all');
    expect(groups[0]?.sides['plinth']).toEqual({
      keys: 4,
      shown: 2,
      shownShare: 0.5,
      fromCache: 1,
      cancelledShare: 0.25,
      skippedShare: 0.25,
      skipped: { empty: 1 },
      stale: 1,
      double: 1,
      shownMs: { p50: 1, p95: 10, mean: 5.5, items: 2 },
      firstLineMs: { p50: 8, p95: 8, mean: 8, items: 1 },
      evaluatedTokens: { p50: 10, p95: 100, mean: 30, items: 4 },
      generatedTokens: { p50: 4, p95: 8, mean: 4, items: 4 },
      reuse: 0.7,
      requestsPerKey: 1,
      freeMs: { p50: 30, p95: 30, mean: 30, items: 3 },
      freeBeyondCallMs: { p50: 5, p95: 5, mean: 5, items: 3 },
      hostBusyMs: { p50: 1, p95: 1, mean: 1, items: 4 },
      hostCpuMs: { p50: 2, p95: 2, mean: 2, items: 4 },
      exactShare: 0.5,
      exactOf: 2,
    });
  });

  it('compares the sides on the keys at which both showed something', () => {
    expect(groups[0]?.ratio).toEqual({ keys: 2, p50: 0.05, p95: 0.5, exactOnlyHere: 1, exactOnlyThere: 0 });
    expect(groups.map(({ group, ratio }) => [group, ratio?.keys ?? 0])).toEqual([
      ['all', 2],
      ['character', 2],
      ['enter', 0],
      ['100 lines', 2],
    ]);
    expect(typingFigures(records.slice(0, 1), ['plinth'])[0]?.ratio).toBeNull();
  });

  it('tells them in a table', () => {
    const blocks = { plinth: longestBlockMs(records, 'plinth'), peer: longestBlockMs(records, 'peer') };
    const text = typingText(groups, blocks);
    expect(text).toMatch(/shown though it did not fit +1 +1\n/);
    expect(text).toMatch(/shown though it said something twice +1 +1\n/);
    expect(text).toMatch(/key to shown, p50 \/ p95 ms +1\.0 \/ 10\.0 +20\.0 \/ 20\.0\n/);
    expect(text).toMatch(/longest block of the host, ms +7\.5 +-\n/);
    expect(text).toContain('skipped by plinth: empty 1');
    expect(text).toMatch(/all +plinth +4 +50\.0 %.*0\.05 \/ 0\.50 \(2\)/);
    expect(typingText([], {})).toBe('');
  });
});
