import { describe, expect, it } from 'vitest';
import type { Log } from '../../../src/base/log';
import { CompletionService } from '../../../src/core/completion/service';
import type { Outcome } from '../../../src/core/completion/outcome';
import { noContext } from '../../../src/core/context/choose/contextSource';
import type { CompleteOrder } from '../../../src/core/ports';
import type { CompletionRequest, DocumentSnapshot } from '../../../src/core/text/snapshot';
import type { CompletionPrompt } from '../../../src/protocol/engine';
import { requestAt } from '../../fakes/completionRequests';
import { FakeClock } from '../../fakes/fakeClock';
import { type FakeAnswer, FakeEngine, readyEngine } from '../../fakes/fakeEngine';
import { FakeSyntax } from '../../fakes/fakeSyntax';

/** Knows how many requests it is at. */
class BusyEngine extends FakeEngine {
  running = 0;

  override complete(prompt: CompletionPrompt, order: CompleteOrder, signal: AbortSignal) {
    const stream = super.complete(prompt, order, signal);
    this.running += 1;
    const leave = (): void => void (this.running -= 1);
    stream.done.then(leave, leave);
    return stream;
  }
}

/** What the model says tells which line it was asked for, so that an answer for another place is seen. */
const answerFor = (line: string): string =>
  `_${[...line].reduce((sum, each) => (sum * 31 + each.charCodeAt(0)) >>> 0, 7)}`;

/** A model that needs `prefillMs` for each prompt, and whoever types against it. */
function stage(prefillMs: number, answerOf?: (prompt: CompletionPrompt) => FakeAnswer) {
  const clock = new FakeClock();
  const complete = (prompt: CompletionPrompt): FakeAnswer => {
    const line = prompt.middle.slice(prompt.middle.lastIndexOf('\n') + 1);
    return { prefillMs, chunkMs: 10, ...(answerOf?.(prompt) ?? { chunks: [answerFor(line)] }) };
  };
  const engine = new BusyEngine({ clock, complete });
  const syntax = new FakeSyntax();
  syntax.scope = undefined;
  syntax.cutFacts = undefined;
  const errors: string[] = [];
  const log: Log = {
    debug: () => undefined,
    info: () => undefined,
    warn: (message) => void errors.push(message),
    error: (message) => void errors.push(message),
  };
  const service = new CompletionService({
    engine,
    syntax,
    context: noContext,
    clock,
    log,
    settings: () => ({
      'completion.enabled': true,
      'completion.languages': {},
      'completion.multiline': true,
      'completion.frequency': 'often',
    }),
  });
  const outcomes: { readonly request: CompletionRequest; readonly outcome: Outcome }[] = [];
  let last = new AbortController();
  /** As an editor does: the request before is cancelled. */
  const key = (request: CompletionRequest): void => {
    last.abort();
    last = new AbortController();
    void service.suggest(request, last.signal).then((outcome) => outcomes.push({ request, outcome }));
  };
  /** Nobody wants the last answer either. */
  const leave = (): void => last.abort();
  return { clock, engine, service, errors, outcomes, key, leave };
}

function requestIn(text: string, offset: number, change: Partial<DocumentSnapshot> = {}): CompletionRequest {
  const request = requestAt('█');
  return { ...request, snapshot: { ...request.snapshot, text, ...change }, offset };
}

/** What is shown is what the model said for the line before the cursor, and was for the text as it was when it was asked. */
function expectTrue(outcomes: ReturnType<typeof stage>['outcomes']): void {
  for (const { request, outcome } of outcomes) {
    if (outcome.kind === 'skipped') {
      expect(['internal-error', 'engine-failed']).not.toContain(outcome.reason);
      continue;
    }
    const { snapshot, offset } = request;
    const line = snapshot.text.slice(snapshot.text.lastIndexOf('\n', offset - 1) + 1, offset);
    expect(outcome).toMatchObject({ text: answerFor(line), range: { start: offset, end: offset } });
  }
}

