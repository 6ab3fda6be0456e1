import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ArmAnswer } from '../../../src/cli/bench/armRunner';
import { type BenchResult, isBenchResult } from '../../../src/cli/bench/benchResult';
import { type QualityRun, runQuality } from '../../../src/cli/bench/qualityRun';
import { ResultStore } from '../../../src/cli/bench/resultStore';
import { armOf, type BenchArm } from '../../../src/core/bench/arms';
import type { BenchItem } from '../../../src/core/bench/benchItem';

const arms = ['none', 'context'].flatMap((name): BenchArm[] => {
  const arm = armOf(name);
  return arm === undefined ? [] : [arm];
});
const items = ['a', 'b', 'c'].map((id): BenchItem => {
  const rest = { language: 'typescript', offset: 0, text: '', truth: 'x', needed: [], unseen: [] };
  return { id, kind: 'line', tags: [], file: `${id}.ts`, ...rest };
});
const said: ArmAnswer = {
  shown: true,
  reason: null,
  confidence: null,
  pieces: [],
  text: 'x',
  end: 0,
  parses: true,
  promptTokens: 1,
  evaluatedTokens: 1,
  generatedTokens: 1,
  ms: 1,
  sources: [],
};

describe('runQuality', () => {
  let folder = '';
  let asked: string[] = [];
  let stopAfter = Infinity;
  let controller = new AbortController();
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'plinth bench '));
    [asked, stopAfter, controller] = [[], Infinity, new AbortController()];
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const resultsFile = () => path.join(folder, 'deep', 'results.jsonl');
  async function run(changes: Partial<QualityRun> = {}) {
    return runQuality({
      items,
      arms,
      setting: ['build 1'],
      store: await ResultStore.open<BenchResult>(resultsFile(), isBenchResult),
      signal: controller.signal,
      answer: (item, arm) => {
        asked.push(`${item.id} ${arm.name}`);
        if (asked.length === stopAfter) controller.abort();
        return Promise.resolve(said);
      },
      onAnswer: () => undefined,
      ...changes,
    });
  }

  it('lets the arms take turns at being first', async () => {
    const answers = await run();
    expect(asked).toEqual(['a none', 'a context', 'b context', 'b none', 'c none', 'c context']);
    expect(answers.map(({ arm, answers }) => [arm, [...answers.keys()]])).toEqual([
      ['none', ['a', 'b', 'c']],
      ['context', ['a', 'b', 'c']],
    ]);
  });

  it('goes on where it was stopped', async () => {
    stopAfter = 3;
    await expect(run()).rejects.toThrow('Stopped.');
    expect(asked).toHaveLength(3);
    controller = new AbortController();
    const steps: boolean[] = [];
    const answers = await run({ onAnswer: (isNew) => void steps.push(isNew) });
    expect(asked.slice(3)).toEqual(['b none', 'c none', 'c context']);
    expect(steps).toEqual([false, false, false, true, true, true]);
    expect(answers[0]?.answers.size).toBe(3);
  });

  it('does not take an answer that was cut short, and keeps the next line apart from it', async () => {
    await run({ items: items.slice(0, 1) });
    await appendFile(resultsFile(), '{"key":"half');
    await run();
    expect(asked).toHaveLength(6);
    const lines = (await readFile(resultsFile(), 'utf8')).split('\n').filter((line) => line !== '');
    expect(lines).toHaveLength(7);
    await run();
    expect(asked).toHaveLength(6);
  });

  it('asks again for another item, another arm or another build', async () => {
    await run();
    await run({ setting: ['build 2'] });
    expect(asked).toHaveLength(12);
    await run({ items: items.map((item) => ({ ...item, truth: 'y' })) });
    expect(asked).toHaveLength(18);
    const other = armOf('usages');
    await run({ arms: other === undefined ? [] : [other] });
    expect(asked).toHaveLength(21);
  });

  it('does not keep what failed', async () => {
    const answer = () => Promise.reject(new Error('no engine'));
    await expect(run({ answer })).rejects.toThrow('no engine');
    await run();
    expect(asked).toHaveLength(6);
  });
});
