import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Handler = (request: IncomingMessage, response: ServerResponse, content: Uint8Array) => void;

export interface ModelServer {
  readonly url: string;
  /** Headers of all requests so far. */
  readonly requests: { readonly range?: string | undefined; readonly ifRange?: string | undefined }[];
  handler: Handler;
  /** Ends every connection in the middle of what it does. */
  breakConnections(): void;
  close(): Promise<void>;
}

/** Serves `content` on 127.0.0.1 the way a file host does, until `handler` is replaced. */
export async function startModelServer(content: Uint8Array): Promise<ModelServer> {
  const requests: ModelServer['requests'] = [];
  const state = { handler: serveRanges };
  const server = createServer((request, response) => {
    requests.push({ range: request.headers.range, ifRange: request.headers['if-range'] as string | undefined });
    state.handler(request, response, content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/model.gguf`,
    requests,
    get handler() {
      return state.handler;
    },
    set handler(handler: Handler) {
      state.handler = handler;
    },
    breakConnections: () => server.closeAllConnections(),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export const serveRanges: Handler = (request, response, content) => {
  const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const ifRange = request.headers['if-range'];
  const start = range === null || (ifRange !== undefined && ifRange !== '"v1"') ? 0 : Number(range[1]);
  const body = content.subarray(start);
  const headers = { etag: '"v1"', 'content-length': body.length };
  if (start === 0) response.writeHead(200, headers);
  else
    response.writeHead(206, { ...headers, 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` });
  response.end(body);
};

/** Sends `bytes` bytes of what was asked for and then nothing, with the connection open. */
export const hangAfter =
  (bytes: number): Handler =>
  (request, response, content) => {
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const headers = { etag: '"v1"', 'content-length': content.length - start };
    const range = { 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` };
    if (start === 0) response.writeHead(200, headers);
    else response.writeHead(206, { ...headers, ...range });
    response.write(content.subarray(start, start + bytes));
  };
