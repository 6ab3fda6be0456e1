import { type FileHandle, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ReadableStream } from 'node:stream/web';
import { childController } from '../base/cancel';
import type { Clock } from '../base/clock';
import { PlainError } from '../base/errors';
import type { Log } from '../base/log';
import type { TrafficCount } from '../base/trafficCount';
import { type Fetch, fetchSecurely, hostOf } from './secureFetch';
import { systemCode, systemReason } from './systemReason';

export interface DownloadTools {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly log: Log;
  readonly allowInsecureLoopback: boolean;
  readonly traffic: TrafficCount;
}

export interface DownloadOrder {
  readonly url: string;
  /** Grows to exactly `bytes`; what is there already is kept and continued. */
  readonly part: string;
  readonly bytes: number;
  readonly signal: AbortSignal | undefined;
  /** Called for each piece that was written, with the bytes that are there. */
  readonly onBytes: (bytes: number) => void;
}

/** Four tries in a row without one new byte end the download. */
const MAX_FRUITLESS_TRIES = 4;
const FIRST_PAUSE_MS = 1_000;
const SILENCE_MS = 30_000;

/** Something that may go better next time. */
class TransferBroken extends Error {}

/**
 * Fetches the missing rest of `order.part` over https, going on by itself after a broken connection. It knows nothing of what the file is:
 * hash it afterwards. An abort keeps the part.
 * @throws PlainError `cancelled`, `offline`, `serverAnswer`, `noSpace`, `folderReadOnly`, `insecureAddress`
 */
export async function download(order: DownloadOrder, tools: DownloadTools): Promise<void> {
  let fruitless = 0;
  let received = false;
  for (let tries = 1; ; tries++) {
    const before = await sizeOf(order.part);
    if (before === order.bytes) return;
    try {
      await transfer(order, before, tools);
    } catch (error) {
      if (order.signal?.aborted === true) throw cancelled(order);
      if (error instanceof PlainError) throw error;
      const after = await sizeOf(order.part);
      fruitless = after > before ? 0 : fruitless + 1;
      received ||= after > before;
      tools.log.warn(`download try ${tries} ended after ${after - before} bytes: ${systemReason(error)}`);
      // Without a connection from the start there is nothing to wait for.
      const unreachable = !received && !(error instanceof TransferBroken);
      if (unreachable || fruitless >= MAX_FRUITLESS_TRIES) throw offline(order, error);
      await tools.clock.sleep(FIRST_PAUSE_MS * 2 ** Math.max(0, fruitless - 1), order.signal);
    }
    if (order.signal?.aborted === true) throw cancelled(order);
  }
}

/** Removes a part and what is remembered about it. */
export async function removePart(part: string): Promise<void> {
  await rm(part, { force: true });
  await rm(etagFile(part), { force: true });
}

async function transfer(order: DownloadOrder, from: number, tools: DownloadTools): Promise<void> {
  const { controller, release } = childController(order.signal);
  try {
    const start = from > order.bytes ? 0 : from;
    const response = await request(order, start, controller.signal, tools);
    const at = await acceptedStart(response, order, start);
    const handle = await openPart(order.part, at);
    try {
      await rememberEtag(order.part, response);
      await copyBody(response, handle, at, order, tools);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } finally {
    // Ends a body that was not read to its end.
    controller.abort();
    release();
  }
}

async function request(
  order: DownloadOrder,
  start: number,
  signal: AbortSignal,
  tools: DownloadTools,
): Promise<Response> {
  // Without this, a server may send compressed bytes whose offsets mean nothing.
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  if (start > 0) {
    headers.range = `bytes=${start}-`;
    const etag = await readFile(etagFile(order.part), 'utf8').catch(() => '');
    if (etag !== '') headers['if-range'] = etag;
  }
  const answer = fetchSecurely(tools.fetch, order.url, {
    headers,
    signal,
    allowInsecureLoopback: tools.allowInsecureLoopback,
    traffic: tools.traffic,
  });
  return withinSilence(answer, tools.clock, signal);
}

/** Decides where the body belongs in the part; throws when it is not what was asked for. */
async function acceptedStart(response: Response, order: DownloadOrder, start: number): Promise<number> {
  const { status } = response;
  if (status === 206) {
    const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '');
    if (range === null || Number(range[1]) !== start)
      throw wrongAnswer(order, 'sends another part of the file than was asked for');
    if (range[2] !== '*' && Number(range[2]) !== order.bytes) throw otherFile(order, Number(range[2]));
    return start;
  }
  if (status === 200) {
    const length = response.headers.get('content-length');
    if (length !== null && Number(length) !== order.bytes) throw otherFile(order, Number(length));
    return 0;
  }
  if (status === 416) {
    await removePart(order.part);
    throw new TransferBroken('the server does not have this part of the file');
  }
  if (status === 408 || status === 429 || status >= 500)
    throw new TransferBroken(`the server answered with status ${status}`);
  throw wrongAnswer(order, `answered with status ${status}`);
}

