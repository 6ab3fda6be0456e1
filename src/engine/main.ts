/** Entry of the engine process: `engine.mjs CONFIG_FILE`. Ends itself when nobody needs it any more. */
import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { systemClock } from '../base/clock';
import { describeError } from '../base/errors';
import type { Log } from '../base/log';
import type { EngineConfig } from '../protocol/engineConfig';
import { Lifetime } from './lifetime';
import { ModelWork } from './modelWork';
import { readEngineConfig } from './readEngineConfig';
import { EngineServer } from './server';
import { stderrLog } from './stderrLog';

declare const PLINTH_BUILD_ID: string;

const maxLogBytes = 4 * 1024 * 1024;
/** Freeing a model takes well under a second; a driver that hangs in it must not keep the process. */
const maxDisposeMs = 5000;
const exitCode = { done: 0, crashed: 1, wrongUse: 2 } as const;

async function serve(config: EngineConfig, log: Log): Promise<void> {
  const { exitAfterGoodbyeMs, exitAfterLossMs } = config;
  const lifetime = new Lifetime({ clock: systemClock, exitAfterGoodbyeMs, exitAfterLossMs });
  const work = new ModelWork({ config, log, clock: systemClock });
  const server = new EngineServer({
    address: config.address,
    identity: { secret: config.secret, buildId: PLINTH_BUILD_ID, modelId: config.model.id },
    work,
    clients: lifetime,
    clock: systemClock,
    log,
  });
  // Before the socket is there to be seen: a signal must never find the default handler, which would leave the socket.
  const end = Promise.race([lifetime.over, terminated()]);
  await server.listen();
  log.info(`Listening, build ${PLINTH_BUILD_ID}, process ${process.pid}, model ${config.model.id}.`);
  log.info(`Ending: ${await end}.`);
  await server.close();
  await Promise.race([work.dispose(), systemClock.sleep(maxDisposeMs)]);
}

function terminated(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve(signal));
  });
}

/** The state is unknown after an uncaught error, so nothing is freed by hand; only the socket goes. */
function exitOnUncaught(log: Log, config: EngineConfig): void {
  process.on('uncaughtException', (error) => {
    log.error(`Uncaught: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    if (process.platform !== 'win32') rmSync(config.address, { force: true });
    process.exit(exitCode.crashed);
  });
}

async function main(): Promise<number> {
  const log = stderrLog(maxLogBytes);
  const configFile = process.argv[2];
  if (configFile === undefined || process.argv.length > 3) {
    log.error('Usage: engine.mjs CONFIG_FILE');
    return exitCode.wrongUse;
  }
  try {
    const config = await readEngineConfig(configFile);
    exitOnUncaught(log, config);
    await serve(config, log);
    // The secret is of no use any more, and the client may have died before it could clean up.
    await rm(configFile, { force: true });
    return exitCode.done;
  } catch (error) {
    log.error(describeError(error));
    return exitCode.crashed;
  }
}

process.exit(await main());
