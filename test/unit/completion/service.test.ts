import { noContext } from '../../../src/core/context/choose/contextSource';
import { describe, expect, it } from 'vitest';
import { PlainError } from '../../../src/base/errors';
import type { Log } from '../../../src/base/log';
import { noAnswers } from '../../../src/core/completion/answerCache';
import { type CompletionParts, CompletionService } from '../../../src/core/completion/service';
import type { Outcome, Shown } from '../../../src/core/completion/outcome';
import type { CompletionRequest } from '../../../src/core/text/snapshot';
import { requestAt } from '../../fakes/completionRequests';
import { settingsWith } from '../../fakes/completionSettings';
import { FakeClock } from '../../fakes/fakeClock';
import { type FakeAnswer, FakeEngine } from '../../fakes/fakeEngine';
import { FakeSyntax, plainScope } from '../../fakes/fakeSyntax';

class Stage {
  readonly clock = new FakeClock();
  readonly lines: string[] = [];
  readonly syntax = new FakeSyntax();
  readonly engine: FakeEngine;
  readonly service: CompletionService;
  answer: FakeAnswer = { chunks: ['foo', '()'], prefillMs: 200, chunkMs: 40 };

  constructor(change: Partial<CompletionParts> = {}) {
    this.engine = new FakeEngine({ clock: this.clock, complete: () => this.answer });
    this.syntax.scope = undefined;
    this.syntax.cutFacts = undefined;
    const note = (message: string): void => void this.lines.push(message);
    const log: Log = { debug: note, info: note, warn: note, error: note };
    this.service = new CompletionService({
      engine: this.engine,
      syntax: this.syntax,
      context: noContext,
      clock: this.clock,
      log,
      settings: () => settingsWith(),
      ...change,
    });
  }

  suggest(
    drawn: string,
    change: Partial<CompletionRequest> = {},
    signal = new AbortController().signal,
  ): Promise<Outcome> {
    return this.clock.run(this.service.suggest(requestAt(drawn, change), signal));
  }
}

function shown(outcome: Outcome): Shown {
  if (outcome.kind === 'skipped') throw new Error(`${outcome.stage} ${outcome.reason}: ${outcome.message}`);
  return outcome;
}

