import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { PeerServer } from '../../../src/cli/bench/peerServer';
import { PeerSide } from '../../../src/cli/bench/peerSide';
import { PeerRing } from '../../../src/core/bench/typing/peer/peerRing';
import { FakePeer, response } from './fakePeer';

describe('PeerSide', () => {
  let peer: FakePeer;
  beforeEach(async () => {
    peer = await FakePeer.start();
  });
  afterEach(() => peer.stop());

  const sideOf = (cache: boolean, chunks = 16) =>
    new PeerSide({ server: new PeerServer(peer.url), ring: new PeerRing(chunks), cache, clock: systemClock });
  const { signal } = new AbortController();

  function ask(side: PeerSide, drawn: string, own = signal) {
    const text = drawn.replace('█', '');
    const snapshot = { uri: 'file:///a.ts', path: 'a.ts', repository: 'w', languageId: 'typescript', version: 1, text };
    side.change();
    return side.ask(snapshot, drawn.indexOf('█'), own);
  }

  it('asks with the default request of its client', async () => {
    peer.answer = () => response('a)');
    const side = sideOf(false);
    await side.begin();
    expect(await ask(side, 'x\n  f(█\ny')).toEqual({
      suggestion: { text: 'a)', range: { start: 6, end: 6 } },
      reason: null,
      from: 'engine',
      firstLineMs: null,
    });
    expect(peer.asked).toEqual([
      {
        id_slot: 0,
        input_prefix: 'x\n',
        input_suffix: '\ny\n',
        input_extra: [],
        prompt: '  f(',
        n_predict: 128,
        n_cmpl: 1,
        n_indent: 2,
        top_k: 1,
        top_p: 0.99,
        temperature: 0,
        stream: false,
        samplers: ['top_k', 'top_p', 'infill'],
        cache_prompt: true,
        t_max_prompt_ms: 500,
        t_max_predict_ms: 500,
      },
    ]);
    expect(side.usesOf(0)).toEqual([
      { promptTokens: 700, evaluatedTokens: 250, generatedTokens: 5, freeMs: null, lastStepMs: null },
    ]);
  });

  it('takes back the indentation that stands there', async () => {
    peer.answer = () => [response('    a();')];
    const side = sideOf(false);
    await side.begin();
    expect(await ask(side, 'x\n    █\ny')).toMatchObject({ suggestion: { text: 'a();' } });
    expect(peer.asked[0]?.prompt).toBe('');
  });

  it('prepares what comes behind an answer, and types through its cache', async () => {
    peer.answer = ({ prompt }) => response(prompt.endsWith(')') ? ';\n' : 'a)');
    const side = sideOf(true);
    await side.begin();
    await ask(side, 'f(█');
    await side.idle();
    expect(peer.asked.map(({ prompt }) => prompt)).toEqual(['f(', 'f(a)']);
    expect(await ask(side, 'f(a█')).toMatchObject({ suggestion: { text: ')' }, from: 'cache' });
    await side.idle();
    expect(await ask(side, 'f(a)█')).toMatchObject({ suggestion: { text: ';' }, from: 'cache' });
    await side.idle();
    // Each answer that is shown has its place behind it prepared, unless that is known.
    expect(peer.asked.map(({ prompt }) => prompt)).toEqual(['f(', 'f(a)', 'f(a);']);
    expect([0, 1, 2].map((key) => side.usesOf(key).length)).toEqual([2, 0, 1]);
  });

  it('lets the next request wait for the running one, and drops those that were cancelled meanwhile', async () => {
    peer.delayMs = 300;
    peer.answer = () => response('x');
    const side = sideOf(false);
    await side.begin();
    const first = ask(side, 'a█');
    const cancelled = new AbortController();
    const second = ask(side, 'ab█', cancelled.signal);
    cancelled.abort();
    const third = ask(side, 'abc█');
    expect(await second).toMatchObject({ reason: 'superseded' });
    expect(await first).toMatchObject({ suggestion: { text: 'x' } });
    expect(await third).toMatchObject({ suggestion: { text: 'x' } });
    expect(peer.asked.map(({ prompt }) => prompt)).toEqual(['a', 'abc']);
  });

  it('does not ask with much behind the cursor', async () => {
    const side = sideOf(false);
    await side.begin();
    expect(await ask(side, 'f(█, much more)')).toMatchObject({ reason: 'text-after-cursor' });
    expect(peer.asked).toEqual([]);
  });

  it('sends excerpts of the documents before', async () => {
    const side = sideOf(false, 1);
    await side.begin();
    await ask(side, 'one\ntwo\nthree█\nfour');
    await side.end();
    await side.begin();
    await ask(side, 'other█');
    expect(peer.asked.map(({ input_extra }) => input_extra)).toEqual([
      [],
      [{ filename: 'a.ts', text: 'one\ntwo\nthree\nfour\n' }],
    ]);
  });

  it.each([
    [500, 'busy', 'says 500: busy'],
    [200, 'no JSON', 'does not answer in JSON: no JSON'],
  ])('tells of a server that fails (%i %s)', async (status, said, words) => {
    [peer.status, peer.answer] = [status, () => said];
    const side = sideOf(true);
    await side.begin();
    await expect(ask(side, 'a█')).rejects.toThrow(words);
    await side.idle();
  });

  it('takes a JSON of another kind as an answer of nothing', async () => {
    peer.answer = () => [null];
    const side = sideOf(false);
    await side.begin();
    expect(await ask(side, 'a█')).toMatchObject({ reason: 'empty' });
  });
});

describe('PeerServer', () => {
  it.each(['https://127.0.0.1:1', 'http://example.com', 'ftp://localhost', 'nothing'])('refuses %s', (url) => {
    expect(() => new PeerServer(url)).toThrow('is no http address of this machine');
  });

  it('says so when nobody answers', async () => {
    const peer = await FakePeer.start();
    const server = new PeerServer(peer.url);
    await server.check(new AbortController().signal);
    peer.status = 503;
    await expect(server.check(new AbortController().signal)).rejects.toThrow('not ready (503)');
    await peer.stop();
    await expect(server.check(new AbortController().signal)).rejects.toThrow('does not answer');
  });
});
