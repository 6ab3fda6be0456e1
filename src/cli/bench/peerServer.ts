import { describeError, PlainError } from '../../base/errors';
import type { PeerPlace } from '../../core/bench/typing/peer/peerPlace';
import type { PeerChunk } from '../../core/bench/typing/peer/peerRing';

/** What the rival's server says to one request. */
export interface PeerResponse {
  readonly content: string;
  readonly promptTokens: number;
  readonly evaluatedTokens: number;
  readonly generatedTokens: number;
}

/** A llama-server that runs on this machine, asked as llama.vscode asks it, but for the sampling: the most likely token each time. */
export class PeerServer {
  readonly #url: URL;

  /** @param url of a server on this machine, such as `http://127.0.0.1:8012` @throws PlainError `badAddress` */
  constructor(url: string) {
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    const isHere = parsed !== undefined && ['localhost', '127.0.0.1', '[::1]'].includes(parsed.hostname);
    if (parsed?.protocol !== 'http:' || !isHere)
      throw new PlainError('badAddress', `"${url}" is no http address of this machine.`);
    this.#url = parsed;
  }

  /** Asks once whether the server has its model. @throws PlainError `peerFailed` */
  async check(signal: AbortSignal): Promise<void> {
    const response = await this.#fetch('health', { signal });
    if (!response.ok) throw new PlainError('peerFailed', `The server of --peer is not ready (${response.status}).`);
  }

  /** Never aborted once it is sent, since its client does not do that either. @throws PlainError `peerFailed` */
  async infill(place: PeerPlace, extra: readonly PeerChunk[]): Promise<PeerResponse> {
    const response = await this.#fetch('infill', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(infillBody(place, extra)),
    });
    const text = await response.text();
    if (!response.ok) throw new PlainError('peerFailed', `The server of --peer says ${response.status}: ${head(text)}`);
    return responseOf(text);
  }

  async #fetch(path: string, request: RequestInit): Promise<Response> {
    try {
      // A redirect could lead away from this machine, with the text.
      return await fetch(new URL(path, this.#url), { ...request, redirect: 'error' });
    } catch (error) {
      throw new PlainError('peerFailed', `The server of --peer does not answer: ${describeError(error)}`);
    }
  }
}

/** The client's default request; temperature and `top_k` make its answers the same each time. */
function infillBody({ prefix, prompt, suffix, indent }: PeerPlace, extra: readonly PeerChunk[]): object {
  return {
    id_slot: 0,
    input_prefix: prefix,
    input_suffix: suffix,
    input_extra: extra,
    prompt,
    n_predict: 128,
    n_cmpl: 1,
    top_k: 1,
    top_p: 0.99,
    temperature: 0,
    stream: false,
    samplers: ['top_k', 'top_p', 'infill'],
    cache_prompt: true,
    t_max_prompt_ms: 500,
    t_max_predict_ms: 500,
    ...(indent > 0 ? { n_indent: indent } : {}),
  };
}

/** Fields that a server does not send count as nothing. */
function responseOf(text: string): PeerResponse {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new PlainError('peerFailed', `The server of --peer does not answer in JSON: ${head(text)}`);
  }
  const answer = fieldsOf(Array.isArray(parsed) ? parsed[0] : parsed);
  const timings = fieldsOf(answer['timings']);
  const evaluatedTokens = countOf(timings['prompt_n']);
  return {
    content: typeof answer['content'] === 'string' ? answer['content'] : '',
    promptTokens: Math.max(evaluatedTokens, countOf(answer['tokens_evaluated'])),
    evaluatedTokens,
    generatedTokens: countOf(timings['predicted_n']),
  };
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function countOf(value: unknown): number {
  return typeof value === 'number' && value > 0 ? value : 0;
}

function head(text: string): string {
  return text.slice(0, 200);
}
