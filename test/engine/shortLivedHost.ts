/** A host for the test of what happens when hosts die: starts an engine, says so on stdout, and waits to be killed. */
import { systemClock } from '../../src/base/clock';
import { nullLog } from '../../src/base/log';
import { EngineClient } from '../../src/client/engineClient';

const [engineFile = '', runtimeRoot = '', buildId = ''] = process.argv.slice(2);
const client = new EngineClient({
  engineFile,
  buildId,
  runtimeRoot,
  clock: systemClock,
  log: nullLog,
  limits: { exitAfterLossMs: 3000 },
});
client.onStatus((view) => {
  if (view.state === 'ready') process.stdout.write('ready\n');
});
client.configure({
  model: { id: 'scripted', path: '/nowhere.gguf', verified: false },
  gpu: 'off',
  threads: 1,
  contextTokens: 1024,
  unloadAfterMs: 0,
});
