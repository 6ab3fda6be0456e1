import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { SkippingClock } from '../../../src/cli/bench/skippingClock';
import type { SideAnswer, TypingSide } from '../../../src/cli/bench/typingSide';
import { VirtualKeyboard } from '../../../src/cli/bench/virtualKeyboard';
import type { TypedKey, TypingTrace } from '../../../src/core/bench/typing/trace';
import type { DocumentSnapshot } from '../../../src/core/text/snapshot';
import type { Clock } from '../../../src/core/ports';
import { FakeClock } from '../../fakes/fakeClock';

function key(text: string, index: number): TypedKey {
  const edits = [{ start: index, oldEnd: index, text }];
  return { kind: 'character', gapMs: 100, edits, offset: index + 1, next: 'abcd'.slice(index + 1) };
}
const keys = [...'abcd'].map(key);
const trace: TypingTrace = {
  id: 't',
  workspace: '',
  file: 'a.ts',
  language: 'typescript',
  wantedLines: 1,
  lines: 2,
  text: '\n',
  keys,
};
const nothing: SideAnswer = { reason: 'empty', from: null, firstLineMs: null };

/** Answers each key after so many milliseconds; an abort makes it answer at once, as if it had not heard of it. */
class ScriptedSide implements TypingSide {
  readonly name = 'scripted';
  readonly isHostedHere = true;
  readonly seen: string[] = [];
  ended = 0;
  #asked = 0;
  constructor(
    readonly clock: Clock,
    readonly answers: readonly { readonly ms: number; readonly text?: string; readonly start?: number }[],
  ) {}
  begin = (): Promise<void> => Promise.resolve();
  change({ text, version }: DocumentSnapshot): void {
    this.seen.push(`${version} ${JSON.stringify(text)}`);
  }
  visit({ version }: DocumentSnapshot, offset: number): void {
    this.seen.push(`visit ${version} at ${offset} after ${this.clock.now()}`);
  }
  async ask(_: DocumentSnapshot, offset: number, signal: AbortSignal): Promise<SideAnswer> {
    const { ms, text, start = offset } = this.answers[this.#asked++] ?? { ms: 0 };
    await this.clock.sleep(ms, signal);
    if (signal.aborted) this.seen.push('aborted');
    if (text === undefined) return nothing;
    return { suggestion: { text, range: { start, end: start } }, reason: null, from: 'engine', firstLineMs: ms };
  }
  idle = (): Promise<void> => Promise.resolve();
  usesOf = () => [];
  end = (): Promise<void> => Promise.resolve(void this.ended++);
}

function keyboardOn(clock: Clock, asFast: boolean): VirtualKeyboard {
  const rest = { uri: 'file:///a.ts', path: 'a.ts', repository: '', languageId: 'typescript', version: 1 };
  return new VirtualKeyboard({ clock, asFast, snapshotOf: ({ text }) => ({ ...rest, text }) });
}

describe('VirtualKeyboard', () => {
  const { signal } = new AbortController();

  it('presses keys by their times, and cancels the one before', async () => {
    const clock = new FakeClock();
    const answers = [{ ms: 250, text: 'late' }, { ms: 40, text: 'cd' }, { ms: 10 }, { ms: 500, text: 'x' }];
    const side = new ScriptedSide(clock, answers);
    const { keys: records } = await clock.run(keyboardOn(clock, false).play(trace, side, signal));
    expect(records.map(({ end, reason, shownMs, exact }) => [end, reason, shownMs, exact])).toEqual([
      ['cancelled', null, null, null],
      ['shown', null, 40, true],
      ['skipped', 'empty', null, null],
      ['shown', null, 500, null],
    ]);
    expect(clock.now()).toBe(900);
    expect(side.seen.filter((seen) => seen !== 'aborted')).toEqual([
      '2 "a\\n"',
      '3 "ab\\n"',
      '4 "abc\\n"',
      '5 "abcd\\n"',
    ]);
    expect(side.seen.filter((seen) => seen === 'aborted')).toHaveLength(1);
    expect(side.ended).toBe(1);
  });

  it('goes to another place some time before it types there, and gives up what it asked for', async () => {
    const clock = new FakeClock();
    const side = new ScriptedSide(clock, [{ ms: 150, text: 'late' }, { ms: 10 }]);
    const jump: TypedKey = { ...key('b', 1), kind: 'jump', gapMs: 200 };
    const [first] = keys;
    const jumping = { ...trace, keys: first === undefined ? [] : [first, jump] };
    const { keys: records } = await clock.run(keyboardOn(clock, false).play(jumping, side, signal));
    expect(records.map(({ end }) => end)).toEqual(['cancelled', 'skipped']);
    expect(side.seen).toEqual(['2 "a\\n"', 'visit 2 at 1 after 200', 'aborted', '3 "ab\\n"']);
  });

  it('waits for each answer when it is to be fast', async () => {
    const clock = new SkippingClock(systemClock);
    const side = new ScriptedSide(clock, [{ ms: 2_500, text: 'bcd' }, { ms: 0 }, { ms: 0 }, { ms: 0 }]);
    const { keys: records } = await keyboardOn(clock, true).play(trace, side, signal);
    expect(records.map(({ end }) => end)).toEqual(['shown', 'skipped', 'skipped', 'skipped']);
    expect(records[0]?.shownMs).toBeGreaterThanOrEqual(2_500);
    expect(records[0]).toMatchObject({ misfit: null, exact: true });
  });

  it('sees what was meant for another state of the document', async () => {
    const clock = new FakeClock();
    const side = new ScriptedSide(clock, [{ ms: 1 }, { ms: 1, text: 'cd', start: 1 }, { ms: 1 }, { ms: 1 }]);
    const { keys: records } = await clock.run(keyboardOn(clock, false).play(trace, side, signal));
    expect(records.map(({ misfit }) => misfit)).toEqual([null, 'range', null, null]);
  });

  it('closes the document when it is stopped, or when the side fails', async () => {
    const clock = new FakeClock();
    const side = new ScriptedSide(clock, []);
    const controller = new AbortController();
    controller.abort();
    await expect(clock.run(keyboardOn(clock, false).play(trace, side, controller.signal))).rejects.toThrow('Stopped.');
    side.ask = () => Promise.reject(new Error('engine gone'));
    await expect(clock.run(keyboardOn(clock, false).play(trace, side, signal))).rejects.toThrow('engine gone');
    expect(side.ended).toBe(2);
  });
});
