import path from 'node:path';
import type { Command } from 'commander';
import { PlainError } from '../../base/errors';
import type { ExplainItem } from '../../core/bench/explain/explainItem';
import { explainCounts, explainItems } from '../../core/bench/explain/explainItems';
import { type ExplainedItem, explainReport } from '../../core/bench/explain/explainReport';
import { explainReportText } from '../../core/bench/explain/explainReportText';
import { type RoundTripFunction, roundTripFunctions, type RoundTripItem } from '../../core/bench/explain/roundTripItem';
import { type RoundTrip, roundTripReport } from '../../core/bench/explain/roundTripReport';
import { type FunctionPlace, functionPlaces } from '../../core/bench/explain/functionPlaces';
import { Grammars } from '../../core/syntax/grammars';
import type { ParsedDocument } from '../../core/syntax/trees';
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
import { RoundTripBench, type RoundTripBenchParts } from './roundTripBench';
import { writeOut } from './writeOut';

export interface ExplainBenchOptions {
  readonly depths: readonly ExplainDepth[];
  readonly limit: number;
  readonly salt: string;
  readonly out: string;
  readonly itemsOnly?: true;
  readonly roundTrip?: true;
}

/** The functions of a file, those that can be written again apart. */
interface FileFunctions {
  readonly places: readonly FunctionPlace[];
  readonly again: readonly RoundTripFunction[];
}

interface Order {
  readonly sources: ReadWorkspaces<FileFunctions>;
  readonly out: string;
  readonly options: ExplainBenchOptions;
  readonly command: Command;
  readonly roundTrip: RoundTripBench | undefined;
}

interface Chosen {
  readonly items: readonly ExplainItem[];
  /** The same items with what their calls give; absent where nothing is written again. */
  readonly trips?: readonly RoundTripItem[];
}

interface Asked {
  readonly explained: readonly ExplainedItem[];
  readonly written: readonly RoundTrip[] | undefined;
  readonly engine: EngineFacts;
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
  const read = (document: ParsedDocument): FileFunctions => ({
    places: functionPlaces(document),
    again: options.roundTrip === true ? roundTripFunctions(document, options.salt) : [],
  });
  const sources = await readWorkspaces({ folders: absolute, grammars, clock, read });
  const roundTrip = options.roundTrip === true ? roundTripOf({ sources, out, grammars, tools }) : undefined;
  try {
    const order = { sources, out, options, command, roundTrip };
    const chosen = await chosenItems(order);
    const lines = (chosen.trips ?? chosen.items).map(itemLine);
    await writeOut(out, 'items.jsonl', lines.join(''));
    io.out(explainCounts(chosen.items));
    if (options.itemsOnly !== true) await report(chosen, order, tools);
  } finally {
    await roundTrip?.dispose();
  }
}

/** @throws PlainError `noItems` */
async function chosenItems({ sources, options, roundTrip }: Order): Promise<Chosen> {
  const { salt, limit } = options;
  const workspaces = sources.workspaces.map(({ name, files }) => ({
    name,
    files: files.map(({ found, ...file }) => ({ ...file, found: found.places })),
  }));
  const all = explainItems(workspaces, salt);
  const trips = await roundTrip?.items(all, limit);
  const items = trips?.map(({ item }) => item) ?? (limit === 0 ? all : all.slice(0, limit));
  if (items.length > 0) return { items, ...(trips === undefined ? {} : { trips }) };
  const which = roundTrip === undefined ? '' : ' whose calls give known results';
  throw new PlainError('noItems', `The folders hold no functions of 3 to 80 lines${which}.`);
}

function itemLine(one: ExplainItem | RoundTripItem): string {
  const { item, ...rest } = 'item' in one ? one : { item: one };
  return `${JSON.stringify({ ...item, ...rest })}\n`;
}

function roundTripOf({
  sources,
  ...parts
}: Pick<Order, 'sources'> & Omit<RoundTripBenchParts, 'files' | 'fingerprint'>): RoundTripBench {
  const files = sources.workspaces.flatMap(({ name: workspace, files: all }, at) =>
    all.map(({ found, ...file }) => ({
      ...file,
      workspace,
      folder: sources.folders[at] ?? '',
      functions: found.again,
    })),
  );
  return new RoundTripBench({ ...parts, files, fingerprint: sources.fingerprint });
}

/** Has the items explained, writes the report. */
async function report(chosen: Chosen, order: Order, tools: CliTools): Promise<void> {
  const { out, options } = order;
  const { depths, salt } = options;
  const { explained, written, engine } = await ask(chosen, order, tools);
  const figures = explainReport(explained, depths);
  const again = written && roundTripReport(written, ['signature', ...depths]);
  const text = explainReportText(figures, again);
  const head = { build: tools.version, ...engine, salt, items: chosen.items.length };
  const whole = { ...head, ...figures, ...(again === undefined ? {} : { roundTrip: again }) };
  await writeOut(out, 'report.json', `${JSON.stringify(whole, undefined, 2)}\n`);
  await writeOut(out, 'report.txt', text);
  tools.io.out(`\n${text}\nItems, answers and report are in ${out}\n`);
}

async function ask(
  { items, trips }: Chosen,
  { sources, out, options: { depths }, command, roundTrip }: Order,
  { io, clock, open, version }: CliTools,
): Promise<Asked> {
  const { signal } = io;
  const store = await ResultStore.open<ExplainResult>(path.join(out, 'results.jsonl'), isExplainResult);
  return withWorkbench(open, engineWish(command), signal, async (bench, { engine }) => {
    await new IndexedFolders({ workspace: bench.workspace, clock }).add(sources.folders, signal);
    const runner = new ExplainRunner({ bench, root: sources.root, textOf: textsOf(sources), clock });
    await runner.warmUp(signal);
    const progress = new BenchProgress(io, clock, items.length * depths.length);
    const facts = engineFacts(bench, engine);
    const setting = [version, bench.model.path, facts, sources.fingerprint];
    const explained = await runExplain({
      items,
      depths,
      setting,
      store,
      signal,
      answer: (item, depth, each) => runner.answer(item, depth, each),
      onAnswer: (isNew) => progress.step(isNew),
    }).finally(() => progress.end());
    // Afterwards: the times of explanations are those of a run without it.
    const written = trips && (await roundTrip?.write(trips, explained, { engine: bench.engine, setting }));
    return { explained, written, engine: facts };
  });
}

function textsOf({ workspaces }: Order['sources']): (item: ExplainItem) => string {
  const texts = new Map(
    workspaces.flatMap(({ name, files }) => files.map((file) => [`${name}\0${file.path}`, file.text] as const)),
  );
  return ({ workspace, file }) => texts.get(`${workspace}\0${file}`) ?? '';
}