async function openPart(part: string, at: number): Promise<FileHandle> {
  try {
    const handle = await open(part, at === 0 ? 'w' : 'r+');
    await handle.truncate(at);
    return handle;
  } catch (error) {
    throw diskError(error, part);
  }
}

async function rememberEtag(part: string, response: Response): Promise<void> {
  const etag = response.headers.get('etag') ?? '';
  // A weak one must not be used for ranges (RFC 9110, 13.1.5).
  const strong = /^"[\x21-\x7e]+"$/.test(etag);
  const change = strong ? writeFile(etagFile(part), etag) : rm(etagFile(part), { force: true });
  await change.catch((error: unknown) => {
    throw diskError(error, part);
  });
}

async function copyBody(
  response: Response,
  handle: FileHandle,
  start: number,
  order: DownloadOrder,
  tools: DownloadTools,
): Promise<void> {
  const body: ReadableStream<Uint8Array> | null = response.body;
  const reader = body?.getReader();
  let at = start;
  while (reader !== undefined) {
    const { done, value } = await withinSilence(reader.read(), tools.clock, order.signal);
    if (done) break;
    tools.traffic.noteReceived(value.length);
    if (at + value.length > order.bytes) throw otherFile(order, at + value.length);
    await writeAll(handle, value, at, order.part);
    at += value.length;
    order.onBytes(at);
  }
  if (at < order.bytes) throw new TransferBroken(`the connection ended after ${at} of ${order.bytes} bytes`);
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, at: number, part: string): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done).catch((error: unknown) => {
      throw diskError(error, part);
    });
    done += bytesWritten;
  }
}

async function withinSilence<T>(work: Promise<T>, clock: Clock, signal: AbortSignal | undefined): Promise<T> {
  const { controller, release } = childController(signal);
  const silence = clock.sleep(SILENCE_MS, controller.signal).then(() => {
    throw new TransferBroken('the server went silent');
  });
  // After the race is decided, the loser must not count as unhandled.
  silence.catch(() => undefined);
  work.catch(() => undefined);
  try {
    return await Promise.race([work, silence]);
  } finally {
    controller.abort();
    release();
  }
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    (facts) => facts.size,
    () => 0,
  );
}

function etagFile(part: string): string {
  return `${part}.etag`;
}

/** Turns an error of the disk into one for people; any other is returned as it is. */
export function diskError(error: unknown, file: string): unknown {
  const code = systemCode(error);
  const folder = path.dirname(file);
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new PlainError(
      'noSpace',
      `The disk is full: "${folder}" cannot take the model.`,
      'Free some space and start again; it goes on where it stopped.',
    );
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new PlainError(
      'folderReadOnly',
      `The model folder "${folder}" cannot be written: ${systemReason(error)}.`,
      'Choose another folder with the setting "plinth.modelFolder" or the variable PLINTH_MODELS.',
    );
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return new PlainError('folderReadOnly', `The model folder "${folder}" is not a folder.`, 'Choose another folder.');
  return error;
}

function cancelled(order: DownloadOrder): PlainError {
  return new PlainError(
    'cancelled',
    `The download of ${path.basename(order.part, '.part')} was stopped.`,
    'Start it again to go on from there.',
  );
}

function offline(order: DownloadOrder, error: unknown): PlainError {
  return new PlainError(
    'offline',
    `The model cannot be loaded from ${hostOf(order.url)}: ${systemReason(error)}.`,
    `Check the network and the proxy and start again, or put the file from ${order.url} into "${path.dirname(order.part)}" yourself.`,
  );
}

function otherFile(order: DownloadOrder, bytes: number): PlainError {
  return wrongAnswer(order, `offers a file of ${bytes} bytes instead of ${order.bytes}`);
}

function wrongAnswer(order: DownloadOrder, what: string): PlainError {
  return new PlainError(
    'serverAnswer',
    `The server at ${hostOf(order.url)} ${what}.`,
    'Try again later; a proxy may have answered instead of the server.',
  );
}
