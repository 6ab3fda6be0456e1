import path from 'node:path';
import type { Command } from 'commander';
import { PlainError } from '../../base/errors';
import { fixCounts } from '../../core/bench/fix/fixCounts';
import type { FaultKind, FixItem } from '../../core/bench/fix/fixItem';
import { type FixArmAnswers, fixReport } from '../../core/bench/fix/fixReport';
import { fixReportText } from '../../core/bench/fix/fixReportText';
import { Grammars } from '../../core/syntax/grammars';
import type { CliTools, OwnedChecker } from '../cliTools';
import { engineWish } from '../engineWish';
import { IndexedFolders } from '../indexedFolders';
import { workspaceFolder } from '../sourceFile';
import { stopIfAborted, withWorkbench } from '../workbench';
import { BenchProgress } from './benchProgress';
import { type EngineFacts, engineFacts } from './engineFacts';
import { type FixArm, FixArms, isAsked } from './fixArms';
import { fixItems, type FixProof, isFixProof, triesOf } from './fixItems';
import { FixProver } from './fixProver';
import { FunctionPrograms } from './functionPrograms';
import { type FixResult, isFixResult } from './fixResult';
import { type FaultySources, faultySources } from './fixSources';
import { resultKey, ResultStore } from './resultStore';
import { writeOut } from './writeOut';

export interface FixBenchOptions {
  readonly arms: readonly FixArm[];
  readonly kinds: readonly FaultKind[];
  readonly limit: number;
  readonly correct: number;
  readonly perFile: number;
  readonly salt: string;
  readonly out: string;
  readonly itemsOnly?: true;
}

/** Draws the intervals; any number will do, as long as it stays the same. */
const bootstrapSeed = 20_261_123;

interface FixBench {
  readonly options: FixBenchOptions;
  readonly out: string;
  readonly sources: FaultySources;
  readonly folders: readonly string[];
  readonly checker: OwnedChecker;
  readonly programs: FunctionPrograms;
  readonly tools: CliTools;
}

/** Builds the items, asks the arms, writes the report. @throws PlainError */
export async function benchFix(
  folders: readonly string[],
  options: FixBenchOptions,
  command: Command,
  tools: CliTools,
): Promise<void> {
  const { io, clock, log } = tools;
  const out = path.resolve(io.cwd, options.out);
  const absolute = await Promise.all([...new Set(folders)].map((folder) => workspaceFolder(folder, io.cwd)));
  const grammars = new Grammars(tools.readGrammar, log);
  const { salt, kinds } = options;
  const sources = await faultySources({ folders: absolute, salt, kinds, grammars, clock });
  const checker = await tools.openChecker(sources.root, false);
  const programs = new FunctionPrograms(clock);
  try {
    const bench = { options, out, sources, folders: absolute, checker, programs, tools };
    const items = await itemsOf(bench);
    if (items.length === 0) throw new PlainError('noItems', 'The folders hold no code that such items can be made of.');
    await writeOut(out, 'items.jsonl', items.map((item) => `${JSON.stringify(item)}\n`).join(''));
    io.out(fixCounts(items));
    if (options.itemsOnly !== true) await ask(items, bench, command);
  } finally {
    await Promise.all([checker.dispose(), programs.dispose()]);
  }
}

async function itemsOf({ options, out, sources, checker, programs, tools }: FixBench): Promise<FixItem[]> {
  const { io, clock, version } = tools;
  const { signal } = io;
  const { salt, limit, correct, perFile } = options;
  const store = await ResultStore.open<FixProof>(path.join(out, 'tried.jsonl'), isFixProof);
  io.err('plinth: looking for faults that a checker or a call can tell\n');
  const tries = triesOf({ sources, salt, perFile });
  const progress = new BenchProgress(io, clock, limit === 0 ? tries : Math.min(tries, limit + correct));
  try {
    return await fixItems({
      sources,
      prover: new FixProver({ checker, programs, signal }),
      store,
      setting: [version, process.version, salt],
      salt,
      limit,
      correct,
      perFile,
      signal,
      onTried: (isNew, isItem) => (limit === 0 || isItem ? progress.step(isNew) : undefined),
    });
  } finally {
    progress.end();
  }
}

async function ask(items: readonly FixItem[], bench: FixBench, command: Command): Promise<void> {
  const { options, out, sources, tools } = bench;
  const { answers, engine } = await answersOf(items, bench, command);
  const groups = fixReport(items, answers, bootstrapSeed);
  const text = fixReportText(groups);
  const head = { build: tools.version, node: process.version, ...engine, salt: options.salt, items: items.length };
  await writeOut(
    out,
    'report.json',
    `${JSON.stringify({ ...head, fingerprint: sources.fingerprint, groups }, undefined, 2)}\n`,
  );
  await writeOut(out, 'report.txt', text);
  tools.io.out(`\n${text}\nItems, answers and report are in ${out}\n`);
}

async function answersOf(
  items: readonly FixItem[],
  { options, out, sources, folders, checker, programs, tools }: FixBench,
  command: Command,
): Promise<{ readonly answers: readonly FixArmAnswers[]; readonly engine: EngineFacts }> {
  const { io, clock, log } = tools;
  const { signal } = io;
  const store = await ResultStore.open<FixResult>(path.join(out, 'results.jsonl'), isFixResult);
  return withWorkbench(tools.open, engineWish(command), signal, async (bench, { engine }) => {
    const facts = engineFacts(bench, engine);
    await new IndexedFolders({ workspace: bench.workspace, clock }).add(folders, signal);
    const arms = new FixArms({ bench, checker, programs, root: sources.root, clock, log });
    const setting = [tools.version, process.version, bench.model.path, facts, sources.fingerprint];
    const pairs = items.flatMap((item) =>
      options.arms.filter((arm) => isAsked(arm, item)).map((arm) => ({ item, arm })),
    );
    const answers = options.arms.map((arm) => ({ arm, answers: new Map<string, FixResult>() }));
    const progress = new BenchProgress(io, clock, pairs.length);
    try {
      for (const { item, arm } of pairs) {
        const key = resultKey([item, arm, setting]);
        const known = store.get(key);
        stopIfAborted(signal);
        const result = known ?? {
          key,
          id: item.id,
          arm,
          ...(await arms.answer(item, arm, signal).catch(rethrow(signal))),
        };
        if (known === undefined) await store.add(result);
        answers.find((each) => each.arm === arm)?.answers.set(item.id, result);
        progress.step(known === undefined);
      }
    } finally {
      progress.end();
    }
    return { answers, engine: facts };
  });
}

/** Whatever fails after Ctrl+C fails because of it. */
function rethrow(signal: AbortSignal): (error: unknown) => never {
  return (error) => {
    stopIfAborted(signal);
    throw error;
  };
}
