import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/base/clock';
import { nullLog } from '../../src/base/log';
import { MeteredEngine } from '../../src/cli/bench/meteredEngine';
import { noAnswers } from '../../src/core/completion/answerCache';
import { CompletionService } from '../../src/core/completion/service';
import { type ContextChoice, noContext } from '../../src/core/context/choose/contextSource';
import type { Verdict } from '../../src/core/context/choose/rank';
import { ModelWork } from '../../src/engine/modelWork';
import { requestAt } from '../fakes/completionRequests';
import { FakeSyntax } from '../fakes/fakeSyntax';
import { HurriedClock } from '../fakes/hurriedClock';
import { complete, filler } from './ask';
import { tinyConfig } from './tinyConfig';
import { WorkEngine } from './workEngine';

const clock = new HurriedClock();
/** Pauses pass quickly; the engine takes its time. */
clock.runTimes(20);
let work: ModelWork;

beforeAll(() => void (work = new ModelWork({ config: tinyConfig, log: nullLog, clock: systemClock })));
afterAll(() => work.dispose());

/** The typing path on the tiny model, each key counted apart. */
function typist(choice?: ContextChoice) {
  const engine = new MeteredEngine(new WorkEngine(work), clock);
  const service = new CompletionService({
    engine,
    syntax: new FakeSyntax(),
    context: choice === undefined ? noContext : { collect: () => Promise.resolve(choice) },
    clock,
    log: nullLog,
    settings: () => ({
      'completion.enabled': true,
      'completion.languages': {},
      'completion.multiline': true,
      'completion.frequency': 'often',
    }),
    answers: noAnswers,
    speed: () => ({ prefillTokensPerSecond: 165, decodeTokensPerSecond: 25 }),
  });
  const read = (): number => engine.usesOf(engine.key).reduce((sum, { evaluatedTokens }) => sum + evaluatedTokens, 0);
  const key = async (drawn: string, file = 'a.py'): Promise<number> => {
    engine.key += 1;
    const request = requestAt(drawn, { path: file });
    await service.suggest(request, new AbortController().signal);
    await engine.idle();
    return read();
  };
  /** Tokens that are read while nobody types. */
  const rest = async (ms: number): Promise<number> => {
    engine.key += 1;
    await clock.sleep(ms);
    await engine.idle();
    return read();
  };
  return { service, key, rest };
}

describe('reading ahead, counted in tokens', () => {
  const [above, below] = [filler(40), filler(20)];
  beforeEach(async () => {
    // The caches hold nothing of what is read here.
    const { key } = typist();
    for (const letter of ['p', 'q']) await key(`${letter.repeat(40)}\n█\n`, `${letter}.py`);
  });

  it('reads ahead beside what is typed, and has both afterwards', async () => {
    const here = { prefix: filler(40), middle: 'result =' };
    const there = { path: 'b.py', prefix: `import os\n${filler(30)}`, middle: 'other =' };
    const first = await complete(work, here);
    expect(first.result.evaluatedTokens).toBeGreaterThan(200);
    const ahead = await complete(work, there, { lane: 'warm', answerTokens: 1 });
    expect(ahead.result.evaluatedTokens).toBeGreaterThan(150);
    for (const place of [here, there, here, there])
      expect((await complete(work, { ...place, middle: `${place.middle} l` })).result.evaluatedTokens).toBeLessThan(8);
    // The next line of a place goes on where it is.
    expect((await complete(work, { ...there, middle: 'other = l' }, { lane: 'warm' })).result.evaluatedTokens).toBe(1);
    expect((await complete(work, here)).result.evaluatedTokens).toBeLessThan(8);
  });

  it('has read the place where the cursor rests, and forgets nothing of the one that it left', async () => {
    const { service, key, rest } = typist();
    expect(await key(`${above}y = █\n${below}`)).toBeGreaterThan(250);
    service.visit(() => requestAt(`import os\n${above}def f(path):\n    return x█\n${below}`, { path: 'b.py' }));
    expect(await rest(400)).toBeGreaterThan(250);
    for (const file of ['b.py', 'a.py', 'b.py']) {
      const drawn = file === 'a.py' ? `${above}y = l█\n` : `import os\n${above}def f(path):\n    return x1█\n`;
      expect(await key(drawn + below, file)).toBeLessThanOrEqual(8);
    }
  });

  const snippet = (name: string, verdict: Verdict) => {
    const text = filler(12).replaceAll('x', name);
    return { snippet: { source: 'similar' as const, path: `${name}.py`, text }, score: 1, tokens: 90, verdict };
  };
  const kept = snippet('near', 'kept');
  const choice = {
    pieces: [{ path: kept.snippet.path, text: kept.snippet.text, priority: 1 }],
    hints: [],
    ranked: [kept, snippet('far', 'noRoom')],
    notes: [],
  } as unknown as ContextChoice;

  it('has read the context that did not fit, so that the next key does not wait for it', async () => {
    const { key, rest } = typist(choice);
    await key(`${above}y = █\n${below}`);
    expect(await key(`${above}y = l█\n${below}`)).toBeLessThanOrEqual(8);
    expect(await rest(2_100)).toBeGreaterThan(300);
    expect(await key(`${above}y = lo█\n${below}`)).toBeLessThanOrEqual(8);
    // Also when the anchor moves: the lines that were typed, and the text after the cursor.
    expect(await key(`${above}y = lo\n\n\n\n\nz█\n${below}`)).toBeLessThan(250);
    expect(await rest(4_000)).toBe(0);
  });

  it('costs the next key nothing when that comes too early', async () => {
    const { service, key } = typist(choice);
    await key(`${above}y = █\n${below}`);
    for (const typed of ['l', 'lo', 'loa']) {
      await clock.sleep(2_010);
      expect(await key(`${above}y = ${typed}█\n${below}`)).toBeLessThanOrEqual(8);
    }
    service.dispose();
  });
});
