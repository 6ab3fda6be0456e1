import { createHmac, randomBytes } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type MessageConnection,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
  createMessageConnection,
} from 'vscode-jsonrpc/node';
import { PlainError } from '../../../src/base/errors';
import { shakeHands } from '../../../src/client/handshake';
import { Handshake } from '../../../src/engine/handshake';
import { type HelloParams, type HelloResult, HelloRequest, ProveRequest } from '../../../src/protocol/engine';
import { EngineErrorCode } from '../../../src/protocol/errorCodes';
import { PROTOCOL_VERSION } from '../../../src/protocol/version';
import { readyStatus } from '../../fakes/fakeEngineWork';

const secret = randomBytes(32).toString('hex');
const otherSecret = randomBytes(32).toString('hex');
const identity = { secret, buildId: 'b1', modelId: 'm' };
const connections: MessageConnection[] = [];

afterEach(() => {
  for (const connection of connections.splice(0)) connection.dispose();
});

interface Seen {
  readonly methods: string[];
}

/** Both ends over streams; the server answers with `hello` and `prove` and notes what it was asked. */
function wire(
  hello: (params: HelloParams) => HelloResult,
  prove: (proof: string) => void,
): { client: MessageConnection; seen: Seen } {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const make = (input: PassThrough, output: PassThrough): MessageConnection =>
    createMessageConnection(new StreamMessageReader(input), new StreamMessageWriter(output));
  const client = make(down, up);
  const server = make(up, down);
  const seen: Seen = { methods: [] };
  const answer = <T>(method: string, run: () => T): T | ResponseError<{ cure?: string }> => {
    seen.methods.push(method);
    try {
      return run();
    } catch (error) {
      if (!(error instanceof PlainError)) throw error;
      return new ResponseError(EngineErrorCode[error.code as keyof typeof EngineErrorCode], error.message);
    }
  };
  server.onRequest(HelloRequest, (params) => answer('hello', () => hello(params)));
  server.onRequest(ProveRequest, ({ clientProof }) => answer('prove', () => (prove(clientProof), readyStatus)));
  for (const connection of [client, server]) {
    connection.listen();
    connections.push(connection);
  }
  return { client, seen };
}

function honest(facts: typeof identity): { client: MessageConnection; seen: Seen } {
  const handshake = new Handshake(facts);
  return wire(
    (params) => handshake.hello(params),
    (clientProof) => handshake.prove({ clientProof }),
  );
}

