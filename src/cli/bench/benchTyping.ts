import path from 'node:path';
import type { Command } from 'commander';
import { PlainError } from '../../base/errors';
import { buildTraces } from '../../core/bench/typing/buildTraces';
import type { TraceRecord } from '../../core/bench/typing/keyRecord';
import { PeerRing } from '../../core/bench/typing/peer/peerRing';
import type { TypingTrace } from '../../core/bench/typing/trace';
import { longestBlockMs, typingFigures } from '../../core/bench/typing/typingFigures';
import { typingText } from '../../core/bench/typing/typingText';
import type { Clock } from '../../core/ports';
import type { DocumentSnapshot } from '../../core/text/snapshot';
import { Grammars } from '../../core/syntax/grammars';
import { PlinthIgnore } from '../../node/plinthIgnore';
import type { CliTools } from '../cliTools';
import { engineWish } from '../engineWish';
import { IndexedFolders } from '../indexedFolders';
import { sourceName, workspaceFolder } from '../sourceFile';
import { withWorkbench, type Workbench } from '../workbench';
import { BenchProgress } from './benchProgress';
import { type EngineFacts, engineFacts } from './engineFacts';
import { PeerServer } from './peerServer';
import { PeerSide } from './peerSide';
import { PlinthSide } from './plinthSide';
import { ResultStore } from './resultStore';
import { type Scan, scanWorkspaces } from './scanWorkspaces';
import { SkippingClock } from './skippingClock';
import { isTypingResult, runTyping, type TypingResult } from './typingRun';
import type { TypingSide } from './typingSide';
import { VirtualKeyboard } from './virtualKeyboard';
import { writeOut } from './writeOut';

export interface TypingOptions {
  readonly out: string;
  readonly seed: number;
  readonly traces: number;
  readonly keys: number;
  readonly lines: readonly number[];
  readonly asFast?: true;
  readonly cache: boolean;
  readonly peer?: string;
  readonly peerChunks: number;
}

interface Answered {
  readonly records: readonly TraceRecord[];
  readonly sides: readonly string[];
  readonly engine: EngineFacts;
}

/** Builds the traces, types them on each side, writes the report. @throws PlainError, UsageError */
export async function benchTyping(
  folders: readonly string[],
  options: TypingOptions,
  command: Command,
  tools: CliTools,
): Promise<void> {
  const { io, clock } = tools;
  const out = path.resolve(io.cwd, options.out);
  const absolute = await Promise.all([...new Set(folders)].map((folder) => workspaceFolder(folder, io.cwd)));
  const server = options.peer === undefined ? undefined : new PeerServer(options.peer);
  await server?.check(io.signal);
  const grammars = new Grammars(tools.readGrammar, tools.log);
  // The salt chooses where in a line an item begins, which no trace asks about.
  const scan = await scanWorkspaces({ folders: absolute, salt: '', kinds: ['body'], grammars, clock });
  const traces = buildTraces(scan.workspaces, options);
  if (traces.length === 0) throw new PlainError('noItems', 'The folders hold no bodies of functions to type again.');
  const keys = traces.reduce((sum, trace) => sum + trace.keys.length, 0);
  io.out(`${keys} keys in ${traces.length} ${traces.length === 1 ? 'file' : 'files'}\n`);
  const answered = await answer(traces, { scan, out, options, command, server }, tools);
  const groups = typingFigures(answered.records, answered.sides);
  const blocks = Object.fromEntries(answered.sides.map((side) => [side, longestBlockMs(answered.records, side)]));
  const text = typingText(groups, blocks);
  const { seed, cache, asFast = false, peerChunks } = options;
  const lines = traces.map((trace) => trace.lines);
  const setting = {
    seed,
    cache,
    asFast,
    ...(server === undefined ? {} : { peerChunks }),
    traces: traces.length,
    lines,
  };
  const report = { build: tools.version, ...answered.engine, ...setting, longestBlockMs: blocks, groups };
  await writeOut(out, 'report.json', `${JSON.stringify(report, undefined, 2)}\n`);
  await writeOut(out, 'report.txt', text);
  io.out(`\n${text}\nRecords and report are in ${out}\n`);
}

interface Order {
  readonly scan: Scan;
  readonly out: string;
  readonly options: TypingOptions;
  readonly command: Command;
  readonly server: PeerServer | undefined;
}

async function answer(traces: readonly TypingTrace[], order: Order, tools: CliTools): Promise<Answered> {
  const { io } = tools;
  const { scan, options, server } = order;
  const store = await ResultStore.open<TypingResult>(path.join(order.out, 'records.jsonl'), isTypingResult);
  return withWorkbench(tools.open, engineWish(order.command), io.signal, async (bench, { engine }) => {
    const clock = options.asFast === true ? new SkippingClock(tools.clock) : tools.clock;
    const folders = new IndexedFolders({ workspace: bench.workspace, clock: tools.clock });
    await folders.add(scan.folders, io.signal);
    const sides: TypingSide[] = [plinthSide(bench, folders, clock, options, tools)];
    if (server !== undefined)
      sides.push(
        new PeerSide({ server, ring: new PeerRing(options.peerChunks), cache: options.cache, clock: tools.clock }),
      );
    const keyboard = new VirtualKeyboard({
      clock,
      asFast: options.asFast === true,
      snapshotOf: (trace) => snapshotOf(trace, scan.root),
    });
    const progress = new BenchProgress(io, tools.clock, traces.length * sides.length);
    const { cache, asFast = false, peer = '', peerChunks } = options;
    try {
      const records = await runTyping({
        traces,
        sides,
        setting: [
          tools.version,
          bench.model.path,
          engineFacts(bench, engine),
          scan.fingerprint,
          { cache, asFast, peer, peerChunks },
        ],
        store,
        signal: io.signal,
        play: (trace, side) => keyboard.play(trace, side, io.signal),
        onRecord: (isNew) => progress.step(isNew),
      });
      return { records, sides: sides.map(({ name }) => name), engine: engineFacts(bench, engine) };
    } finally {
      progress.end();
    }
  });
}

function plinthSide(
  bench: Workbench,
  folders: IndexedFolders,
  clock: Clock,
  { cache, asFast, peer }: TypingOptions,
  tools: CliTools,
): PlinthSide {
  const withheld = new PlinthIgnore(tools.clock);
  // Beside a rival times are what counts, else the counts of tokens.
  const followsSpeed = asFast !== true || peer !== undefined;
  const { log } = tools;
  return new PlinthSide({ bench, context: () => folders.context, withheld, cache, clock, followsSpeed, log });
}

function snapshotOf({ workspace, file, language, text }: TypingTrace, root: string): DocumentSnapshot {
  const folder = path.join(root, workspace);
  return { ...sourceName(path.join(folder, file), folder), languageId: language, version: 1, text };
}
