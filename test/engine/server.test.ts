import { mkdtemp, rm, stat } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  createMessageConnection,
} from 'vscode-jsonrpc/node';
import { systemClock } from '../../src/base/clock';
import { PlainError } from '../../src/base/errors';
import type { Log } from '../../src/base/log';
import { EngineConnection, connectSocket } from '../../src/client/engineConnection';
import { EngineServer } from '../../src/engine/server';
import {
  type CompleteParams,
  ChatRequest,
  CompleteRequest,
  HelloRequest,
  ProveRequest,
  StatusRequest,
} from '../../src/protocol/engine';
import { EngineErrorCode } from '../../src/protocol/errorCodes';
import { PROTOCOL_VERSION } from '../../src/protocol/version';
import { FakeClock } from '../fakes/fakeClock';
import { FakeEngineWork, readyStatus } from '../fakes/fakeEngineWork';
import { samplePrompt } from './engineContract';

const secret = 'ab'.repeat(32);
const facts = { secret, buildId: 'b1' };
const forever = new AbortController().signal;
const chat = { lane: 'explain' as const, messages: [{ role: 'user' as const, content: 'hello' }], answerTokens: 5 };

let folder: string;
let address: string;
let work: FakeEngineWork;
/** The server's: only the time for a handshake runs on it. */
let clock: FakeClock;
let server: EngineServer;
let counts: string[];
let lines: string[];
const sockets: Socket[] = [];

const log: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: (line) => lines.push(line),
  error: (line) => lines.push(line),
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plinth-test-'));
  address = process.platform === 'win32' ? `\\\\.\\pipe\\${folder.replaceAll('\\', '-')}` : join(folder, 's');
  work = new FakeEngineWork();
  clock = new FakeClock();
  counts = [];
  lines = [];
  server = new EngineServer({
    address,
    identity: { ...facts, modelId: 'm' },
    work,
    clients: { joined: () => counts.push('joined'), left: (reason) => counts.push(reason) },
    clock,
    log,
    limits: { handshakeMs: 150 },
  });
  await server.listen();
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function raw(): Promise<Socket> {
  const socket = await connectSocket(address, forever);
  sockets.push(socket);
  socket.on('error', () => undefined);
  return socket;
}

async function stranger(): Promise<MessageConnection> {
  const socket = await raw();
  const connection = createMessageConnection(new StreamMessageReader(socket), new StreamMessageWriter(socket));
  connection.listen();
  return connection;
}

async function client(): Promise<EngineConnection> {
  return (await EngineConnection.open(await raw(), facts, log)).connection;
}

async function until(holds: () => boolean, what: string, maxMs = 60_000): Promise<void> {
  const startMs = Date.now();
  while (!holds() && Date.now() - startMs < maxMs) await systemClock.sleep(5);
  expect(holds(), what).toBe(true);
}

const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => (socket.destroyed ? resolve() : socket.resume().once('close', () => resolve())));

async function expectWorking(): Promise<void> {
  const connection = await client();
  expect(await connection.ping()).toEqual(readyStatus);
  connection.close();
}

