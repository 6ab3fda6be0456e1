import { describe, expect, it } from 'vitest';
import { type Outcome, type OutcomeTimings, refusedAtGate, type Shown } from '../../../src/core/completion/outcome';
import { maxRecords, OutcomeHistory, type RequestPlace } from '../../../src/core/completion/outcomeHistory';
import { type SkipReason, skipReasons, type Stage } from '../../../src/core/completion/skip';

const noTime: OutcomeTimings = { totalMs: 0, settleMs: 0, scopeMs: 0, contextMs: 0, engineMs: 0, filterMs: 0 };

function place(atMs: number, change: Partial<RequestPlace> = {}): RequestPlace {
  return { atMs, path: 'src/a.ts', languageId: 'typescript', line: 7, trigger: 'automatic', ...change };
}

function shown(totalMs: number, from: Shown['from'] = 'engine'): Outcome {
  const suggestion = { text: 'secret()', range: { start: 0, end: 0 } };
  const alternatives = [{ ...suggestion, text: 'other secret()' }];
  const pieces = [{ text: 'secret()', probability: 1 }];
  return {
    kind: 'shown',
    ...suggestion,
    alternatives,
    from,
    pieces,
    sources: ['b.ts'],
    timings: { ...noTime, totalMs },
  };
}

function skipped(stage: Stage, reason: SkipReason): Outcome {
  return { ...refusedAtGate(reason), stage };
}

const overtaken = (stage: Stage): Outcome => skipped(stage, 'superseded');

