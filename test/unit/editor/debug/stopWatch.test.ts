import { describe, expect, it } from 'vitest';
import { nullLog } from '../../../../src/base/log';
import { HintService } from '../../../../src/core/debug/hintService';
import type { PlainHint } from '../../../../src/core/debug/plainHint';
import { nothingWithheld } from '../../../../src/core/text/withheldFiles';
import { type HintPage, HintSession } from '../../../../src/editor/debug/hintSession';
import { type DebuggedProgram, StopWatch } from '../../../../src/editor/debug/stopWatch';
import { FakeClock } from '../../../fakes/fakeClock';
import { FakeEngine } from '../../../fakes/fakeEngine';
import { scriptedSyntax } from '../../../fakes/scriptedChat';
import { MemorySources, stopOf } from '../../debug/stops';

const raised = { reason: 'exception', threadId: 1 };
type Answer = (args: Readonly<Record<string, unknown>>) => unknown;

const answers: Readonly<Record<string, Answer>> = {
  exceptionInfo: () => ({ exceptionId: 'AttributeError', description: "'NoneType' object has no attribute 'items'" }),
  stackTrace: () => ({ stackFrames: [{ id: 1, name: 'total', line: 2, column: 1, source: { path: '/w/shop.py' } }] }),
  scopes: () => ({ scopes: [{ name: 'Locals', variablesReference: 10 }] }),
  variables: () => ({ variables: [{ name: 'cart', value: 'None' }] }),
};

function stage() {
  const clock = new FakeClock();
  const engine = new FakeEngine({ clock, chat: () => ({ chunks: ['words'] }) });
  const files = new MemorySources({ 'shop.py': 'def total(cart):\n    return cart.items\n' });
  const service = new HintService({ engine, syntax: scriptedSyntax([]), withheld: nothingWithheld, files });
  const shown: string[] = [];
  const marks: string[] = [];
  const tell = ({ plain, answer }: HintPage): void =>
    void shown.push(`${plain.title}|${plain.culprit}|${plain.values.length}|${answer}`);
  const session = new HintSession({
    service,
    pages: { show: tell, grew: tell, ended: tell, hide: () => void shown.push('hidden') },
    texts: { running: 'running', noModel: 'no model', ending: ({ stop }) => stop },
    isModelThere: () => true,
    activity: { track: (work) => work },
    log: nullLog,
  });
  const mark = {
    show: ({ culprit }: PlainHint) => void marks.push(culprit),
    clear: () => void (marks.length = 0),
  };
  let isOn = true;
  const watch = new StopWatch({ locator: service.locator, session, mark, isOn: () => isOn, clock, log: nullLog });
  const asked: string[] = [];
  const program = (id: string, own: Readonly<Record<string, Answer>> = {}): DebuggedProgram => ({
    id,
    ask: (command, args) => {
      asked.push(`${id} ${command}`);
      return Promise.resolve().then(() => (own[command] ?? answers[command])?.(args));
    },
  });
  const switchOff = (): void => void (isOn = false);
  return { watch, session, clock, shown, marks, asked, program, switchOff, engine };
}

const whole = "AttributeError: 'NoneType' object has no attribute 'items'|cart is None|1|";

describe('StopWatch', () => {
  it('marks the line and shows the plain part, then the words of the model', async () => {
    const { watch, clock, shown, marks, program } = stage();
    await clock.run(watch.stopped(program('a'), raised));
    expect(marks).toEqual(['cart is None']);
    expect(shown[0]).toBe(whole);
    expect(shown.at(-1)).toBe(`${whole}words`);
  });

  it('asks nothing at other stops, and takes the hint back at them', async () => {
    const { watch, clock, shown, marks, asked, program } = stage();
    await watch.stopped(program('a'), { reason: 'breakpoint', threadId: 1 });
    expect(asked).toEqual([]);
    await clock.run(watch.stopped(program('a'), raised));
    await watch.stopped(program('a'), { reason: 'pause', threadId: 2, preserveFocusHint: true });
    expect(marks).toHaveLength(1);
    await watch.stopped(program('a'), { reason: 'step', threadId: 1 });
    expect([marks, shown.at(-1)]).toEqual([[], 'hidden']);
  });

  it('takes the hint back when its program goes on, not when another one does', async () => {
    const { watch, clock, shown, marks, program } = stage();
    await clock.run(watch.stopped(program('a'), raised));
    watch.resumed('b');
    expect(marks).toHaveLength(1);
    watch.resumed('a');
    expect([marks, shown.at(-1)]).toEqual([[], 'hidden']);
    expect(watch.explain('a')).toBeUndefined();
  });

  it('shows nothing of a program that went on while it was asked', async () => {
    const { watch, clock, shown, marks, program } = stage();
    const hang = { stackTrace: () => new Promise(() => undefined) };
    const work = watch.stopped(program('a', hang), raised);
    await clock.advance(100);
    watch.resumed('a');
    await clock.run(work);
    expect([shown, marks]).toEqual([[], []]);
  });

  it('shows after 300 ms what is known, and the rest when a slow debugger tells it', async () => {
    const { watch, clock, shown, program, engine } = stage();
    const slow = { variables: () => clock.sleep(400).then(() => answers['variables']?.({})) };
    const work = watch.stopped(program('a', slow), raised);
    await clock.advance(300);
    expect(shown).toEqual([whole.replace('|1|', '|0|')]);
    await clock.run(work);
    expect(shown.at(-1)).toBe(`${whole}words`);
    expect(engine.chats).toHaveLength(1);
  });

  it('keeps what a debugger told that died, and asks the model about it', async () => {
    const { watch, clock, shown, program } = stage();
    const die = { scopes: () => Promise.reject(new Error('gone')) };
    await clock.run(watch.stopped(program('a', die), raised));
    expect(shown.at(-1)).toBe(`${whole.replace('|1|', '|0|')}words`);
  });

  it('a second stop takes the place of the first', async () => {
    const { watch, clock, marks, program } = stage();
    const other = { variables: () => ({ variables: [{ name: 'other', value: '1' }] }) };
    const both = [watch.stopped(program('a'), raised), watch.stopped(program('b', other), raised)];
    await clock.run(Promise.all(both));
    expect(marks).toHaveLength(1);
    watch.resumed('b');
    expect(marks).toEqual([]);
  });

  it('gives the hint by command where hints are off', async () => {
    const { watch, clock, shown, marks, asked, program, switchOff } = stage();
    switchOff();
    await watch.stopped(program('a'), raised);
    await watch.stopped(program('b'), raised);
    expect([shown, marks, asked]).toEqual([[], [], []]);
    await clock.run(watch.explain('a') ?? Promise.reject(new Error('nothing to explain')));
    expect(asked.every((each) => each.startsWith('a '))).toBe(true);
    expect(shown.at(-1)).toBe(`${whole}words`);
    const count = asked.length;
    await watch.explain('a');
    expect(asked).toHaveLength(count);
    await clock.run(watch.explain(undefined) ?? Promise.resolve());
    expect(asked.at(-1)?.startsWith('b ')).toBe(true);
  });

  it('leaves an error alone that was asked about meanwhile', async () => {
    const { watch, clock, session, shown, marks, program } = stage();
    await clock.run(watch.stopped(program('a'), raised));
    session.show(stopOf({ kind: 'E', message: 'of a test' }));
    watch.resumed('a');
    expect([marks, shown.at(-1)]).toEqual([[], 'E: of a test||0|']);
  });
});
