/**
 * How long the host's thread is held up while the worker fills the index: `node test/bench/run.mjs blocks [--files 20000] [--idle 30]`.
 * A timer fires each millisecond; the CPU time that the thread used since the last time is that of one turn of its event loop, or of the
 * few between two timers. The same is taken with the worker at rest, before and after, and subtracted.
 */
import { parseArgs } from 'node:util';
import { Bars, spread } from './figures';
import { IndexedWorkspace } from './indexedWorkspace';
import { quantile } from '../../src/core/bench/quantile';
import { watchTurns } from './turns';

const shares = [0.5, 0.99, 0.999];

export async function main(args: string[]): Promise<number> {
  const options = { files: { type: 'string', default: '20000' }, idle: { type: 'string', default: '30' } } as const;
  const { values } = parseArgs({ args, options });
  const workspace = await IndexedWorkspace.create(Number(values.files));
  const idleMs = (Number(values.idle) / 2) * 1_000;
  const bars = new Bars();
  try {
    // Starts the thread.
    workspace.client.open({ uri: 'file:///w/a.ts', languageId: 'typescript', version: 1, text: 'let a = 1;\n' });
    await watchTurns(() => sleep(3_000));
    const before = await watchTurns(() => sleep(idleMs));
    let filled = { files: 0, ms: 0 };
    const busy = await watchTurns(async () => void (filled = await workspace.fill()));
    const after = await watchTurns(() => sleep(idleMs));
    const idle = [...before, ...after];
    console.log(`files: ${filled.files} indexed in ${(filled.ms / 1_000).toFixed(1)} s`);
    console.log(`CPU time of turns while indexing: ${spread(busy, shares)}`);
    console.log(`at rest: ${spread(idle, shares)}`);
    bars.check('files indexed', filled.files, '>=', Number(values.files) * 0.95);
    const more = Math.max(0, quantile(busy, 0.999) - quantile(idle, 0.999));
    bars.check('turns while indexing less those at rest, p99.9 in ms', more, '<=', 16);
  } finally {
    await workspace.dispose();
  }
  return bars.exitCode;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
