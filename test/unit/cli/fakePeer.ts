import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface InfillBody {
  readonly input_prefix: string;
  readonly input_suffix: string;
  readonly input_extra: readonly { readonly filename: string; readonly text: string }[];
  readonly prompt: string;
  readonly n_indent?: number;
}

/** A llama-server from a script: answers `/infill` with what it is told, and keeps what it was asked. */
export class FakePeer {
  readonly asked: InfillBody[] = [];
  answer: (body: InfillBody) => unknown = () => response('');
  status = 200;
  delayMs = 0;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, reply) => {
      if (request.url === '/health') {
        reply.writeHead(this.status).end('{}');
        return;
      }
      let body = '';
      request.on('data', (data: Buffer) => (body += data.toString()));
      request.on('end', () => {
        const asked = JSON.parse(body) as InfillBody;
        this.asked.push(asked);
        const said = this.answer(asked);
        setTimeout(
          () => reply.writeHead(this.status).end(typeof said === 'string' ? said : JSON.stringify(said)),
          this.delayMs,
        );
      });
    });
  }

  static async start(): Promise<FakePeer> {
    const peer = new FakePeer();
    await new Promise<void>((resolve) => peer.#server.listen(0, '127.0.0.1', resolve));
    return peer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** As llama-server answers. */
export function response(content: string): unknown {
  return { content, tokens_evaluated: 700, tokens_cached: 705, timings: { prompt_n: 250, predicted_n: 5 } };
}