describe('CompletionService', () => {
  it('shows what the engine says, with times and counts', async () => {
    const stage = new Stage();
    const outcome = shown(await stage.suggest('a = █\nb'));
    expect(outcome).toMatchObject({ text: 'foo()', range: { start: 4, end: 4 }, from: 'engine', sources: [] });
    expect(outcome.timings).toMatchObject({ settleMs: 10, engineMs: 280, totalMs: 290, firstLineMs: 290 });
    expect(outcome.stats).toMatchObject({ stop: 'end', generatedTokens: 2, promptTokens: 2 });
    expect(stage.engine.requests[0]).toMatchObject({
      prompt: { path: 'src/a.ts', repository: 'w', prefix: '', middle: 'a = ', suffix: '\nb' },
      limits: { promptTokens: 768, answerTokens: 96 },
    });
    expect(stage.lines).toEqual(['completion shown from engine: 5 characters in 290 ms, first line after 290 ms']);
  });

  it('shows a line as soon as it has ended, and keeps a typist waiting no longer for its counts', async () => {
    const stage = new Stage({ answers: noAnswers });
    stage.answer = { chunks: ['foo()', ';\nbar', '();\n', 'baz'], chunkMs: 40, reportMs: 5_000 };
    const outcome = shown(await stage.suggest('a = █'));
    expect(outcome).toMatchObject({ text: 'foo();', timings: { firstLineMs: 90, totalMs: 90 } });
    expect(outcome.stats).toBeUndefined();
    expect(stage.engine.requests[0]).toMatchObject({ sent: 2, aborted: true });
    const later = outcome.laterStats ?? Promise.reject(new Error('none'));
    expect(await stage.clock.run(later)).toMatchObject({ stop: 'aborted', generatedTokens: 2 });
    const asked = shown(await stage.suggest('c = █', { trigger: 'invoke' }));
    expect(asked).toMatchObject({ stats: { stop: 'aborted' }, timings: { totalMs: 5_080 } });
    expect(stage.lines).toEqual([
      'completion shown from engine: 6 characters in 90 ms, first line after 90 ms',
      'completion shown from engine: 6 characters in 5080 ms, first line after 80 ms',
    ]);
  });

  it('learns from the report of an answer that was shown before it came', async () => {
    const stage = new Stage({ answers: noAnswers });
    const fit = { prefixStart: 4, suffixEnd: 1, context: [] };
    stage.answer = { chunks: ['a;\n', 'b'], chunkMs: 40, reportMs: 5_000, fit };
    expect(shown(await stage.suggest('one\ntwo\nx█\nthree\nfour')).stats).toBeUndefined();
    await stage.clock.advance(5_000);
    await stage.suggest('one\ntwo\nxy█\nthree\nfour');
    expect(stage.engine.requests[1]?.prompt).toMatchObject({ prefix: 'two\n', suffix: '\n', middle: 'xy' });
  });

  it('serves typing through at once and without the engine', async () => {
    const stage = new Stage();
    await stage.suggest('a = █\nb');
    const typed = shown(await stage.suggest('a = fo█\nb'));
    expect(typed).toMatchObject({
      text: 'o()',
      range: { start: 6, end: 6 },
      from: 'cache',
      timings: { totalMs: 0, firstLineMs: 0 },
    });
    expect(await stage.suggest('a = foo(█)\nb')).toMatchObject({ stage: 'filter', reason: 'doubled-closer' });
    expect(stage.engine.requests).toHaveLength(1);
    expect(shown(await stage.suggest('a = foo()█\nb')).from).toBe('engine');
  });

  it('remembers what the filters refused', async () => {
    const stage = new Stage();
    stage.answer = { chunks: ['  '] };
    const first = await stage.suggest('a = █');
    const second = await stage.suggest('a = █');
    for (const outcome of [first, second])
      expect(outcome).toMatchObject({ kind: 'skipped', stage: 'filter', reason: 'empty' });
    expect(stage.engine.requests).toHaveLength(1);
  });

  it('asks again by command where all that is known was refused', async () => {
    const stage = new Stage();
    stage.answer = { chunks: ['  '] };
    expect(await stage.suggest('a = █')).toMatchObject({ kind: 'skipped', reason: 'empty' });
    stage.answer = { chunks: ['foo()'] };
    expect(shown(await stage.suggest('a = █', { trigger: 'invoke' }))).toMatchObject({ text: 'foo()', from: 'engine' });
    expect(shown(await stage.suggest('a = █'))).toMatchObject({ text: 'foo()', from: 'cache' });
  });

  it('does not serve answers of several lines once those are switched off', async () => {
    let isMultilineOn = true;
    const stage = new Stage({
      settings: () => settingsWith({ 'completion.multiline': isMultilineOn }),
    });
    stage.answer = { chunks: ['(\n  b,\n)\n', 'c'] };
    expect(shown(await stage.suggest('a█')).text).toContain('\n');
    isMultilineOn = false;
    stage.answer = { chunks: ['bc'] };
    expect(shown(await stage.suggest('a█'))).toMatchObject({ text: 'bc', from: 'engine' });
    expect(shown(await stage.suggest('a█'))).toMatchObject({ text: 'bc', from: 'cache' });
  });

  it('asks each time without a cache', async () => {
    const stage = new Stage({ answers: noAnswers });
    await stage.suggest('a = █');
    expect(shown(await stage.suggest('a = █')).from).toBe('engine');
  });

  it('does not serve the answers of another model', async () => {
    const stage = new Stage();
    await stage.suggest('a = █');
    stage.engine.setStatus({ state: 'ready' });
    expect(shown(await stage.suggest('a = █')).from).toBe('engine');
  });

  it('gives up while it settles, and the engine is not asked', async () => {
    const stage = new Stage();
    const controller = new AbortController();
    const work = stage.service.suggest(requestAt('a = █'), controller.signal);
    await stage.clock.advance(1);
    controller.abort();
    expect(await work).toMatchObject({ kind: 'skipped', stage: 'settle', reason: 'superseded' });
    expect(stage.engine.requests).toHaveLength(0);
  });

  it('gives up while the engine works, and stops it', async () => {
    const stage = new Stage();
    stage.answer = { chunks: ['foo'], prefillMs: 1_000 };
    const controller = new AbortController();
    const work = stage.service.suggest(requestAt('a = █'), controller.signal);
    await stage.clock.advance(220);
    controller.abort();
    expect(await work).toMatchObject({ kind: 'skipped', stage: 'engine', reason: 'superseded' });
    await stage.clock.advance(500);
    expect(stage.engine.requests[0]).toMatchObject({ sent: 0, aborted: true });
    expect(stage.clock.sleeping).toBe(0);
  });

  it('reads on in the answer under way when its beginning is typed, at once and without asking again', async () => {
    const stage = new Stage();
    stage.answer = { chunks: ['f', 'oo', '(a', ')'], prefillMs: 200, chunkMs: 40 };
    const [first, second] = [new AbortController(), new AbortController()];
    const old = stage.service.suggest(requestAt('a = █\nb'), first.signal);
    await stage.clock.advance(260);
    first.abort();
    expect(await old).toMatchObject({ reason: 'superseded' });
    await stage.clock.advance(50);
    const next = shown(await stage.clock.run(stage.service.suggest(requestAt('a = f█\nb'), second.signal)));
    expect(next).toMatchObject({ text: 'oo(a)', from: 'engine', timings: { settleMs: 0, engineMs: 60, totalMs: 60 } });
    expect(next.stats).toBeUndefined();
    expect(stage.engine.requests).toHaveLength(1);
    expect(stage.engine.requests[0]).toMatchObject({ sent: 4, aborted: false });
    expect(shown(await stage.suggest('a = foo█\nb'))).toMatchObject({ text: '(a)', from: 'cache' });
  });

  it('ends the answer under way at once when something else is typed, or more than it has written', async () => {
    for (const typed of ['a = g█', 'a = fo█', 'b = f█']) {
      const stage = new Stage({ answers: noAnswers });
      stage.answer = { chunks: ['f', 'oo', '()'], chunkMs: 100 };
      const controller = new AbortController();
      const old = stage.service.suggest(requestAt('a = █'), controller.signal);
      await stage.clock.advance(120);
      controller.abort();
      await old;
      const work = stage.service.suggest(requestAt(typed), new AbortController().signal);
      await stage.clock.advance(1);
      expect(stage.engine.requests[0]).toMatchObject({ sent: 1, aborted: true });
      await stage.clock.run(work);
      expect(stage.engine.requests).toHaveLength(2);
    }
  });

  it('shows nothing of one document in another one', async () => {
    const stage = new Stage();
    stage.answer = { chunks: ['foo', '()'], chunkMs: 100 };
    const controller = new AbortController();
    const old = stage.service.suggest(requestAt('a = █'), controller.signal);
    await stage.clock.advance(120);
    controller.abort();
    await old;
    stage.answer = { chunks: ['bar'] };
    const other = shown(
      await stage.suggest('a = █', { snapshot: { ...requestAt('a = █').snapshot, uri: 'file:///w/b.ts' } }),
    );
    expect(other).toMatchObject({ text: 'bar', from: 'engine' });
    expect(stage.engine.requests[0]).toMatchObject({ sent: 1, aborted: true });
  });

  it('asks anew where the answer under way ends by its limit of tokens', async () => {
    const stage = new Stage();
    stage.answer = { chunks: ['f', 'oo'], chunkMs: 40, stop: 'limit' };
    const controller = new AbortController();
    const old = stage.service.suggest(requestAt('a = █'), controller.signal);
    await stage.clock.advance(60);
    controller.abort();
    await old;
    stage.answer = { chunks: ['oo(1)'] };
    expect(shown(await stage.suggest('a = f█'))).toMatchObject({ text: 'oo(1)', from: 'engine' });
    expect(stage.engine.requests).toHaveLength(2);
  });

  it('has the next line when a line is accepted, and gives way to what is typed instead', async () => {
    const stage = new Stage();
    stage.answer = { chunks: ['foo();', '\nbar', '();\n', 'baz'], chunkMs: 40 };
    const first = shown(await stage.suggest('a = █'));
    expect(first).toMatchObject({ text: 'foo();', timings: { totalMs: 90 } });
    await stage.clock.advance(200);
    expect(stage.engine.requests[0]).toMatchObject({ sent: 3, aborted: true });
    const next = shown(await stage.suggest('a = foo();\n█'));
    expect(next).toMatchObject({ text: 'bar();', from: 'cache', timings: { settleMs: 0, totalMs: 0 } });
    expect(stage.engine.requests).toHaveLength(1);
    await stage.suggest('c = █');
    const typed = stage.service.suggest(requestAt('c = d█'), new AbortController().signal);
    await stage.clock.advance(1);
    expect(stage.engine.requests[1]).toMatchObject({ sent: 2, aborted: true });
    await stage.clock.run(typed);
  });

  it('takes an engine that gave way to a newer request as superseded', async () => {
    const stage = new Stage();
    stage.answer = { chunks: ['a'], stop: 'aborted' };
    expect(await stage.suggest('a = █')).toMatchObject({ stage: 'engine', reason: 'superseded' });
  });

  it('turns failures of the engine into reasons with their cure', async () => {
    const stage = new Stage();
    stage.answer = { chunks: ['a'], error: new PlainError('x', 'The decode failed.', 'Ask again.') };
    expect(await stage.suggest('a = █')).toMatchObject({
      stage: 'engine',
      reason: 'engine-failed',
      message: 'The decode failed. Ask again.',
    });
    const throwing = new Stage({
      engine: {
        ...stage.engine,
        status: { state: 'ready' },
        complete: () => {
          throw new Error('broken');
        },
      } as unknown as FakeEngine,
    });
    expect(await throwing.suggest('a = █')).toMatchObject({
      kind: 'skipped',
      reason: 'internal-error',
      message: 'broken',
    });
    expect(throwing.lines).toEqual(['completion failed: broken']);
  });

  it('does not wait for late or broken syntax', async () => {
    const stage = new Stage();
    stage.syntax.scope = { ...plainScope, emptyBlock: true };
    stage.syntax.cutFacts = ({ answer }) => ({ end: Math.min(5, answer.length), ended: answer.length > 8 });
    stage.answer = { chunks: ['one;\n', 'two;\n', 'three;\n', 'four;\n'], chunkMs: 10 };
    const outcome = shown(await stage.suggest('{\n  █\n}'));
    expect(outcome.text).toBe('one;');
    expect(stage.engine.requests[0]).toMatchObject({ sent: 2, limits: { answerTokens: 160 } });
  });

  it('does not ask the syntax side where closers behind the cursor are to be replaced', async () => {
    const stage = new Stage();
    stage.answer = { chunks: ['\n  a();\n', '}\n', 'next'] };
    const outcome = shown(await stage.suggest('function f() {█}'));
    expect(outcome).toMatchObject({ text: '\n  a();\n}', range: { start: 14, end: 15 } });
    expect(stage.syntax.cutQuestions).toEqual([]);
  });

  it('serves typing through an Enter that pushes a brace down, and closers that are typed over', async () => {
    const stage = new Stage();
    stage.answer = { chunks: ['\n  a();\n', '}\n', 'next'] };
    shown(await stage.suggest('function f() {█}\nb'));
    const pushed = shown(await stage.suggest('function f() {\n  █\n}\nb'));
    expect(pushed).toMatchObject({ text: 'a();', range: { start: 17, end: 17 }, from: 'cache' });
    stage.answer = { chunks: ['bar) + 1;'] };
    shown(await stage.suggest('x = foo(█)\nb'));
    const closed = shown(await stage.suggest('x = foo(bar)█\nb'));
    expect(closed).toMatchObject({ text: ' + 1;', from: 'cache' });
    expect(stage.engine.requests).toHaveLength(2);
  });

  it('offers other known answers when asked by command', async () => {
    const stage = new Stage();
    await stage.suggest('a = █');
    stage.answer = { chunks: ['ar'] };
    await stage.suggest('a = b█');
    const cycle = shown(await stage.suggest('a = █', { trigger: 'invoke' }));
    expect(cycle).toMatchObject({ text: 'foo()', alternatives: [{ text: 'bar', range: { start: 4, end: 4 } }] });
    expect(shown(await stage.suggest('a = █')).alternatives).toEqual([]);
  });

  it('keeps the session of a document: while a line is typed only the middle grows', async () => {
    const stage = new Stage({ answers: noAnswers });
    for (const line of ['x', 'xy', 'xyz']) await stage.suggest(`one\n${line}█\ntwo`);
    const prompts = stage.engine.requests.map(({ prompt }) => prompt);
    expect(
      new Set(prompts.map(({ anchor, prefix, suffix, session }) => `${session} ${anchor} ${prefix} ${suffix}`)).size,
    ).toBe(1);
    expect(prompts.map(({ middle }) => middle)).toEqual(['x', 'xy', 'xyz']);
  });

  it('applies what the fit left, also of an aborted request', async () => {
    const stage = new Stage({ answers: noAnswers });
    stage.answer = { chunks: ['a'], prefillMs: 100, fit: { prefixStart: 4, suffixEnd: 1, context: [] } };
    const controller = new AbortController();
    const work = stage.service.suggest(requestAt('one\ntwo\nx█\nthree\nfour'), controller.signal);
    await stage.clock.advance(50);
    controller.abort();
    await work;
    await stage.clock.advance(100);
    await stage.suggest('one\ntwo\nxy█\nthree\nfour');
    expect(stage.engine.requests[1]?.prompt).toMatchObject({ prefix: 'two\n', suffix: '\n', middle: 'xy' });
  });

  it('completes in a document of 60,000 lines from a window', async () => {
    const stage = new Stage();
    const lines = 'const a = 1;\n'.repeat(30_000);
    expect(shown(await stage.suggest(`${lines}b = █\n${lines}`)).text).toBe('foo()');
    const { prompt } = stage.engine.requests[0] ?? {};
    expect((prompt?.prefix.length ?? 0) + (prompt?.suffix.length ?? 0)).toBeLessThan(3_000);
  });

  it('writes no source text into the log', async () => {
    const stage = new Stage();
    await stage.suggest('secretName = █');
    await stage.suggest('secretName = al█pha');
    expect(stage.lines).toHaveLength(2);
    expect(stage.lines.join()).not.toMatch(/secretName|foo|alpha/);
  });

  it('gives nothing of a withheld file to the engine, by command neither', async () => {
    const stage = new Stage({ withheld: { isWithheld: (uri) => Promise.resolve(uri.endsWith('/a.ts')) } });
    for (const trigger of ['automatic', 'invoke'] as const)
      expect(await stage.suggest('a = █', { trigger })).toMatchObject({ stage: 'gate', reason: 'withheld-file' });
    expect(stage.engine.requests).toEqual([]);
    const preview = stage.service.preview(requestAt('a = █'), new AbortController().signal);
    await expect(preview).rejects.toMatchObject({ code: 'withheldFile' });
  });
});
