import { describe, expect, it } from 'vitest';
import { nullLog } from '../../../src/base/log';
import type { ExplainContext } from '../../../src/core/explain/explainContext';
import type { Conversation } from '../../../src/core/explain/explainPrompt';
import type { Explanation } from '../../../src/core/explain/explainService';
import type { AnswerStream } from '../../../src/core/ports';
import { ExplainSession } from '../../../src/editor/explain/explainSession';
import type { ExplainThread } from '../../../src/editor/explain/explainThread';
import type { ChatResult, StopReason } from '../../../src/protocol/engine';
import type { ExplainDepth } from '../../../src/protocol/panel';
import { snapshotOf } from '../../fakes/scriptedChat';

interface OpenAnswer {
  readonly stream: AnswerStream<ChatResult>;
  write(text: string): Promise<void>;
  end(stop?: StopReason): Promise<void>;
  fail(error: Error): Promise<void>;
}

/** All promise callbacks that are due have run. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** An answer that a test writes piece by piece; an abort ends it. */
function openAnswer(signal: AbortSignal): OpenAnswer {
  const pieces: string[] = [];
  let isOver = false;
  let wake = (): void => undefined;
  let resolve: (result: ChatResult) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const done = new Promise<ChatResult>((answered, failed) => {
    resolve = answered;
    reject = failed;
  });
  const over = (): Promise<void> => {
    isOver = true;
    wake();
    return settled();
  };
  const end = (stop: StopReason = 'end'): Promise<void> => {
    resolve({ stop, promptTokens: 1, generatedTokens: 1 } as ChatResult);
    return over();
  };
  signal.addEventListener('abort', () => void end('aborted'));
  async function* chunks(): AsyncIterable<string> {
    for (;;) {
      const next = pieces.shift();
      if (next !== undefined) yield next;
      else if (isOver) return;
      else await new Promise<void>((awake) => (wake = awake));
    }
  }
  return {
    stream: { chunks: chunks(), done },
    write: (text) => {
      pieces.push(text);
      wake();
      return settled();
    },
    end,
    fail: (error) => {
      reject(error);
      return over();
    },
  };
}

const contextOf = (uri: string): ExplainContext =>
  ({
    path: uri.slice(uri.lastIndexOf('/') + 1),
    code: 'a + b',
    firstLine: 1,
    span: { start: 0, end: 5 },
  }) as ExplainContext;

function stage() {
  const answers: OpenAnswer[] = [];
  const asked: { readonly conversation?: Conversation; readonly question?: string; readonly depth?: ExplainDepth }[] =
    [];
  const shown: string[] = [];
  let hasCode = true;
  let problem: Error | undefined;
  const open = (signal: AbortSignal): AnswerStream<ChatResult> => {
    const answer = openAnswer(signal);
    answers.push(answer);
    return answer.stream;
  };
  const tell = (what: string) => (thread: ExplainThread) => void shown.push(`${what} ${thread.id} ${thread.status}`);
  const session = new ExplainSession({
    service: {
      explain: (request, signal, depth = 'normal') => {
        if (problem !== undefined) return Promise.reject(problem);
        if (!hasCode) return Promise.resolve(undefined);
        asked.push({ depth });
        const answer = open(signal);
        const explanation: Explanation = {
          context: contextOf(request.snapshot.uri),
          messages: [],
          shownCode: '',
          answer,
        };
        return Promise.resolve(explanation);
      },
      ask: (conversation, question, signal) => {
        asked.push({ conversation, question });
        return open(signal);
      },
    },
    panel: {
      reveal: () => Promise.resolve(),
      show: (thread) => void shown.push(`show ${thread.id} ${thread.state}`),
      asked: tell('asked'),
      grew: tell('grew'),
      ended: tell('ended'),
    },
    texts: {
      running: 'running',
      title: ({ path }) => `about ${path}`,
      subtitle: () => 'lines',
      ending: ({ stop }) => stop,
    },
    symbols: { find: (thread) => Promise.resolve(thread.addSymbol('a', 'to a', { kind: 'word', name: 'a' })) },
    activity: { track: (work) => work },
    log: nullLog,
  });
  const explain = async (uri = 'file:///w/a.py', depth: ExplainDepth = 'normal') => {
    const ended = session.explain({ snapshot: { ...snapshotOf('a + b'), uri }, start: 0, end: 5 }, depth);
    await settled();
    return { ended };
  };
  const last = (): OpenAnswer => answers.at(-1) ?? openAnswer(new AbortController().signal);
  return {
    session,
    asked,
    shown,
    explain,
    last,
    answers,
    empty: () => void (hasCode = false),
    refuse: (error: Error) => void (problem = error),
  };
}

