import { describe, expect, it } from 'vitest';
import { nullLog } from '../../../src/base/log';
import { CompletionService, type CompletionParts } from '../../../src/core/completion/service';
import { type ContextChoice, noContext } from '../../../src/core/context/choose/contextSource';
import type { Verdict } from '../../../src/core/context/choose/rank';
import type { SpeedFacts } from '../../../src/protocol/engine';
import { requestAt } from '../../fakes/completionRequests';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeEngine, readyEngine } from '../../fakes/fakeEngine';
import { FakeSyntax } from '../../fakes/fakeSyntax';

const usual: SpeedFacts = { prefillTokensPerSecond: 165, decodeTokensPerSecond: 25 };
const slow: SpeedFacts = { prefillTokensPerSecond: 60, decodeTokensPerSecond: 5 };

function stage(change: Partial<CompletionParts> = {}, speed = usual) {
  const clock = new FakeClock();
  const engine = new FakeEngine({ clock, complete: () => ({ chunks: ['foo', '()'], prefillMs: 1_000, chunkMs: 50 }) });
  engine.setStatus({ state: 'ready', engine: { ...readyEngine(), speed } });
  const syntax = new FakeSyntax();
  syntax.scope = undefined;
  syntax.cutFacts = undefined;
  let isEnabled = true;
  const service = new CompletionService({
    engine,
    syntax,
    context: noContext,
    clock,
    log: nullLog,
    settings: () => ({
      'completion.enabled': isEnabled,
      'completion.languages': {},
      'completion.multiline': true,
      'completion.frequency': 'often',
    }),
    ...change,
  });
  const suggest = (drawn: string, more: Parameters<typeof requestAt>[1] = {}) =>
    clock.run(service.suggest(requestAt(drawn, more), new AbortController().signal));
  const lanes = (): unknown[] => engine.requests.map(({ limits }) => limits.lane ?? 'typing');
  return { clock, engine, service, suggest, lanes, disable: () => void (isEnabled = false) };
}