describe('OutcomeHistory', () => {
  it('keeps the last requests, newest first, and counts all of them', () => {
    const history = new OutcomeHistory();
    for (let atMs = 0; atMs < maxRecords + 50; atMs++) history.add(place(atMs), shown(atMs));
    const times = history.entries.map(({ record }) => record.atMs);
    expect(times).toEqual(Array.from({ length: maxRecords }, (_, index) => maxRecords + 49 - index));
    expect(history.counts).toMatchObject({ asked: maxRecords + 50, shown: maxRecords + 50, overtaken: 0 });
  });

  it('keeps no text of an answer', () => {
    const history = new OutcomeHistory();
    history.add(place(1), shown(5));
    expect(JSON.stringify(history.entries)).not.toContain('secret');
    expect(history.entries[0]?.record).toEqual({
      ...place(1),
      facts: { kind: 'shown', from: 'engine', sources: ['b.ts'], timings: { ...noTime, totalMs: 5 } },
    });
  });

  it('counts reasons, most frequent first', () => {
    const history = new OutcomeHistory();
    for (const reason of ['paused', 'empty', 'empty', 'paused', 'empty'] as const)
      history.add(place(1), skipped(reason === 'paused' ? 'gate' : 'filter', reason));
    expect(history.counts.skipped).toEqual([
      { stage: 'filter', reason: 'empty', message: skipReasons.empty, count: 3 },
      { stage: 'gate', reason: 'paused', message: skipReasons.paused, count: 2 },
    ]);
    expect(history.counts).toMatchObject({ asked: 5, shown: 0, overtaken: 0 });
  });

  it('tells the median time to shown, of all and of what the engine wrote', () => {
    const history = new OutcomeHistory();
    expect(history.counts).toMatchObject({ medianShownMs: undefined, medianEngineMs: undefined });
    history.add(place(1), shown(900));
    expect(history.counts).toMatchObject({ medianShownMs: 900, medianEngineMs: 900, fromCache: 0 });
    history.add(place(2), shown(1, 'cache'));
    history.add(place(3), shown(3, 'cache'));
    history.add(place(4), shown(500));
    expect(history.counts).toMatchObject({ medianShownMs: 251.5, medianEngineMs: 700, shown: 4, fromCache: 2 });
  });

  it('does not let what typing overtook push out the rest, and sums it up where it happened', () => {
    const history = new OutcomeHistory();
    history.add(place(1), shown(1));
    for (let atMs = 2; atMs < 2 + 3 * maxRecords; atMs++) history.add(place(atMs), overtaken('settle'));
    const stats = { stop: 'aborted', promptTokens: 9, evaluatedTokens: 4, generatedTokens: 0 } as const;
    const times = { queueMs: 0, prefillMs: 1, decodeMs: 0, lastStepMs: 0 };
    history.add(place(900), { ...overtaken('engine'), stats: { ...stats, ...times } });
    const sum = { firstMs: 2, lastMs: 900, path: 'src/a.ts', byStage: { settle: 600, engine: 1 }, evaluatedTokens: 4 };
    expect(history.entries).toHaveLength(1);
    expect(history.overtakenLast).toEqual(sum);
    history.add(place(901), skipped('filter', 'empty'));
    expect(history.overtakenLast).toBeUndefined();
    expect(history.entries.map(({ overtakenBefore }) => overtakenBefore)).toEqual([sum, undefined]);
    expect(history.counts).toMatchObject({ asked: 603, shown: 1, overtaken: 601 });
    expect(history.counts.skipped.map(({ reason }) => reason)).toEqual(['empty']);
  });

  it('fills in counts that come after the outcome, also where it has been pushed on or summed up by then', async () => {
    const history = new OutcomeHistory();
    let changes = 0;
    history.onChange(() => (changes += 1));
    const times = { queueMs: 0, prefillMs: 1, decodeMs: 0, lastStepMs: 0 };
    const stats = { stop: 'aborted', promptTokens: 9, evaluatedTokens: 4, generatedTokens: 0, ...times } as const;
    let report = (_: typeof stats): void => undefined;
    const laterStats = new Promise<typeof stats>((resolve) => (report = resolve));
    history.add(place(1), { ...shown(5), laterStats });
    history.add(place(2), { ...overtaken('engine'), laterStats });
    history.add(place(3), { ...shown(6), laterStats: laterStats.then(() => undefined) });
    expect(JSON.stringify(history.entries)).not.toContain('evaluatedTokens":4');
    expect(changes).toBe(3);
    report(stats);
    await new Promise((resolve) => setImmediate(resolve));
    const [newest, oldest] = history.entries;
    expect(oldest?.record.facts.stats).toEqual(stats);
    expect(newest).toMatchObject({ overtakenBefore: { byStage: { engine: 1 }, evaluatedTokens: 4 } });
    expect(newest?.record.facts).not.toHaveProperty('stats');
    expect(newest?.record.facts).not.toHaveProperty('laterStats');
    expect(changes).toBe(5);
  });

  it('has no place for counts that come when the requests are forgotten', async () => {
    const history = new OutcomeHistory();
    const times = { queueMs: 0, prefillMs: 1, decodeMs: 0, lastStepMs: 0 };
    const stats = { stop: 'end', promptTokens: 9, evaluatedTokens: 4, generatedTokens: 0, ...times } as const;
    history.add(place(1), { ...shown(5), laterStats: Promise.resolve(stats) });
    history.clear();
    await new Promise((resolve) => setImmediate(resolve));
    expect(history.entries).toEqual([]);
  });

  it('keeps keys that the gate turns away for one reason in one file together', () => {
    const history = new OutcomeHistory();
    history.add(place(1), shown(1));
    for (let atMs = 2; atMs < 500; atMs++) history.add(place(atMs, { line: atMs }), refusedAtGate('paused'));
    history.add(place(500), refusedAtGate('language-off'));
    history.add(place(501, { path: 'b.md' }), refusedAtGate('language-off'));
    history.add(place(502, { path: 'b.md', trigger: 'invoke' }), refusedAtGate('language-off'));
    history.add(place(503, { path: 'b.md' }), skipped('filter', 'empty'));
    history.add(place(504, { path: 'b.md' }), skipped('filter', 'empty'));
    expect(history.entries.map(({ record, times }) => [record.atMs, times])).toEqual([
      [504, 1],
      [503, 1],
      [502, 1],
      [501, 1],
      [500, 1],
      [499, 498],
      [1, 1],
    ]);
    expect(history.counts.asked).toBe(504);
  });

  it('tells of each change, and forgets the requests when told to', () => {
    const history = new OutcomeHistory();
    let changes = 0;
    history.onChange(() => (changes += 1));
    history.add(place(1), shown(1));
    history.add(place(2), overtaken('engine'));
    history.clear();
    expect(changes).toBe(3);
    expect([history.entries, history.overtakenLast]).toEqual([[], undefined]);
    expect(history.counts.asked).toBe(2);
  });
});
