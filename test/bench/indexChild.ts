/**
 * One run of the index measurement, in a process of its own, so that its memory is its own too: `index` fills the index of a folder through
 * the worker thread, as the editor does; `parse` parses the same files and nothing more. Prints its figures as one line of JSON.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Parser } from 'web-tree-sitter';
import { systemClock } from '../../src/base/clock';
import { nullLog } from '../../src/base/log';
import { WorkerClient } from '../../src/client/workerClient';
import { Grammars } from '../../src/core/syntax/grammars';
import { languages } from '../../src/core/syntax/languages';
import { SourceReader } from '../../src/node/sourceReader';

export interface IndexRun {
  readonly kind: 'index';
  readonly ms: number;
  /** Of all threads of the process; says more than `ms` on a machine that does other things too. */
  readonly cpuMs: number;
  readonly files: number;
  readonly skipped: Readonly<Record<string, number>>;
  /** Of the whole process, in MiB: before, at the most, and at the end. */
  readonly startMiB: number;
  readonly peakMiB: number;
  readonly endMiB: number;
}

export interface ParseRun {
  readonly kind: 'parse';
  /** The parsing alone. */
  readonly ms: number;
  /** As in {@link IndexRun}, with reading the files. */
  readonly cpuMs: number;
  /** With reading the files. */
  readonly withReadingMs: number;
  readonly files: number;
  readonly units: number;
}

function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

const residentMiB = (): number => process.memoryUsage.rss() / 2 ** 20;

async function fillIndex(folder: string, grammarsDir: string, storeFolder: string): Promise<IndexRun> {
  const workerFile = path.join(import.meta.dirname, 'worker.mjs');
  const startMiB = residentMiB();
  let peakMiB = startMiB;
  const timer = setInterval(() => (peakMiB = Math.max(peakMiB, residentMiB())), 20);
  const client = new WorkerClient({ workerFile, grammarsDir, clock: systemClock, log: nullLog, flushMs: 30_000 });
  const startMs = performance.now();
  const cpu = process.cpuUsage();
  const ready = new Promise<void>((resolve) => {
    client.onIndexProgress(({ state }) => state === 'ready' && resolve());
  });
  client.configureIndex({ roots: [{ folder, exclude: [] }], storeFolder });
  await ready;
  const ms = performance.now() - startMs;
  const cpuMs = cpuSince(cpu);
  // At rest, as the editor sees it from then on.
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  clearInterval(timer);
  const { files, skipped } = client.indexProgress;
  const endMiB = residentMiB();
  await client.dispose();
  return { kind: 'index', ms, cpuMs, files, skipped, startMiB, peakMiB: Math.max(peakMiB, endMiB), endMiB };
}

async function parseAll(folder: string, grammarsDir: string): Promise<ParseRun> {
  const grammars = new Grammars((name) => readFile(path.join(grammarsDir, name)), nullLog);
  const parsers = new Map<string, Parser>();
  for (const [languageId, { extensions }] of Object.entries(languages)) {
    const grammar = await grammars.load(languageId);
    if (grammar === undefined) continue;
    for (const extension of extensions) parsers.set(extension, new Parser().setLanguage(grammar.language));
  }
  const reader = new SourceReader();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const run = { ms: 0, files: 0, units: 0 };
  const startMs = performance.now();
  const cpu = process.cpuUsage();
  for (const entry of entries.filter((each) => each.isFile())) {
    const parser = parsers.get(path.extname(entry.name).slice(1));
    if (parser === undefined) continue;
    const source = reader.read(path.join(entry.parentPath, entry.name));
    if ('skip' in source) continue;
    const parseStartMs = performance.now();
    parser.parse(source.text)?.delete();
    run.ms += performance.now() - parseStartMs;
    run.files++;
    run.units += source.text.length;
  }
  return { kind: 'parse', cpuMs: cpuSince(cpu), withReadingMs: performance.now() - startMs, ...run };
}

const [kind, folder = '', grammarsDir = '', storeFolder = ''] = process.argv.slice(2);
const run = kind === 'index' ? fillIndex(folder, grammarsDir, storeFolder) : parseAll(folder, grammarsDir);
console.log(JSON.stringify(await run));
