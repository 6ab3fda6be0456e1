import { describe, expect, it } from 'vitest';
import { nullLog } from '../../../../src/base/log';
import { plainHint } from '../../../../src/core/debug/plainHint';
import { type HintPage, HintSession } from '../../../../src/editor/debug/hintSession';
import { stopOf } from '../../debug/stops';
import { OpenStream, settled } from './openStream';

const first = stopOf({ kind: 'TypeError', message: 'first' });
const second = stopOf({ kind: 'TypeError', message: 'second' });

function stage({ isModelThere = true } = {}) {
  const answers: OpenStream[] = [];
  const told: string[] = [];
  const tell = (what: string) => (page: HintPage) =>
    void told.push(`${what} ${page.plain.title.slice(11)} ${page.state} ${page.status}|${page.answer}`);
  const session = new HintSession({
    service: {
      hint: (stop, signal) => ({
        stop,
        plain: plainHint(stop),
        ask: () => {
          if (signal.aborted) return Promise.resolve(undefined);
          const answer = new OpenStream(signal);
          answers.push(answer);
          return Promise.resolve(answer.stream);
        },
      }),
    },
    pages: { show: tell('show'), grew: tell('grew'), ended: tell('ended'), hide: () => void told.push('hide') },
    texts: { running: 'running', noModel: 'no model', ending: ({ stop }) => stop },
    isModelThere: () => isModelThere,
    activity: { track: (work) => work },
    log: nullLog,
  });
  const last = (): OpenStream => {
    const answer = answers.at(-1);
    if (answer === undefined) throw new Error('nothing was asked');
    return answer;
  };
  return { session, answers, told, last };
}

describe('HintSession', () => {
  it('shows the plain part before the model is asked, then its words as they come', async () => {
    const { session, answers, told, last } = stage();
    expect(session.show(first).title).toBe('TypeError: first');
    expect(told).toEqual(['show first done |']);
    expect(answers).toEqual([]);
    const asked = session.ask();
    await settled();
    await last().write('one ');
    await last().write('two');
    await last().end();
    await asked;
    expect(told.slice(1)).toEqual([
      'show first running running|',
      'grew first running running|one ',
      'grew first running running|one two',
      'ended first done end|one two',
    ]);
  });

  it('says so when there is no model', async () => {
    const { session, answers, told } = stage({ isModelThere: false });
    session.show(first);
    await session.ask();
    expect(told.at(-1)).toBe('show first done no model|');
    expect(answers).toEqual([]);
  });

  it('keeps what was written when the answer is stopped, and asks anew', async () => {
    const { session, told, last } = stage();
    session.show(first);
    const asked = session.ask();
    await settled();
    await last().write('half');
    session.stopAnswer();
    await asked;
    expect(told.at(-1)).toBe('ended first done aborted|half');
    const again = session.ask();
    await settled();
    expect(told.at(-1)).toBe('show first running running|');
    await last().end();
    await again;
    expect(told.at(-1)).toBe('ended first done end|');
  });

  it('a newer hint ends the answer before, of which nothing more is told', async () => {
    const { session, told, last } = stage();
    session.show(first);
    const asked = session.ask();
    await settled();
    await last().write('old');
    session.show(second);
    await asked;
    expect(told.at(-1)).toBe('show second done |');
  });

  it('tells of a failure, and hides what is taken back', async () => {
    const { session, told, last } = stage();
    session.show(first);
    const asked = session.ask();
    await settled();
    await last().fail(new Error('the engine ended'));
    await asked;
    expect(told.at(-1)).toBe('ended first failed the engine ended|');
    session.clear();
    session.clear();
    expect(told.filter((each) => each === 'hide')).toEqual(['hide']);
    expect(session.shown).toBeUndefined();
    await session.ask();
    expect(told.at(-1)).toBe('hide');
  });
});
