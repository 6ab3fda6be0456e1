import path from 'node:path';
import type { Command } from 'commander';
import { PlainError } from '../../base/errors';
import { type BenchArm, usesContext } from '../../core/bench/arms';
import type { BenchItem, ItemKind, ItemTag } from '../../core/bench/benchItem';
import { type ArmAnswers, benchReport } from '../../core/bench/benchReport';
import { buildItems } from '../../core/bench/buildItems';
import { itemCounts } from '../../core/bench/itemCounts';
import { reportText } from '../../core/bench/reportText';
import { Grammars } from '../../core/syntax/grammars';
import type { CliTools } from '../cliTools';
import { engineWish } from '../engineWish';
import { IndexedFolders } from '../indexedFolders';
import { workspaceFolder } from '../sourceFile';
import { UsageError } from '../usageError';
import { withWorkbench } from '../workbench';
import { contextOfIndex } from './armContext';
import { ArmRunner } from './armRunner';
import { BenchProgress } from './benchProgress';
import { type BenchResult, isBenchResult } from './benchResult';
import { type EngineFacts, engineFacts } from './engineFacts';
import { runQuality } from './qualityRun';
import { ResultStore } from './resultStore';
import { type Scan, scanWorkspaces } from './scanWorkspaces';
import { writeOut } from './writeOut';

export interface QualityOptions {
  readonly arms: readonly BenchArm[];
  readonly kinds: readonly ItemKind[];
  readonly tags: readonly ItemTag[];
  readonly limit: number;
  readonly perFile: number;
  readonly promptTokens: number;
  readonly contextTokens?: number;
  readonly salt: string;
  readonly out: string;
  readonly itemsOnly?: true;
}

/** Draws the intervals; any number will do, as long as it stays the same. */
const BOOTSTRAP_SEED = 20_261_123;

/** Builds the items, asks the arms, writes the report. @throws PlainError, UsageError */
export async function benchQuality(
  folders: readonly string[],
  options: QualityOptions,
  command: Command,
  tools: CliTools,
): Promise<void> {
  const { io } = tools;
  if (new Set(options.arms.map(({ name }) => name)).size < options.arms.length)
    throw new UsageError('An arm is named twice.');
  const out = path.resolve(io.cwd, options.out);
  const absolute = await Promise.all([...new Set(folders)].map((folder) => workspaceFolder(folder, io.cwd)));
  const grammars = new Grammars(tools.readGrammar, tools.log);
  const { salt, kinds } = options;
  const scan = await scanWorkspaces({ folders: absolute, salt, kinds, grammars, clock: tools.clock });
  const all = buildItems(scan.workspaces, options);
  const items = options.limit === 0 ? all : all.slice(0, options.limit);
  if (items.length === 0) throw new PlainError('noItems', 'The folders hold no code that such items can be made of.');
  await writeOut(out, 'items.jsonl', items.map((item) => `${JSON.stringify(item)}\n`).join(''));
  io.out(itemCounts(items));
  if (options.itemsOnly === true) return;
  const setting = { promptTokens: options.promptTokens, contextTokens: contextTokensOf(options) };
  const { answers, engine } = await ask(items, scan, { out, options, command }, tools);
  const groups = benchReport(items, answers, BOOTSTRAP_SEED);
  const text = reportText(groups);
  const head = { build: tools.version, ...engine, salt: options.salt, ...setting, items: items.length };
  await writeOut(out, 'report.json', `${JSON.stringify({ ...head, groups }, undefined, 2)}\n`);
  await writeOut(out, 'report.txt', text);
  io.out(`\n${text}\nItems, answers and report are in ${out}\n`);
}

function contextTokensOf({ contextTokens, promptTokens }: QualityOptions): number {
  return Math.min(promptTokens, contextTokens ?? Math.floor(promptTokens / 3));
}

async function ask(
  items: readonly BenchItem[],
  scan: Scan,
  { out, options, command }: { readonly out: string; readonly options: QualityOptions; readonly command: Command },
  tools: CliTools,
): Promise<{ readonly answers: readonly ArmAnswers[]; readonly engine: EngineFacts }> {
  const { io, clock, log } = tools;
  const budget = { promptTokens: options.promptTokens, contextTokens: contextTokensOf(options) };
  const store = await ResultStore.open<BenchResult>(path.join(out, 'results.jsonl'), isBenchResult);
  return withWorkbench(tools.open, engineWish(command), io.signal, async (bench, { engine }) => {
    const { workspace } = bench;
    if (options.arms.some(usesContext)) await new IndexedFolders({ workspace, clock }).add(scan.folders, io.signal);
    const contextOf = contextOfIndex(workspace, clock);
    const runner = new ArmRunner({ bench, contextOf, root: scan.root, budget, clock, log });
    const progress = new BenchProgress(io, clock, items.length * options.arms.length);
    try {
      const answers = await runQuality({
        items,
        arms: options.arms,
        setting: [tools.version, bench.model.path, engineFacts(bench, engine), budget, scan.fingerprint],
        store,
        signal: io.signal,
        answer: (item, arm, signal) => runner.answer(item, arm, signal),
        onAnswer: (isNew) => progress.step(isNew),
      });
      return { answers, engine: engineFacts(bench, engine) };
    } finally {
      progress.end();
    }
  });
}
