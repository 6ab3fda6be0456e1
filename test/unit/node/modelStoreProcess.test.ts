import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hangAfter, serveRanges } from './modelServer';
import type { StoreOrder, StoreReport } from './storeChild';
import { StoreFixture } from './storeFixture';

/** Root may write everywhere, so a child of root becomes `nobody`. */
const user = process.getuid?.() === 0 ? { user: 65_534 } : {};
const readOnlyMode = 0o555;

let built: string;
let fixture: StoreFixture;
beforeAll(async () => {
  built = await mkdtemp(path.join(os.tmpdir(), 'plinth-child-'));
  const entry = path.join(import.meta.dirname, 'storeChild.ts');
  const shared = { bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'silent' } as const;
  await build({ ...shared, entryPoints: [entry], outfile: path.join(built, 'child.mjs') });
});
afterAll(() => rm(built, { recursive: true, force: true }));
beforeEach(async () => {
  fixture = await StoreFixture.create();
  await chmod(fixture.root, 0o755);
});
afterEach(async () => {
  await chmod(fixture.root, 0o755);
  await chmod(fixture.folder, 0o755).catch(() => undefined);
  await fixture.remove();
});

function start(work: StoreOrder['work'], more: { readonly user?: number } = {}): ChildProcess {
  const { folder, stateFolder, model } = fixture;
  const order: StoreOrder = { work, folder, stateFolder, model, ...more };
  return spawn(process.execPath, [path.join(built, 'child.mjs'), JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function* reportsOf(child: ChildProcess): AsyncGenerator<StoreReport> {
  if (child.stdout === null) throw new Error('no standard output');
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line) as StoreReport;
}

async function lastReport(work: StoreOrder['work']): Promise<StoreReport | undefined> {
  let last: StoreReport | undefined;
  for await (const report of reportsOf(start(work, user))) last = report;
  return last;
}

/** A folder without the permission to write is one on systems with owners only. */
describe.runIf(process.getuid !== undefined)('a model folder that cannot be written', () => {
  const refusal = (): unknown => ({
    code: 'folderReadOnly',
    message: expect.stringMatching(
      /cannot be written: permission denied\. Choose another folder .*PLINTH_MODELS/,
    ) as string,
  });

  it('is named when a model is pulled into it, before anything is asked of the server', async () => {
    await mkdir(fixture.folder);
    await chmod(fixture.folder, readOnlyMode);
    const report = await lastReport('pull');
    expect(report).toEqual(refusal());
    expect(report).toHaveProperty('message', expect.stringContaining(fixture.folder));
    expect(await readdir(fixture.folder)).toEqual([]);
    expect(fixture.server.requests).toEqual([]);
  });

  it('is named when it would have to be made in a folder that cannot be written', async () => {
    await chmod(fixture.root, readOnlyMode);
    expect(await lastReport('pull')).toEqual(refusal());
    expect(await readdir(fixture.root)).toEqual([]);
  });

  it('serves the model that is in it', async () => {
    await fixture.put();
    await chmod(fixture.folder, readOnlyMode);
    expect(await lastReport('pull')).toEqual({ result: fixture.file });
    expect(fixture.server.requests).toEqual([]);
  });

  it('is named when a model should be removed from it, which stays', async () => {
    await fixture.put();
    await chmod(fixture.folder, readOnlyMode);
    expect(await lastReport('remove')).toEqual(refusal());
    expect(await fixture.isRight()).toBe(true);
  });
});

it('goes on at once where a download was that the system killed', async () => {
  fixture.server.handler = hangAfter(1000);
  const child = start('pull');
  const ended = once(child, 'exit');
  for await (const report of reportsOf(child)) {
    if ('bytes' in report && report.bytes === 1000) child.kill('SIGKILL');
  }
  expect(await ended).toEqual([null, 'SIGKILL']);
  expect((await readdir(fixture.folder)).sort()).toEqual(
    ['.lock', '.part', '.part.etag'].map((end) => `${fixture.model.file}${end}`),
  );
  fixture.server.handler = serveRanges;
  await fixture.store().pull(fixture.model);
  expect(await fixture.isRight()).toBe(true);
  expect(fixture.server.requests.at(-1)).toEqual({ range: 'bytes=1000-', ifRange: '"v1"' });
  expect(await readdir(fixture.folder)).toEqual([fixture.model.file]);
});
