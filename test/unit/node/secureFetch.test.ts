import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TrafficCount } from '../../../src/base/trafficCount';
import { fetchSecurely } from '../../../src/node/secureFetch';
import { content, StoreFixture } from './storeFixture';

let fixture: StoreFixture;
let traffic: TrafficCount;
beforeEach(async () => {
  fixture = await StoreFixture.create();
  traffic = new TrafficCount();
});
afterEach(() => fixture.remove());

/** Answers every connection with these bytes, and counts what came. */
async function rawServer(answer: string) {
  const state = { receivedBytes: 0, sockets: new Set<Socket>() };
  const server = createServer((socket) => {
    state.sockets.add(socket);
    socket.on('data', (bytes) => {
      state.receivedBytes += bytes.length;
      socket.end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/models/a%20b.gguf?download=true`,
    state,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

describe('the bytes of a request', () => {
  it('are counted as the server sees them', async () => {
    const server = await rawServer('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
    const headers = { 'accept-encoding': 'identity', range: 'bytes=100000-' };
    const { signal } = new AbortController();
    const fetch = (url: string, init: RequestInit): Promise<Response> => globalThis.fetch(url, init);
    const response = await fetchSecurely(fetch, server.url, { headers, signal, allowInsecureLoopback: true, traffic });
    await response.arrayBuffer();
    await server.close();
    expect(server.state.receivedBytes).toBeGreaterThan(100);
    expect(Math.abs(traffic.sentBytes - server.state.receivedBytes)).toBeLessThanOrEqual(20);
  });

  it('are counted for each hop of a redirect, and for one that fails', async () => {
    const first = 'https://a.test/model.gguf';
    const answers = [new Response(null, { status: 302, headers: { location: 'https://longer-name.test/model.gguf' } })];
    const fetch = (): Promise<Response> => {
      const answer = answers.shift();
      return answer === undefined ? Promise.reject(new TypeError('fetch failed')) : Promise.resolve(answer);
    };
    const { signal } = new AbortController();
    const init = { headers: {}, signal, allowInsecureLoopback: false, traffic };
    await expect(fetchSecurely(fetch, first, init)).rejects.toThrow('fetch failed');
    const both = traffic.sentBytes;
    await expect(fetchSecurely(fetch, first, init)).rejects.toThrow('fetch failed');
    const one = traffic.sentBytes - both;
    expect(both).toBe(2 * one + 'longer-name'.length - 'a'.length);
    // Refused before anything goes out.
    await expect(fetchSecurely(fetch, 'http://a.test/', init)).rejects.toMatchObject({ code: 'insecureAddress' });
    expect(traffic.sentBytes).toBe(both + one);
  });
});

describe('the bytes of a download', () => {
  it('are counted as received, and none where the model is there already', async () => {
    await fixture.store({ traffic }).pull(fixture.model);
    expect(traffic.receivedBytes).toBe(content.length);
    const sentBytes = traffic.sentBytes;
    expect(sentBytes).toBeGreaterThan(0);
    await fixture.store({ traffic }).pull(fixture.model);
    expect([traffic.sentBytes, traffic.receivedBytes]).toEqual([sentBytes, content.length]);
  });
});
