import { PlainError } from '../base/errors';
import type { TrafficCount } from '../base/trafficCount';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const MAX_REDIRECTS = 8;
const redirects = new Set([301, 302, 303, 307, 308]);

/**
 * A GET that never leaves https, not even for one hop of a redirect: each address is checked before it is asked.
 * `allowInsecureLoopback` lets tests serve from http on 127.0.0.1.
 * @throws PlainError `insecureAddress`; else what `fetch` throws.
 */
export async function fetchSecurely(
  fetch: Fetch,
  url: string,
  init: {
    readonly headers: Record<string, string>;
    readonly signal: AbortSignal;
    readonly allowInsecureLoopback: boolean;
    /** Hears of each request, hops of a redirect and failures included; whoever reads the body reports that. */
    readonly traffic: TrafficCount;
  },
): Promise<Response> {
  let address = url;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    refuseInsecure(address, init.allowInsecureLoopback);
    init.traffic.noteSent(requestBytes(address, init.headers));
    const response = await fetch(address, { headers: init.headers, signal: init.signal, redirect: 'manual' });
    if (!redirects.has(response.status)) {
      // A fetch that follows redirects by itself still has to end at a good address.
      if (response.url !== '') refuseInsecure(response.url, init.allowInsecureLoopback);
      return response;
    }
    await response.body?.cancel();
    const location = response.headers.get('location');
    if (location === null)
      throw new PlainError(
        'serverAnswer',
        `The server at ${hostOf(address)} redirects to nowhere.`,
        'Try again later.',
      );
    address = new URL(location, address).href;
  }
  throw new PlainError('serverAnswer', `The server at ${hostOf(url)} redirects in a circle.`, 'Try again later.');
}

/** What `fetch` (undici, RequestHeaders) adds to the headers it is given. */
const addedHeaders = {
  connection: 'keep-alive',
  accept: '*/*',
  'accept-language': '*',
  'sec-fetch-mode': 'cors',
  'user-agent': 'node',
};

/** Size of a GET as HTTP/1.1 writes it (RFC 9112, 3 and 5); there is no body. */
function requestBytes(address: string, headers: Readonly<Record<string, string>>): number {
  const { host, pathname, search } = new URL(address);
  const lines = Object.entries({ host, ...addedHeaders, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.byteLength(`GET ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n`);
}

function refuseInsecure(address: string, allowInsecureLoopback: boolean): void {
  const { protocol, hostname } = new URL(address);
  if (protocol === 'https:') return;
  if (allowInsecureLoopback && protocol === 'http:' && hostname === '127.0.0.1') return;
  throw new PlainError(
    'insecureAddress',
    `The download leads to ${hostname === '' ? address.slice(0, 60) : hostname}, which does not use https; nothing was loaded from there.`,
    'Check the network: a captive portal or a proxy may have answered instead of the server.',
  );
}

export function hostOf(address: string): string {
  return new URL(address).host;
}
