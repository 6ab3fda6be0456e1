/**
 * Whether anything is ever shown that does not fit the document as it is then, or that says something twice, in 10,000 keys on the product's
 * own typing path with the tiny model: `node test/bench/run.mjs stale [--keys 10000]`. Most keys come several times faster than somebody
 * types, so that answers come while the text changes; the others wait for the answer to the one before. Answers are remembered and prepared
 * as in the editor. How many are shown depends on the machine, and says nothing about the product's speed.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../../src/base/clock';
import { nullLog } from '../../src/base/log';
import { SkippingClock } from '../../src/cli/bench/skippingClock';
import { alignedTable } from '../../src/core/bench/alignedTable';
import type { TraceRecord } from '../../src/core/bench/typing/keyRecord';
import { typingFigures, type TypingFigures } from '../../src/core/bench/typing/typingFigures';
import type { Clock } from '../../src/core/ports';
import { Grammars } from '../../src/core/syntax/grammars';
import { TinyTypist } from '../engine/tinyTypist';
import { HurriedClock } from '../fakes/hurriedClock';
import { Bars } from './figures';
import { checkout, copyGrammars } from './sampleTree';

/** How fast keys come, against the pauses of somebody who types; 0: each waits for the answer to the one before. */
const paces = [
  { name: '8 times as fast', speed: 8, share: 0.4 },
  { name: '4 times as fast', speed: 4, share: 0.4 },
  { name: 'each answered', speed: 0, share: 0.2 },
] as const;
const keysOfTrace = 250;

const columns: readonly (readonly [name: string, text: (figures: TypingFigures) => string])[] = [
  ['keys', ({ keys }) => `${keys}`],
  ['shown', ({ shown }) => `${shown}`],
  ['from the cache', ({ fromCache }) => `${fromCache}`],
  ['stale', ({ stale }) => `${stale}`],
  ['double', ({ double }) => `${double}`],
  ['requests', ({ keys, requestsPerKey }) => `${Math.round(requestsPerKey * keys)}`],
  ['cancelled', ({ cancelledShare }) => `${(cancelledShare * 100).toFixed(1)} %`],
];

export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { keys: { type: 'string', default: '10000' } } });
  const wanted = Number(values.keys);
  const folder = await mkdtemp(path.join(tmpdir(), 'plinth-stale-'));
  const grammarsDir = await copyGrammars(path.join(folder, 'grammars'));
  const grammars = new Grammars((name) => readFile(path.join(grammarsDir, name)), nullLog);
  const typist = await TinyTypist.create(path.join(checkout, 'test/engine/tiny/tiny.gguf'), grammars);
  try {
    const startMs = systemClock.now();
    const records: TraceRecord[] = [];
    for (const { name, speed, share } of paces)
      records.push(...(await typeKeys(typist, clockOf(speed), Math.ceil(wanted * share), name)));
    console.log(`typed in ${((systemClock.now() - startMs) / 1_000).toFixed(0)} s`);
    return report(records, wanted);
  } finally {
    await typist.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

function clockOf(speed: number): Clock {
  if (speed === 0) return new SkippingClock(systemClock);
  const clock = new HurriedClock();
  clock.runTimes(speed);
  return clock;
}

/** Other seeds make other keys of the same sample. The records are of the side that the table names. */
async function typeKeys(typist: TinyTypist, clock: Clock, wanted: number, side: string): Promise<TraceRecord[]> {
  const records: TraceRecord[] = [];
  let left = wanted;
  for (let seed = 1; left > 0; seed++) {
    for (const name of ['web', 'shop'] as const) {
      const traces = typist.tracesOf(name, Math.min(keysOfTrace, Math.ceil(left / 2)), seed);
      const played = await typist.type(traces, clock, { cache: true });
      records.push(...played.map((record) => ({ ...record, side, trace: `${side} ${seed} ${record.trace}` })));
      left -= played.reduce((sum, { keys }) => sum + keys.length, 0);
      if (left <= 0) break;
    }
  }
  return records;
}

function report(records: readonly TraceRecord[], wanted: number): number {
  const sides = [...new Set(records.map(({ side }) => side))];
  const all = records.map((record) => ({ ...record, side: 'all' }));
  const figures = typingFigures([...records, ...all], [...sides, 'all'])[0]?.sides ?? {};
  const rows = Object.entries(figures).map(([side, own]) => [side, ...columns.map(([, text]) => text(own))]);
  console.log(alignedTable([['', ...columns.map(([name]) => name)], ...rows]));
  for (const kind of misfits(records)) console.log(kind);
  const bars = new Bars();
  bars.check('keys typed', figures['all']?.keys ?? 0, '>=', wanted);
  bars.check('shown', figures['all']?.shown ?? 0, '>=', 1);
  bars.check('shown though it did not fit', figures['all']?.stale ?? NaN, '<=', 0);
  bars.check('shown though it said something twice', figures['all']?.double ?? NaN, '<=', 0);
  return bars.exitCode;
}

/** Where to look. */
function misfits(records: readonly TraceRecord[]): string[] {
  return records.flatMap(({ trace, keys }) =>
    keys.flatMap(({ misfit, double, kind, from }, index) =>
      (misfit ?? double) === null ? [] : [`${trace}, key ${index + 1} (${kind}, from ${from}): ${misfit ?? double}`],
    ),
  );
}
