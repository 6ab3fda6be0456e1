/** Entry of the process that checks TypeScript and JavaScript: `checker.mjs FOLDER_OF_TYPESCRIPT`. Ends when its input does. */
import process from 'node:process';
import { getHeapStatistics } from 'node:v8';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { CheckRequest } from '../protocol/check';
import { CheckDesk } from './checkDesk';
import { loadTypeScript } from './loadTypeScript';

/** Programs are dropped beyond this share of the heap's limit; read again they cost a second, a full heap costs the process. */
const maxHeapShare = 0.75;

function serve(folder: string): void {
  const parent = process.ppid;
  const ts = loadTypeScript(folder);
  const desk = new CheckDesk({ ts, now: () => performance.now(), isCancelled: () => process.ppid !== parent });
  const connection = createMessageConnection(
    new StreamMessageReader(process.stdin),
    new StreamMessageWriter(process.stdout),
  );
  let last: Promise<unknown> = Promise.resolve();
  connection.onRequest(CheckRequest, async (params, token) => {
    const turn = async (): Promise<boolean> => {
      await new Promise((resolve) => setImmediate(resolve));
      return !token.isCancellationRequested;
    };
    const answer = last.then(async () => ((await turn()) ? desk.check(params, turn) : null));
    last = answer.then(
      () => freeMemory(desk),
      () => undefined,
    );
    return answer;
  });
  connection.onClose(() => process.exit(0));
  connection.listen();
}

function freeMemory(desk: CheckDesk): void {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
  if (used > limit * maxHeapShare) desk.forget();
}

const folder = process.argv[2];
if (folder === undefined || process.argv.length > 3) {
  process.stderr.write('Usage: checker.mjs FOLDER_OF_TYPESCRIPT\n');
  process.exit(2);
}
process.stdin.once('end', () => process.exit(0));
serve(folder);