async function expectIdle({ clock, engine, errors }: ReturnType<typeof stage>): Promise<void> {
  await clock.advance(1_000);
  expect(engine.running).toBe(0);
  expect(errors).toEqual([]);
}

describe('bad input', () => {
  it('keys faster than the engine for a minute', async () => {
    const staged = stage(2_000);
    const { clock, engine, outcomes, key, leave } = staged;
    const code = 'const total = items.map((item) => item.price * item.count);\n';
    let text = '';
    for (let at = 0; at < 1_200; at += 1) {
      text += code[at % code.length];
      key(requestIn(text, text.length));
      await clock.advance(50);
      expect(engine.running).toBeLessThanOrEqual(2);
    }
    leave();
    await expectIdle(staged);
    expect(outcomes).toHaveLength(1_200);
    expect(outcomes.filter(({ outcome }) => outcome.kind === 'shown')).toEqual([]);
    expect(engine.requests.length).toBeLessThanOrEqual(1_200);
    key(requestIn(text, text.length));
    await clock.advance(2_500);
    expect(outcomes.at(-1)?.outcome.kind).toBe('shown');
    expectTrue(outcomes);
  });

  it('the last key of a burst is taken back', async () => {
    const staged = stage(60_000);
    for (let at = 1; at < 40; at += 1) {
      staged.key(requestIn('x'.repeat(at), at));
      await staged.clock.advance(30);
    }
    await staged.clock.advance(500);
    expect(staged.engine.running).toBe(1);
    staged.leave();
    await expectIdle(staged);
    expect(staged.outcomes.map(({ outcome }) => outcome.kind)).not.toContain('shown');
  });

  it('a paste of 20,000 lines, and its undoing', async () => {
    const staged = stage(50);
    const { clock, engine, outcomes, key, leave } = staged;
    const pasted = 'export const value = compute(1, "two", [3]);\n'.repeat(20_000);
    const documents = ['a = ', `${pasted}b = `, `c = \n${pasted}`, 'a = '];
    for (const text of documents) {
      key(requestIn(text, text.startsWith('c') ? 4 : text.length));
      await clock.advance(5_000);
    }
    expect(outcomes.map(({ outcome }) => outcome.kind)).toEqual(['shown', 'shown', 'shown', 'shown']);
    expectTrue(outcomes);
    for (const { prompt } of engine.requests)
      expect(prompt.prefix.length + prompt.suffix.length + prompt.middle.length).toBeLessThan(4_000);
    leave();
    await expectIdle(staged);
  });

  it('a cursor that jumps each key', async () => {
    const staged = stage(300);
    const { clock, outcomes, key, leave } = staged;
    const lines = Array.from({ length: 400 }, (_, index) => `v${index} = `);
    for (let step = 0; step < 300; step += 1) {
      const line = (step * 157) % lines.length;
      lines[line] += String.fromCharCode(97 + (step % 26));
      key(requestIn(lines.join('\n'), lines.slice(0, line + 1).join('\n').length));
      await clock.advance(step % 5 === 0 ? 700 : 60);
    }
    await clock.advance(1_000);
    expect(outcomes).toHaveLength(300);
    expect(outcomes.filter(({ outcome }) => outcome.kind === 'shown').length).toBeGreaterThan(50);
    expectTrue(outcomes);
    leave();
    await expectIdle(staged);
  });

  it('the document is closed during an answer', async () => {
    for (const afterMs of [0, 5, 40, 400]) {
      const staged = stage(300, () => ({ chunks: ['foo', '()', ';\n', 'bar'], chunkMs: 100 }));
      staged.key(requestIn('a = ', 4));
      await staged.clock.advance(afterMs);
      staged.leave();
      await expectIdle(staged);
      expect(staged.outcomes.map(({ outcome }) => outcome)).toMatchObject([{ reason: 'superseded' }]);
    }
  });

  it('the document is renamed during an answer', async () => {
    const staged = stage(300, ({ path }) => ({ chunks: [path === 'old.ts' ? 'old' : 'new', '()'], chunkMs: 100 }));
    const { clock, engine, outcomes, key, leave } = staged;
    key(requestIn('a = ', 4, { uri: 'file:///w/old.ts', path: 'old.ts' }));
    await clock.advance(450);
    key(requestIn('a = ', 4, { uri: 'file:///w/new.ts', path: 'new.ts' }));
    await clock.advance(1);
    expect(engine.requests[0]).toMatchObject({ aborted: true });
    await clock.advance(1_000);
    expect(outcomes.map(({ outcome }) => outcome)).toMatchObject([{ reason: 'superseded' }, { text: 'new()' }]);
    leave();
    await expectIdle(staged);
  });

  it('the model is swapped during an answer', async () => {
    const staged = stage(300);
    const { clock, engine, errors, outcomes, key } = staged;
    const view = (id: string) => {
      const ready = readyEngine();
      return { state: 'ready' as const, engine: { ...ready, ...(ready.model && { model: { ...ready.model, id } }) } };
    };
    engine.setStatus(view('one'));
    key(requestIn('a = ', 4));
    await clock.advance(100);
    engine.setStatus({ state: 'starting' });
    await clock.advance(100);
    engine.setStatus(view('two'));
    key(requestIn('a = ', 4));
    await clock.advance(1);
    expect(engine.requests[0]).toMatchObject({ aborted: true, sent: 0 });
    await clock.advance(390);
    expect(outcomes.at(-1)?.outcome).toMatchObject({ kind: 'shown', from: 'engine' });
    // What the first model was asked for is no answer of the second one, whichever way it ended.
    key(requestIn('b = ', 4));
    await clock.advance(200);
    engine.setStatus(view('three'));
    await clock.advance(2_000);
    key(requestIn('b = ', 4));
    await clock.advance(500);
    expect(outcomes.at(-1)?.outcome).toMatchObject({ kind: 'shown', from: 'engine' });
    expectTrue(outcomes);
    expect(errors).toEqual([]);
  });

  it('what a model had to say is not held against the next one', async () => {
    let says = '  ';
    const staged = stage(300, () => ({ chunks: [says], stop: says.trim() === '' ? 'limit' : 'end' }));
    const { clock, engine, outcomes, key } = staged;
    key(requestIn('a = ', 4));
    await clock.advance(200);
    const ready = readyEngine();
    engine.setStatus({
      state: 'ready',
      engine: { ...ready, ...(ready.model && { model: { ...ready.model, id: 'two' } }) },
    });
    await clock.advance(1_000);
    expect(outcomes.at(-1)?.outcome).toMatchObject({ kind: 'skipped', reason: 'repetition' });
    says = 'foo()';
    key(requestIn('a = ', 4));
    await clock.advance(1_000);
    expect(outcomes.at(-1)?.outcome).toMatchObject({ kind: 'shown', text: 'foo()' });
  });

  it('a language with no grammar', async () => {
    const staged = stage(50);
    const { clock, engine, outcomes, key, leave } = staged;
    for (const text of ['MODULE Main;\nBEGIN\n  x := ', '\u0000'.slice(1), '🙂 = ', '\t\t', '{'.repeat(500)]) {
      key(requestIn(text, text.length, { languageId: 'klingon', path: 'main.kl', uri: 'file:///w/main.kl' }));
      await clock.advance(2_000);
    }
    expect(outcomes.map(({ outcome }) => outcome.kind)).toEqual(['shown', 'shown', 'shown', 'shown', 'shown']);
    expectTrue(outcomes);
    expect(engine.requests.every(({ prompt }) => prompt.hint === '')).toBe(true);
    leave();
    await expectIdle(staged);
  });
});