describe('Warming of the place where the cursor has come to', () => {
  const visited = () => requestAt('one\nfoo(█);\ntwo\n', { path: 'src/b.ts' });

  it('reads the prompt of its line once the cursor rests, and once only', async () => {
    const { clock, engine, service, lanes } = stage();
    service.visit(visited);
    await clock.advance(299);
    expect(engine.requests).toEqual([]);
    await clock.advance(5_000);
    expect(engine.requests).toHaveLength(1);
    expect(engine.requests[0]).toMatchObject({
      prompt: { path: 'src/b.ts', prefix: 'one\n', middle: 'foo();', suffix: '\ntwo\n' },
      limits: { lane: 'warm', answerTokens: 1 },
    });
    service.visit(visited);
    await clock.advance(5_000);
    expect(lanes()).toEqual(['warm']);
  });

  it('reads a place of which only the prompt was shown, or whose reading was given up', async () => {
    const { clock, engine, service, lanes } = stage();
    await service.preview(visited(), new AbortController().signal);
    const controller = new AbortController();
    const typed = service.suggest(visited(), controller.signal);
    await clock.advance(500);
    expect(lanes()).toEqual(['typing']);
    controller.abort();
    await clock.run(typed);
    await clock.advance(1_000);
    expect(engine.requests[0]).toMatchObject({ aborted: true, sent: 0 });
    service.visit(visited);
    await clock.advance(5_000);
    expect(lanes()).toEqual(['typing', 'warm']);
  });

  it('leaves the anchor where typing needs it', async () => {
    const { clock, engine, service, suggest } = stage();
    service.visit(visited);
    await clock.advance(5_000);
    await suggest('one\nfoo(a█);\ntwo\n', { path: 'src/b.ts' });
    const [ahead, typed] = engine.requests.map(({ prompt }) => prompt);
    expect(typed).toEqual({ ...ahead, middle: 'foo(a' });
  });

  it('waits for a cursor that goes on, and asks for the text of the last place alone', async () => {
    const { clock, engine, service } = stage();
    let asked = 0;
    for (let step = 0; step < 20; step += 1) {
      service.visit(() => {
        asked += 1;
        return visited();
      });
      await clock.advance(100);
    }
    await clock.advance(5_000);
    expect(asked).toBe(1);
    expect(engine.requests).toHaveLength(1);
  });

  it('gives way at once to a key, and goes on after an interruption', async () => {
    const { clock, engine, service, lanes } = stage();
    service.visit(visited);
    await clock.advance(800);
    const typed = service.suggest(requestAt('a = █'), new AbortController().signal);
    await clock.advance(1);
    expect(engine.requests[0]).toMatchObject({ aborted: true, sent: 0 });
    await clock.run(typed);
    await clock.advance(10_000);
    service.visit(visited);
    await clock.advance(800);
    service.visit(visited);
    await clock.advance(5_000);
    expect(lanes().slice(-2)).toEqual(['warm', 'warm']);
    expect(engine.requests.at(-1)).toMatchObject({ aborted: false, prompt: { path: 'src/b.ts' } });
  });

  it('does not begin while an answer is on its way', async () => {
    const { clock, engine, service } = stage();
    const typed = service.suggest(requestAt('a = █'), new AbortController().signal);
    service.visit(visited);
    await clock.advance(900);
    expect(engine.requests).toHaveLength(1);
    await clock.run(typed);
    await clock.advance(2_000);
    expect(engine.requests[0]).toMatchObject({ aborted: false });
    expect(engine.requests).toHaveLength(2);
  });

  it('reads nothing where completion would be refused, or is not wanted any more', async () => {
    const off = stage();
    off.disable();
    const withheld = stage({ withheld: { isWithheld: () => Promise.resolve(true) } });
    const unloaded = stage();
    unloaded.engine.setStatus({ state: 'unloaded' });
    const gone = stage();
    gone.service.visit(() => undefined);
    const secret = stage();
    secret.service.visit(() => requestAt('KEY=█', { path: '.env' }));
    const broken = stage();
    broken.service.visit(() => {
      throw new Error('the document is gone');
    });
    const ended = stage();
    for (const { service } of [off, withheld, unloaded, ended]) service.visit(visited);
    ended.service.dispose();
    for (const { clock, engine } of [off, withheld, unloaded, gone, secret, broken, ended]) {
      await clock.advance(3_000);
      expect(engine.requests).toEqual([]);
    }
  });
});