describe('shakeHands', () => {
  it('agrees with the engine and gets its status', async () => {
    const { client, seen } = honest(identity);
    expect(await shakeHands(client, { secret, buildId: 'b1' })).toEqual(readyStatus);
    expect(seen.methods).toEqual(['hello', 'prove']);
  });

  it('says nothing more to a server that does not know the secret', async () => {
    const { client, seen } = honest({ ...identity, secret: otherSecret });
    await expect(shakeHands(client, { secret, buildId: 'b1' })).rejects.toMatchObject({ code: 'notAuthorised' });
    expect(seen.methods).toEqual(['hello']);
  });

  it.each<[string, { readonly serverProof?: unknown; readonly swap?: boolean }]>([
    ['no proof', {}],
    ['an empty proof', { serverProof: '' }],
    ['a proof of another length', { serverProof: 'abcd' }],
    ['the proof of the other role', { swap: true }],
    ['a proof that is not text', { serverProof: 7 }],
  ])('refuses %s', async (_, forged) => {
    const { client, seen } = wire(
      ({ clientNonce }) => {
        const serverNonce = randomBytes(32).toString('hex');
        const swapped = createHmac('sha256', Buffer.from(secret, 'hex'))
          .update(`client:${clientNonce}:${serverNonce}`)
          .digest('hex');
        const serverProof = forged.swap === true ? swapped : forged.serverProof;
        return {
          protocol: PROTOCOL_VERSION,
          buildId: 'b1',
          pid: 1,
          modelId: 'm',
          serverNonce,
          serverProof,
        } as HelloResult;
      },
      () => undefined,
    );
    await expect(shakeHands(client, { secret, buildId: 'b1' })).rejects.toMatchObject({ code: 'notAuthorised' });
    expect(seen.methods).toEqual(['hello']);
  });

  it('refuses a proof that was recorded from another connection', async () => {
    const recorded = new Handshake(identity).hello({
      protocol: PROTOCOL_VERSION,
      buildId: 'b1',
      clientNonce: '0'.repeat(64),
    });
    const { client, seen } = wire(
      () => recorded,
      () => undefined,
    );
    await expect(shakeHands(client, { secret, buildId: 'b1' })).rejects.toMatchObject({ code: 'notAuthorised' });
    expect(seen.methods).toEqual(['hello']);
  });

  it('names both builds when the engine is another one', async () => {
    const { client } = honest({ ...identity, buildId: 'b2' });
    await expect(shakeHands(client, { secret, buildId: 'b1' })).rejects.toMatchObject({
      code: EngineErrorCode.wrongVersion,
      message: expect.stringMatching(/b2.*b1/) as unknown,
    });
  });

  it('checks the version itself too, after the proof', async () => {
    const handshake = new Handshake(identity);
    const { client, seen } = wire(
      (params) => ({ ...handshake.hello(params), protocol: 99 }),
      () => undefined,
    );
    await expect(shakeHands(client, { secret, buildId: 'b1' })).rejects.toMatchObject({ code: 'wrongVersion' });
    expect(seen.methods).toEqual(['hello']);
  });
});

describe('Handshake', () => {
  const hello = { protocol: PROTOCOL_VERSION, buildId: 'b1', clientNonce: 'ab'.repeat(32) };
  const proofFor = (key: string, nonce: string): string =>
    createHmac('sha256', Buffer.from(key, 'hex')).update(`client:${hello.clientNonce}:${nonce}`).digest('hex');

  it('accepts the right proof once', () => {
    const handshake = new Handshake(identity);
    const { serverNonce } = handshake.hello(hello);
    expect(handshake.proven).toBe(false);
    handshake.prove({ clientProof: proofFor(secret, serverNonce) });
    expect(handshake.proven).toBe(true);
  });

  it('gives a wrong proof no second try', () => {
    const handshake = new Handshake(identity);
    const { serverNonce } = handshake.hello(hello);
    for (const clientProof of [proofFor(otherSecret, serverNonce), proofFor(secret, serverNonce), '', 'zz'])
      expect(() => handshake.prove({ clientProof })).toThrow(PlainError);
    expect(() => handshake.hello(hello)).toThrow(PlainError);
    expect(handshake.proven).toBe(false);
  });

  it('accepts no proof before a hello, not even of an empty nonce', () => {
    const handshake = new Handshake(identity);
    expect(() => handshake.prove({ clientProof: proofFor(secret, '') })).toThrow(PlainError);
    expect(handshake.proven).toBe(false);
  });

  it.each([
    ['a short nonce', { ...hello, clientNonce: 'ab' }, 'notAuthorised'],
    ['a nonce with a colon', { ...hello, clientNonce: `${'a'.repeat(32)}:${'b'.repeat(31)}` }, 'notAuthorised'],
    ['no object', null, 'notAuthorised'],
    ['another protocol', { ...hello, protocol: 0 }, 'wrongVersion'],
    ['another build', { ...hello, buildId: 'b0' }, 'wrongVersion'],
  ])('refuses %s', (_, params, code) => {
    const handshake = new Handshake(identity);
    expect(() => handshake.hello(params as HelloParams)).toThrow(expect.objectContaining({ code }));
  });

  it('uses a fresh nonce for each connection', () => {
    const nonces = [1, 2, 3].map(() => new Handshake(identity).hello(hello).serverNonce);
    expect(new Set(nonces).size).toBe(3);
  });
});