describe('EngineServer', () => {
  it.skipIf(process.platform === 'win32')('makes a socket that only the user can open, and removes it', async () => {
    expect((await stat(address)).mode & 0o777).toBe(0o600);
    await server.close();
    await expect(stat(address)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('refuses every request before the proof', async () => {
    const connection = await stranger();
    const code = EngineErrorCode.notAuthorised;
    await expect(connection.sendRequest(StatusRequest)).rejects.toMatchObject({ code });
    await expect(
      connection.sendRequest(CompleteRequest, {
        id: 1,
        lane: 'typing',
        prompt: samplePrompt(),
        limits: { promptTokens: 9, answerTokens: 9 },
      }),
    ).rejects.toMatchObject({ code });
    await expect(connection.sendRequest(ChatRequest, { id: 1, ...chat })).rejects.toMatchObject({ code });
    await expect(connection.sendRequest('anything', {})).rejects.toMatchObject({ code });
    await expect(connection.sendRequest(ProveRequest, { clientProof: 'ab'.repeat(32) })).rejects.toMatchObject({
      code,
    });
    await connection.sendNotification('goodbye');
    expect(counts).toEqual([]);
  });

  it('tells a client of another build so', async () => {
    const connection = await stranger();
    const hello = { protocol: PROTOCOL_VERSION, buildId: 'b0', clientNonce: 'ab'.repeat(32) };
    await expect(connection.sendRequest(HelloRequest, hello)).rejects.toMatchObject({
      code: EngineErrorCode.wrongVersion,
    });
    await expect(EngineConnection.open(await raw(), { secret, buildId: 'b0' }, log)).rejects.toMatchObject({
      code: 'wrongVersion',
    });
  });

  it('refuses a client with another secret, and such a client refuses the server', async () => {
    const impostor = { secret: 'cd'.repeat(32), buildId: 'b1' };
    await expect(EngineConnection.open(await raw(), impostor, log)).rejects.toMatchObject({ code: 'notAuthorised' });
    expect(counts).toEqual([]);
    await expectWorking();
  });

  it.each([
    ['noise', Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919) % 256))],
    ['a web request', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
    ['a huge length', Buffer.from('Content-Length: 99999999999\r\n\r\n{')],
    ['more than a handshake needs', Buffer.from(`Content-Length: 100000\r\n\r\n${' '.repeat(100_000)}`)],
    ['no JSON', Buffer.from('Content-Length: 5\r\n\r\nhello')],
    [
      'a cancel without parameters',
      Buffer.from('Content-Length: 42\r\n\r\n{"jsonrpc":"2.0","method":"$/cancelRequest"}'),
    ],
  ])('closes a connection that sends %s, and only that', async (_, bytes) => {
    const socket = await raw();
    socket.write(bytes);
    await closed(socket);
    await expectWorking();
  });

  it.each([
    'null',
    '7',
    '[]',
    '{}',
    '{"id":1}',
    '{"id":null,"method":"hello"}',
    '{"id":1,"method":"hello","params":[1,2]}',
  ])('survives the message %s', async (body) => {
    const socket = await raw();
    // Closed, so that the server has read the message, and answered to it or not, before others are served.
    socket.end(`Content-Length: ${body.length}\r\n\r\n${body}`);
    await closed(socket);
    await expectWorking();
  });

  it('closes a connection that says nothing, or stops in the middle of a message', async () => {
    const silent = await raw();
    const half = await raw();
    half.write('Content-Length: 10\r\n\r\n{"js');
    await until(() => clock.sleeping === 2, 'both are waited for');
    await clock.advance(149);
    expect(lines).toEqual([]);
    await clock.advance(1);
    await Promise.all([closed(silent), closed(half)]);
    expect(lines.filter((line) => line.includes('in time'))).toHaveLength(2);
    await expectWorking();
  });

  it('keeps a proven client beyond that time, and counts its goodbye or its loss', async () => {
    const polite = await client();
    const lost = await client();
    await clock.advance(60_000);
    expect(await polite.ping()).toEqual(readyStatus);
    expect(counts).toEqual(['joined', 'joined']);
    await polite.goodbye();
    await polite.closed;
    lost.close();
    await lost.closed;
    await until(() => counts.length === 4, 'the goodbye and the loss are counted');
    expect(counts).toEqual(['joined', 'joined', 'goodbye', 'loss']);
  });

  it('aborts what a lost client had asked for', async () => {
    work.pauseMs = 600_000;
    const connection = await client();
    const answer = connection.ask({ type: ChatRequest, params: chat }, () => undefined, forever);
    await until(() => work.running === 1, 'the request is at the model');
    connection.close();
    await expect(answer).rejects.toMatchObject({
      code: 'decodeFailed',
      message: expect.stringContaining('restarted') as unknown,
    });
    await until(() => work.aborts === 1, 'the work is aborted');
    expect(work.running).toBe(0);
  });

  it('passes name, words and cure of an error on', async () => {
    work.failWith = new PlainError('notCapable', 'This model cannot chat.', 'Choose another one.');
    const connection = await client();
    const answer = connection.ask({ type: ChatRequest, params: chat }, () => undefined, forever);
    await expect(answer).rejects.toEqual(
      new PlainError('notCapable', 'This model cannot chat.', 'Choose another one.'),
    );
    work.failWith = new Error('native trouble');
    const other = connection.ask({ type: ChatRequest, params: chat }, () => undefined, forever);
    await expect(other).rejects.toMatchObject({
      name: 'PlainError',
      message: expect.stringContaining('native trouble') as unknown,
    });
    expect(lines.join('\n')).toContain('native trouble');
  });

  it('sends every piece of text before the answer, and status changes as they come', async () => {
    work.chunks = Array.from({ length: 500 }, (_, index) => `${index},`);
    work.pauseMs = 0;
    const connection = await client();
    const states: string[] = [];
    connection.onStatus((status) => states.push(status.state));
    let text = '';
    const result = await connection.ask({ type: ChatRequest, params: chat }, (piece) => (text += piece), forever);
    expect(result.generatedTokens).toBe(500);
    expect(text).toBe(work.chunks.join(''));
    work.show({ ...readyStatus, state: 'unloaded' });
    await connection.ping();
    expect(states).toEqual(['unloaded']);
  });

  it('names the field of a malformed request, and never hands it to the model', async () => {
    const connection = await client();
    const good = { lane: 'typing', prompt: samplePrompt(), limits: { promptTokens: 9, answerTokens: 9 } } as const;
    const bad: Partial<Record<keyof CompleteParams, unknown>>[] = [
      { lane: 'root' },
      { limits: { promptTokens: -1, answerTokens: 9 } },
      { limits: { promptTokens: 9, answerTokens: 1e300 } },
      { prompt: null },
      { prompt: { ...good.prompt, suffix: 7 } },
      { prompt: { ...good.prompt, context: [{ path: 'a', text: null, priority: 1 }] } },
    ];
    for (const fault of bad) {
      const params = { ...good, ...fault } as Omit<CompleteParams, 'id'>;
      const answer = connection.ask({ type: CompleteRequest, params }, () => undefined, forever);
      await expect(answer).rejects.toMatchObject({ message: expect.stringContaining('malformed') as unknown });
    }
    expect((await connection.ask({ type: CompleteRequest, params: good }, () => undefined, forever)).stop).toBe('end');
  });

  it('says so when it does not know a request of a proven client', async () => {
    const connection = await client();
    const ask = { type: { ...ChatRequest, method: 'shutdown' } as unknown as typeof ChatRequest, params: chat };
    await expect(connection.ask(ask, () => undefined, forever)).rejects.toMatchObject({
      message: expect.stringContaining('does not know') as unknown,
    });
  });

  it('serves two clients at once', async () => {
    const [one, two] = [await client(), await client()];
    const texts = ['', ''];
    await Promise.all([
      one.ask({ type: ChatRequest, params: chat }, (text) => (texts[0] += text), forever),
      two.ask({ type: ChatRequest, params: chat }, (text) => (texts[1] += text), forever),
    ]);
    expect(texts).toEqual([work.chunks.join(''), work.chunks.join('')]);
  });

  it('rejects when its address is taken', async () => {
    const second = new EngineServer({
      address,
      identity: { ...facts, modelId: 'm' },
      work,
      clients: { joined: () => undefined, left: () => undefined },
      clock: systemClock,
      log,
    });
    await expect(second.listen()).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await expectWorking();
  });

  it('lets a connecting socket be given up', async () => {
    await expect(connectSocket(address, AbortSignal.abort())).rejects.toThrow();
    await expect(connectSocket(`${address}-missing`, forever)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
