import path from 'node:path';
import type { Command } from 'commander';
import { PlainError } from '../../base/errors';
import type { BenchItem } from '../../core/bench/benchItem';
import { gateLevels } from '../../core/completion/confidenceTable';
import type { CliTools } from '../cliTools';
import { jsonLines } from '../jsonLines';
import { type BenchResult, isBenchResult } from './benchResult';
import { ConfidenceCurve, halfOf } from './confidenceCurve';
import { confidenceText } from './confidenceText';
import { writeOut } from './writeOut';

const details = `
Reads items.jsonl and results.jsonl, as "plinth bench quality" writes them; of several answers of an arm to an item the last one
counts. Shown is a share of the answers that are shown without the gate. Accepted are those whose first line is what stood there,
and shortened ones that are a beginning of it which ends with a word. Saved are the characters that need not be typed, in parts
of those without the gate. Limits are chosen on one half of the workspaces, by a hash of their names, and reported on the other.
The folder gets confidence.txt.`;

/** `plinth bench confidence`: how sure an answer must be to be shown. */
export function addConfidenceCommand(bench: Command, { io }: CliTools): void {
  bench
    .command('confidence')
    .argument('<folder>', 'the folder of a "plinth bench quality"')
    .description('find out from stored answers how sure an answer must be to be shown')
    .option('--arm <name>', 'the arm whose answers are read', 'context')
    .addHelpText('after', details)
    .action(async (folder: string, { arm }: { readonly arm: string }) => {
      const place = path.resolve(io.cwd, folder);
      const text = await confidenceReport(place, arm);
      await writeOut(place, 'confidence.txt', text);
      io.out(text);
    });
}

async function confidenceReport(folder: string, arm: string): Promise<string> {
  const items = new Map<string, BenchItem>();
  for (const item of await readLines<BenchItem>(path.join(folder, 'items.jsonl'), isItem)) items.set(item.id, item);
  const answered = new Map<string, { readonly item: BenchItem; readonly result: BenchResult }>();
  for (const result of await readLines<BenchResult>(path.join(folder, 'results.jsonl'), hasPieces)) {
    const item = items.get(result.id);
    if (item !== undefined && result.arm === arm) answered.set(result.id, { item, result });
  }
  const shown = [...answered.values()].filter(({ result }) => result.shown);
  if (shown.length === 0)
    throw new PlainError('noItems', `"${folder}" holds no shown answers of the arm "${arm}" with their likelihoods.`);
  const cuts = Object.values(gateLevels).flatMap((level) => (level === undefined ? [] : [level.cutBelow]));
  const head = `${arm}: ${answered.size} answers, ${shown.length} shown without a gate\n${halvesText(shown)}`;
  return `${head}\n\n${confidenceText(new ConfidenceCurve(shown, cuts))}`;
}

function halvesText(shown: readonly { readonly item: BenchItem }[]): string {
  const names = [...new Set(shown.map(({ item }) => item.workspace ?? ''))].sort();
  return (['chosen on', 'reported on'] as const)
    .map((half) => `${half}: ${names.filter((name) => halfOf(name) === half).join(', ') || 'no workspace'}`)
    .join('\n');
}

async function readLines<T>(file: string, isOne: (value: Readonly<Record<string, unknown>>) => boolean): Promise<T[]> {
  const found: T[] = [];
  for await (const line of jsonLines(file)) {
    if (!('value' in line) || typeof line.value !== 'object' || line.value === null) continue;
    // The lines are our own: what has the right fields is one.
    if (isOne({ ...line.value })) found.push(line.value as T);
  }
  return found;
}

function isItem({ id, text, truth, offset }: Readonly<Record<string, unknown>>): boolean {
  return [id, text, truth].every((field) => typeof field === 'string') && typeof offset === 'number';
}

function hasPieces(fields: Readonly<Record<string, unknown>>): boolean {
  return isBenchResult(fields) && Array.isArray(fields['pieces']);
}