describe('ExplainSession', () => {
  it('shows an explanation as it comes, and links its names at the end', async () => {
    const { session, shown, explain, last } = stage();
    const { ended } = await explain();
    expect(session.watch).toMatchObject({ isRunning: true, title: 'about a.py' });
    await last().write('It ');
    await last().write('adds.');
    expect(session.watch).toMatchObject({ markdown: 'It adds.', isRunning: true, symbols: [] });
    await last().end();
    expect(await ended).toBe(true);
    expect(session.watch).toMatchObject({ markdown: 'It adds.', isRunning: false, symbols: ['a'] });
    expect(shown).toEqual(['show 1 running', 'grew 1 running', 'grew 1 running', 'ended 1 end']);
  });

  it('leaves the panel alone when there is nothing to explain, and when the file may not be read', async () => {
    const staged = stage();
    staged.empty();
    expect(await (await staged.explain()).ended).toBe(false);
    staged.refuse(new Error('secret'));
    await expect(staged.session.explain({ snapshot: snapshotOf(''), start: 0, end: 0 }, 'normal')).rejects.toThrow(
      'secret',
    );
    expect(staged.shown).toEqual([]);
    expect(staged.session.shown).toBeUndefined();
  });

  it('ends the answer before when something new is asked, and keeps what was written', async () => {
    const { session, explain, last, answers } = stage();
    await explain();
    await last().write('First');
    const first = session.shown;
    await explain('file:///w/b.py', 'lines');
    await answers[0]?.write(' and more');
    expect([first?.state, first?.status, first?.last.markdown]).toEqual(['done', 'aborted', 'First']);
    expect(session.shown?.subject).toMatchObject({ title: 'about b.py', depth: 'lines' });
    await last().end();
    expect(session.watch.isRunning).toBe(false);
  });

  it('asks further questions with what was said before, one at a time', async () => {
    const { session, explain, last, asked, shown } = stage();
    await session.ask('about what?');
    await explain();
    await session.ask('too early');
    expect(asked).toHaveLength(1);
    await last().write('It adds.');
    await last().end();
    for (const [question, answer] of [
      ['Why?', 'Because.'],
      ['Really?', 'Yes.'],
    ] as const) {
      void session.ask(question);
      await settled();
      await last().write(answer);
      await last().end();
    }
    expect(asked.slice(1)).toEqual([
      { conversation: { messages: [], explanation: 'It adds.', turns: [] }, question: 'Why?' },
      {
        conversation: { messages: [], explanation: 'It adds.', turns: [{ question: 'Why?', answer: 'Because.' }] },
        question: 'Really?',
      },
    ]);
    expect(shown.filter((line) => line.startsWith('asked'))).toEqual(['asked 1 running', 'asked 1 running']);
    expect(session.shown?.markdown).toBe('It adds.\n\n**Why?**\n\nBecause.\n\n**Really?**\n\nYes.');
  });

  it('asks the last question again, be it the first or a later one', async () => {
    const { session, explain, last, asked } = stage();
    await explain('file:///w/a.py', 'sentence');
    await last().end('limit');
    void session.again();
    await settled();
    await last().write('Anew.');
    await last().end();
    void session.ask('Why?');
    await settled();
    await last().write('Hm');
    session.stop();
    await settled();
    expect(session.shown).toMatchObject({ state: 'done', status: 'aborted' });
    void session.again();
    await settled();
    expect(session.watch).toMatchObject({ markdown: '', isRunning: true });
    expect(asked.map(({ question, depth }) => question ?? depth)).toEqual(['sentence', 'sentence', 'Why?', 'Why?']);
    expect(asked.at(-1)?.conversation).toEqual({ messages: [], explanation: 'Anew.', turns: [] });
    await last().end();
  });

  it('says what went wrong in the panel, and goes on with the next question', async () => {
    const staged = stage();
    const { session, explain, last, refuse } = staged;
    const { ended } = await explain();
    await last().write('It');
    await last().fail(new Error('the engine is gone'));
    expect(await ended).toBe(true);
    expect(session.shown).toMatchObject({ state: 'failed', status: 'the engine is gone' });
    refuse(new Error('still gone'));
    await session.again();
    expect(session.shown).toMatchObject({ state: 'failed', status: 'still gone' });
    void session.ask('And now?');
    await settled();
    await last().write('Back.');
    await last().end();
    expect(session.shown).toMatchObject({ state: 'done', status: 'end' });
  });

  it('does not stay busy when it is stopped before the model is asked again', async () => {
    const staged = stage();
    await staged.explain();
    await staged.last().end();
    staged.empty();
    await staged.session.again();
    expect(staged.session.shown?.state).toBe('done');
  });

  it('keeps a conversation per file, follows to other files, but not while an answer is read', async () => {
    const { session, explain, last } = stage();
    session.follow('file:///w/a.py');
    await explain('file:///w/a.py');
    await last().end();
    await explain('file:///w/b.py');
    session.follow('file:///w/a.py');
    expect(session.watch.title).toBe('about b.py');
    await last().end();
    session.follow('file:///w/a.py');
    expect(session.watch.title).toBe('about a.py');
    session.follow('file:///w/c.py');
    expect(session.watch.title).toBe('about a.py');
  });

  it('shows an earlier explanation while another one goes on', async () => {
    const { session, explain, last } = stage();
    await explain('file:///w/a.py');
    await last().end();
    await explain('file:///w/b.py');
    session.choose(1);
    session.choose(77);
    expect(session.watch).toMatchObject({ title: 'about a.py', isRunning: false });
    await last().write('On.');
    await last().end();
    session.choose(2);
    expect(session.watch).toMatchObject({ title: 'about b.py', markdown: 'On.', isRunning: false });
  });
});
