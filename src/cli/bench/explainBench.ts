import path from 'node:path';
import type { Command } from 'commander';
import { PlainError } from '../../base/errors';
import type { ExplainItem } from '../../core/bench/explain/explainItem';
import { explainCounts, explainItems } from '../../core/bench/explain/explainItems';
import { type ExplainedItem, explainReport } from '../../core/bench/explain/explainReport';
import { explainReportText } from '../../core/bench/explain/explainReportText';
import { type FunctionPlace, functionPlaces } from '../../core/bench/explain/functionPlaces';
import { Grammars } from '../../core/syntax/grammars';
import type { ExplainDepth } from '../../protocol/panel';
import type { CliTools } from '../cliTools';
import { engineWish } from '../engineWish';
import { IndexedFolders } from '../indexedFolders';
import { workspaceFolder } from '../sourceFile';
import { withWorkbench } from '../workbench';
import { BenchProgress } from './benchProgress';
import { type EngineFacts, engineFacts } from './engineFacts';
import { type ExplainResult, isExplainResult } from './explainResult';
import { runExplain } from './explainRun';
import { ExplainRunner } from './explainRunner';
import { type ReadWorkspaces, readWorkspaces } from './readWorkspaces';
import { ResultStore } from './resultStore';
import { writeOut } from './writeOut';

export interface ExplainBenchOptions {
  readonly depths: readonly ExplainDepth[];
  readonly limit: number;
  readonly salt: string;
  readonly out: string;
  readonly itemsOnly?: true;
}

interface Order {
  readonly sources: ReadWorkspaces<readonly FunctionPlace[]>;
  readonly out: string;
  readonly options: ExplainBenchOptions;
  readonly command: Command;
}

/** Builds the items, has them explained, writes the report. @throws PlainError */
export async function benchExplain(
  folders: readonly string[],
  options: ExplainBenchOptions,
  command: Command,
  tools: CliTools,
): Promise<void> {
  const { io, clock } = tools;
  const out = path.resolve(io.cwd, options.out);
  const absolute = await Promise.all([...new Set(folders)].map((folder) => workspaceFolder(folder, io.cwd)));
  const grammars = new Grammars(tools.readGrammar, tools.log);
  const sources = await readWorkspaces({ folders: absolute, grammars, clock, read: functionPlaces });
  const all = explainItems(sources.workspaces, options.salt);
  const items = options.limit === 0 ? all : all.slice(0, options.limit);
  if (items.length === 0) throw new PlainError('noItems', 'The folders hold no functions of 3 to 80 lines.');
  await writeOut(out, 'items.jsonl', items.map((item) => `${JSON.stringify(item)}\n`).join(''));
  io.out(explainCounts(items));
  if (options.itemsOnly === true) return;
  const { explained, engine } = await ask(items, { sources, out, options, command }, tools);
  const report = explainReport(explained, options.depths);
  const text = explainReportText(report);
  const head = { build: tools.version, ...engine, salt: options.salt, items: items.length };
  await writeOut(out, 'report.json', `${JSON.stringify({ ...head, ...report }, undefined, 2)}\n`);
  await writeOut(out, 'report.txt', text);
  io.out(`\n${text}\nItems, answers and report are in ${out}\n`);
}

async function ask(
  items: readonly ExplainItem[],
  { sources, out, options: { depths }, command }: Order,
  { io, clock, open, version }: CliTools,
): Promise<{ readonly explained: readonly ExplainedItem[]; readonly engine: EngineFacts }> {
  const { signal } = io;
  const store = await ResultStore.open<ExplainResult>(path.join(out, 'results.jsonl'), isExplainResult);
  return withWorkbench(open, engineWish(command), signal, async (bench, { engine }) => {
    await new IndexedFolders({ workspace: bench.workspace, clock }).add(sources.folders, signal);
    const runner = new ExplainRunner({ bench, root: sources.root, textOf: textsOf(sources), clock });
    await runner.warmUp(signal);
    const progress = new BenchProgress(io, clock, items.length * depths.length);
    try {
      const explained = await runExplain({
        items,
        depths,
        setting: [version, bench.model.path, engineFacts(bench, engine), sources.fingerprint],
        store,
        signal,
        answer: (item, depth, each) => runner.answer(item, depth, each),
        onAnswer: (isNew) => progress.step(isNew),
      });
      return { explained, engine: engineFacts(bench, engine) };
    } finally {
      progress.end();
    }
  });
}

function textsOf({ workspaces }: Order['sources']): (item: ExplainItem) => string {
  const texts = new Map(
    workspaces.flatMap(({ name, files }) => files.map((file) => [`${name}\0${file.path}`, file.text] as const)),
  );
  return ({ workspace, file }) => texts.get(`${workspace}\0${file}`) ?? '';
}
