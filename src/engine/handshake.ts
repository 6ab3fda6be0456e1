import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { PlainError } from '../base/errors';
import type { HelloParams, HelloResult, ProveParams } from '../protocol/engine';
import { PROTOCOL_VERSION } from '../protocol/version';

export interface EngineIdentity {
  /** Hex, 32 bytes, from the private config file. */
  readonly secret: string;
  readonly buildId: string;
  readonly modelId: string;
}

const refused = (): PlainError => new PlainError('notAuthorised', 'The peer did not prove that it knows the secret.');

/**
 * The engine's half of the handshake, one per connection. The server proves itself first, because a client cannot know who took the
 * pipe's name; after that the client has exactly one try.
 */
export class Handshake {
  readonly #identity: EngineIdentity;
  readonly #serverNonce = randomBytes(32).toString('hex');
  #clientNonce: string | undefined;
  #proven = false;

  constructor(identity: EngineIdentity) {
    this.#identity = identity;
  }

  get proven(): boolean {
    return this.#proven;
  }

  /** Answers `hello`. Throws `wrongVersion` when protocol or build differ, `notAuthorised` for a bad nonce or a second hello. */
  hello(params: HelloParams): HelloResult {
    const { secret, buildId, modelId } = this.#identity;
    if (this.#clientNonce !== undefined || !isNonce(params?.clientNonce)) throw refused();
    if (params.protocol !== PROTOCOL_VERSION || params.buildId !== buildId)
      throw new PlainError(
        'wrongVersion',
        `The engine is build ${buildId}, protocol ${PROTOCOL_VERSION}; the client is build ${String(params.buildId)}, protocol ${String(params.protocol)}.`,
        'Reload the window.',
      );
    this.#clientNonce = params.clientNonce;
    return {
      protocol: PROTOCOL_VERSION,
      buildId,
      modelId,
      pid: process.pid,
      serverNonce: this.#serverNonce,
      serverProof: proof(secret, `server:${this.#clientNonce}:${this.#serverNonce}`).toString('hex'),
    };
  }

  /** Checks the client's proof; throws `notAuthorised`, and then refuses everything else on this connection. */
  prove(params: ProveParams): void {
    const nonce = this.#clientNonce;
    this.#clientNonce = '';
    if (this.#proven || !nonce || typeof params?.clientProof !== 'string') throw refused();
    const expected = proof(this.#identity.secret, `client:${nonce}:${this.#serverNonce}`);
    const given = Buffer.from(params.clientProof, 'hex');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw refused();
    this.#proven = true;
  }
}

function isNonce(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

function proof(secret: string, text: string): Buffer {
  return createHmac('sha256', Buffer.from(secret, 'hex')).update(text).digest();
}
