import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { PlainError } from '../base/errors';
import { type EngineStatus, HelloRequest, ProveRequest } from '../protocol/engine';
import { PROTOCOL_VERSION } from '../protocol/version';

export interface HandshakeFacts {
  /** Hex, 32 bytes; shared with the engine through a private file. */
  readonly secret: string;
  readonly buildId: string;
}

/**
 * The client's half of the handshake; call it first on a new connection. Nothing but a nonce and the version is sent before the server has
 * proved that it knows the secret, because anybody may have taken the address. Returns the engine's first status.
 * Throws a PlainError: `notAuthorised` for an impostor, `wrongVersion` for an engine of another build.
 */
export async function shakeHands(
  connection: MessageConnection,
  { secret, buildId }: HandshakeFacts,
): Promise<EngineStatus> {
  const clientNonce = randomBytes(32).toString('hex');
  const hello = await connection.sendRequest(HelloRequest, { protocol: PROTOCOL_VERSION, buildId, clientNonce });
  const { serverNonce, serverProof } = hello;
  if (typeof serverNonce !== 'string' || !isProof(serverProof, secret, `server:${clientNonce}:${serverNonce}`))
    throw new PlainError(
      'notAuthorised',
      'Another program answered in place of the engine; nothing was sent to it.',
      'Restart the engine.',
    );
  if (hello.protocol !== PROTOCOL_VERSION || hello.buildId !== buildId)
    throw new PlainError(
      'wrongVersion',
      `The engine is build ${hello.buildId}, protocol ${hello.protocol}; this is build ${buildId}, protocol ${PROTOCOL_VERSION}.`,
      'Reload the window.',
    );
  const clientProof = proof(secret, `client:${clientNonce}:${serverNonce}`).toString('hex');
  return connection.sendRequest(ProveRequest, { clientProof });
}

function isProof(given: unknown, secret: string, text: string): boolean {
  const expected = proof(secret, text);
  const bytes = Buffer.from(typeof given === 'string' ? given : '', 'hex');
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}

function proof(secret: string, text: string): Buffer {
  return createHmac('sha256', Buffer.from(secret, 'hex')).update(text).digest();
}