describe('Warming of context that did not fit', () => {
  const text = 'x = load(path)\n'.repeat(30);
  const snippet = (path: string, verdict: Verdict, tokens: number) => ({
    snippet: {
      source: 'similar' as const,
      path,
      text: `${path} ${'y'.repeat(tokens)}\n`,
      line: 0,
      names: [],
      nearness: 1,
      relevance: 1,
    },
    score: 1,
    tokens,
    verdict,
  });
  const choice: ContextChoice = {
    pieces: [{ path: 'in.ts', text: 'in\n', priority: 1 }],
    hints: [],
    ranked: [
      snippet('in.ts', 'kept', 200),
      snippet('out.ts', 'noRoom', 150),
      snippet('far.ts', 'noRoom', 9_000),
      snippet('weak.ts', 'weak', 10),
    ],
    notes: [],
  };
  const paths = ({ engine }: ReturnType<typeof stage>) =>
    engine.requests.map(({ prompt, limits }) => [
      limits.lane ?? 'typing',
      prompt.context.map(({ path }) => path).join(),
    ]);
  const at = (typed: string): string => `${text}a = ${typed}█\n${text}`;

  it('reads it while typing rests, and goes on with it from the next key on', async () => {
    const staged = stage({ context: { collect: () => Promise.resolve(choice) } });
    await staged.suggest(at(''));
    await staged.clock.advance(10_000);
    await staged.suggest(at('zz'));
    const [small, , large, typed] = staged.engine.requests;
    expect(paths(staged)).toEqual([
      ['typing', 'in.ts'],
      ['warm', 'in.ts'],
      ['warm', 'in.ts,out.ts'],
      ['typing', 'in.ts,out.ts'],
    ]);
    expect(small?.limits.promptTokens).toBe(768);
    expect(large?.limits).toMatchObject({ promptTokens: 1_024, answerTokens: 1 });
    expect(typed?.limits.promptTokens).toBe(1_024);
    expect(typed?.prompt).toEqual({ ...large?.prompt, middle: 'a = zz' });
    await staged.clock.advance(60_000);
    expect(paths(staged).filter(([, context]) => context === 'in.ts,out.ts')).toHaveLength(3);
  });

  it('keeps it when the anchor moves on nearby, and drops it where it is not found any more', async () => {
    let now = choice;
    const staged = stage({ context: { collect: () => Promise.resolve(now) } });
    await staged.suggest(at(''));
    await staged.clock.advance(10_000);
    await staged.suggest(at('b\n\n\n\n\nc'));
    expect(staged.engine.requests.at(-1)).toMatchObject({ limits: { promptTokens: 1_024 }, prompt: { anchor: 3 } });
    expect(paths(staged).at(-1)).toEqual(['typing', 'in.ts,out.ts']);
    now = { ...choice, ranked: choice.ranked.filter(({ snippet: { path } }) => path !== 'out.ts') };
    await staged.suggest(at('b\n\n\n\n\nc\n\n\n\n\n\nd'));
    expect(paths(staged).at(-1)).toEqual(['typing', 'in.ts']);
    expect(staged.engine.requests.at(-1)?.limits.promptTokens).toBe(768);
  });

  it('changes nothing when a key comes first, and tries again at the next rest', async () => {
    const staged = stage({ context: { collect: () => Promise.resolve(choice) } });
    await staged.suggest(at(''));
    await staged.clock.advance(2_500);
    await staged.suggest(at('zz'));
    expect(paths(staged).map(([, context]) => context)).toEqual(['in.ts', 'in.ts', 'in.ts,out.ts', 'in.ts']);
    expect(staged.engine.requests[2]).toMatchObject({ aborted: true });
    expect(staged.engine.requests[3]?.prompt.anchor).toBe(1);
    await staged.clock.advance(10_000);
    expect(paths(staged).at(-1)).toEqual(['warm', 'in.ts,out.ts']);
  });

  it('tries it once for each anchor on a slow machine, and not at all where it would take too long', async () => {
    const staged = stage(
      {
        context: {
          collect: () =>
            Promise.resolve({ ...choice, ranked: [snippet('in.ts', 'kept', 20), snippet('out.ts', 'noRoom', 150)] }),
        },
      },
      slow,
    );
    await staged.suggest(at(''));
    await staged.clock.advance(4_000);
    await staged.suggest(at('zz'));
    await staged.clock.advance(20_000);
    expect(paths(staged).filter(([, context]) => context === 'in.ts,out.ts')).toHaveLength(1);
    const slowest = stage(
      { context: { collect: () => Promise.resolve(choice) } },
      { prefillTokensPerSecond: 20, decodeTokensPerSecond: 4 },
    );
    await slowest.suggest(at(''));
    await slowest.clock.advance(20_000);
    expect(paths(slowest).map(([, context]) => context)).not.toContain('in.ts,out.ts');
  });

  it('reads nothing where all has fitted', async () => {
    const whole = { ...choice, ranked: [snippet('in.ts', 'kept', 200), snippet('weak.ts', 'weak', 10)] };
    const staged = stage({ context: { collect: () => Promise.resolve(whole) } });
    await staged.suggest(at(''));
    await staged.clock.advance(20_000);
    expect(paths(staged)).toEqual([
      ['typing', 'in.ts'],
      ['warm', 'in.ts'],
    ]);
  });
});
