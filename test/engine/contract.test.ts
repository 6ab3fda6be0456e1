import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/base/clock';
import { nullLog } from '../../src/base/log';
import { EngineClient, type EngineClientOptions } from '../../src/client/engineClient';
import { FakeEngineWork } from '../fakes/fakeEngineWork';
import { bundleEngine, testBuildId } from './bundleEngine';
import { type EngineUnderTest, engineContract } from './engineContract';
import { spawnInProcess } from './inProcessEngine';
import { tinyModelFile } from './tinyConfig';

/** Many short pieces, so that there is a middle to stop in. */
function talkative(): FakeEngineWork {
  const work = new FakeEngineWork();
  work.chunks = Array.from({ length: 40 }, (_, index) => `${index} `);
  work.pauseMs = 1;
  return work;
}

async function start(options: Pick<EngineClientOptions, 'engineFile' | 'spawn'>): Promise<EngineUnderTest> {
  const runtimeRoot = await mkdtemp(join(tmpdir(), 'plinth-test-'));
  const engine = new EngineClient({ ...options, buildId: testBuildId, runtimeRoot, clock: systemClock, log: nullLog });
  engine.configure({
    model: { id: 'tiny', path: tinyModelFile, verified: false },
    gpu: 'off',
    threads: 1,
    contextTokens: 1024,
    unloadAfterMs: 0,
  });
  return {
    engine,
    dispose: async () => {
      await engine.dispose();
      await rm(runtimeRoot, { recursive: true, force: true });
    },
  };
}

engineContract('the fake model side, in this process, over a real socket', () =>
  start({ engineFile: import.meta.filename, spawn: spawnInProcess(talkative) }),
);

engineContract('a real child with a tiny real model', async () => {
  if (!existsSync(tinyModelFile)) throw new Error(`${tinyModelFile} is missing; its generator lies beside it.`);
  const engineFile = await bundleEngine('real');
  const tested = await start({ engineFile });
  return { engine: tested.engine, dispose: () => tested.dispose().finally(() => rm(engineFile, { force: true })) };
});
