/**
 * The index against a bare parse of the same files, its memory, and a warm start against a cold one:
 * `node test/bench/run.mjs index [--files 20000] [--rounds 1] [FOLDER]`. Without a folder it makes a tree of copies of the declarations and
 * scripts in node_modules. Each run is a process of its own; index and parse take turns, A B B A.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { Bars } from './figures';
import type { IndexRun, ParseRun } from './indexChild';
import { copyGrammars, makeTree } from './sampleTree';

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

export async function main(args: string[]): Promise<number> {
  const options = { files: { type: 'string', default: '20000' }, rounds: { type: 'string', default: '1' } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const scratch = await mkdtemp(path.join(tmpdir(), 'plinth-index-'));
  try {
    const grammarsDir = await copyGrammars(path.join(scratch, 'grammars'));
    const folder = positionals[0] ?? (await makeTree(path.join(scratch, 'tree'), Number(values.files)));
    const store = path.join(scratch, 'store');
    const cold: IndexRun[] = [];
    const bare: ParseRun[] = [];
    const warm: IndexRun[] = [];
    const runCold = async (): Promise<void> => {
      await rm(store, { recursive: true, force: true });
      cold.push(await runChild<IndexRun>(['index', folder, grammarsDir, store]));
    };
    const runBare = async (): Promise<void> => void bare.push(await runChild<ParseRun>(['parse', folder, grammarsDir]));
    for (let round = 0; round < Number(values.rounds); round++) {
      for (const run of [runCold, runBare, runBare, runCold]) await run();
      for (let again = 0; again < 2; again++) warm.push(await runChild(['index', folder, grammarsDir, store]));
    }
    return report(cold, bare, warm);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function report(cold: readonly IndexRun[], bare: readonly ParseRun[], warm: readonly IndexRun[]): number {
  const bars = new Bars();
  const rate = (runs: readonly { readonly files: number; readonly ms: number }[]): number =>
    sum(runs.map(({ files }) => files)) / (sum(runs.map(({ ms }) => ms)) / 1_000);
  const withReading = bare.map(({ files, withReadingMs }) => ({ files, ms: withReadingMs }));
  const seconds = (runs: readonly IndexRun[]): string => runs.map(({ ms }) => (ms / 1_000).toFixed(2)).join(', ');
  const mebibytes = (runs: readonly IndexRun[], of: (run: IndexRun) => number): string =>
    runs.map((run) => of(run).toFixed(0)).join(', ');
  console.log(`files: ${cold[0]?.files} indexed, ${bare[0]?.files} parsed, ${bare[0]?.units} UTF-16 units`);
  console.log(`passed over: ${JSON.stringify(cold[0]?.skipped)}`);
  console.log(`cold: ${rate(cold).toFixed(0)} files/s (${seconds(cold)} s), all in: walk, read, parse, facts`);
  console.log(`bare parse: ${rate(bare).toFixed(0)} files/s; with reading: ${rate(withReading).toFixed(0)} files/s`);
  bars.check('cold against bare parse', rate(cold) / rate(bare), '>=', 0.5);
  const cpuRate = (runs: readonly { readonly files: number; readonly cpuMs: number }[]): number =>
    rate(runs.map(({ files, cpuMs }) => ({ files, ms: cpuMs })));
  console.log(`the same by CPU time of the whole process: ${(cpuRate(cold) / cpuRate(bare)).toFixed(2)}`);
  const coldMs = sum(cold.map(({ ms }) => ms)) / cold.length;
  const warmMs = sum(warm.map(({ ms }) => ms)) / warm.length;
  console.log(`warm: ${seconds(warm)} s`);
  bars.check('warm against cold', warmMs / coldMs, '<=', 0.1);
  for (const [name, runs] of [['cold', cold] as const, ['warm', warm] as const]) {
    const places = [(run: IndexRun) => run.startMiB, (run: IndexRun) => run.peakMiB, (run: IndexRun) => run.endMiB];
    const [start, peak, end] = places.map((place) => mebibytes(runs, place));
    console.log(`resident after a ${name} start, in MiB: ${end}; at the most ${peak}; before ${start}`);
    const mostMB = Math.max(...runs.map(({ endMiB }) => (endMiB * 2 ** 20) / 1e6));
    bars.check(`whole process at rest after a ${name} start, in MB`, mostMB, '<=', 150);
  }
  return bars.exitCode;
}

async function runChild<T>(args: readonly string[]): Promise<T> {
  const child = path.join(import.meta.dirname, 'child.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [child, ...args]);
  return JSON.parse(stdout) as T;
}
