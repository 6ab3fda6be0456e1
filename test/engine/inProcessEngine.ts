import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { systemClock } from '../../src/base/clock';
import { nullLog } from '../../src/base/log';
import type { SpawnEngine } from '../../src/client/engineProcess';
import type { EngineWork } from '../../src/engine/engineWork';
import { Lifetime } from '../../src/engine/lifetime';
import { EngineServer } from '../../src/engine/server';
import type { EngineConfig } from '../../src/protocol/engineConfig';

export interface InProcessFaults {
  /** Makes the server speak for another build or without the right secret. */
  readonly buildId?: string;
  readonly secret?: string;
}

/** "Spawns" the real server inside this process, over the real socket, with the given model side. */
export function spawnInProcess(makeWork: () => EngineWork, faults: InProcessFaults = {}): SpawnEngine {
  return (launch) => {
    const config = JSON.parse(readFileSync(launch.args[1] ?? '', 'utf8')) as EngineConfig;
    const lifetime = new Lifetime({
      clock: systemClock,
      exitAfterGoodbyeMs: config.exitAfterGoodbyeMs,
      exitAfterLossMs: config.exitAfterLossMs,
    });
    const server = new EngineServer({
      address: config.address,
      identity: {
        secret: faults.secret ?? config.secret,
        buildId: faults.buildId ?? config.buildId,
        modelId: config.model.id,
      },
      work: makeWork(),
      clients: lifetime,
      clock: systemClock,
      log: nullLog,
    });
    const listening = server.listen();
    let exit: (cause: string) => void = () => undefined;
    const exited = new Promise<string>((resolve) => (exit = resolve));
    const end = async (cause: string): Promise<void> => {
      await listening.catch(() => undefined);
      await server.close();
      exit(cause);
    };
    void lifetime.over.then(end);
    return { pid: process.pid, exited, kill: (signal) => void end(`signal ${signal}`) };
  };
}

/** A session name that no other prompt has, so that nothing of an earlier test can be reused. */
export function freshSession(): string {
  return randomUUID();
}
