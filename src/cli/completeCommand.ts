import { stat } from 'node:fs/promises';
import path from 'node:path';
import { type Command, Option } from 'commander';
import { PlainError } from '../base/errors';
import { systemReason } from '../node/systemReason';
import type { CliTools } from './cliTools';
import { completeBatch } from './completeBatch';
import { type CompletionReport, Completer, type CompleterTools } from './completer';
import { engineWish } from './engineWish';
import { offsetOf, parsePlace } from './place';
import { outsideNotice, readSource, sourceName, workspaceFolder } from './sourceFile';
import { UsageError } from './usageError';
import { withWorkbench } from './workbench';

interface CompleteOptions {
  readonly workspace?: string;
  readonly json?: true;
  readonly batch?: string;
  readonly out?: string;
  readonly cache: boolean;
  readonly context: 'full' | 'none';
}

const details = `
FILE:LINE:COL is where the cursor stands; line and column begin at 1.
--batch reads one item a line: {"id", "workspace"?, "file", "offset", "text"?}; offset counts UTF-16 units from 0, and
text replaces what is on disk. Items of one file in a row are states of one document, as while typing. Each item gives
one line in RESULTS, in order; a wrong item gives a line with "error" and the others go on.`;

/** `plinth complete`. */
export function addCompleteCommand(program: Command, tools: CliTools): void {
  program
    .command('complete')
    .argument('[FILE:LINE:COL]', 'the place to complete; line and column begin at 1')
    .description('complete code at a place, or at many places')
    .option('--workspace <dir>', 'folder that paths are told relative to (default: the current one)')
    .option('--json', 'print text, outcome, reason, times, token counts and sources as JSON')
    .option('--batch <items>', 'complete all items of a JSON Lines file')
    .option('--out <results>', 'JSON Lines file for the results of --batch')
    .addOption(contextOption())
    .option('--no-cache', 'ask the engine each time instead of remembering answers')
    .addHelpText('after', details)
    .action(async (place: string | undefined, options: CompleteOptions, command: Command) => {
      if (options.batch !== undefined) await runBatch(options.batch, place, options, command, tools);
      else await runOne(place, options, command, tools);
    });
}

function contextOption(): Option {
  const text = 'excerpts of other files of the workspace in the prompt: full, or none';
  return new Option('--context <which>', text).choices(['full', 'none']).default('full');
}

function completerTools({ cache, context }: CompleteOptions, tools: CliTools): CompleterTools {
  const { clock, log, indexFolder } = tools;
  return { clock, log, indexFolder, cache, context: context === 'full' };
}

async function runOne(
  place: string | undefined,
  options: CompleteOptions,
  command: Command,
  tools: CliTools,
): Promise<void> {
  if (place === undefined) throw new UsageError('No place was given.', 'Write FILE:LINE:COL, or use --batch.');
  if (options.out !== undefined) throw new UsageError('--out belongs to --batch.');
  const { io } = tools;
  const named = parsePlace(place);
  const file = path.resolve(io.cwd, named.file);
  const workspace = await workspaceFolder(options.workspace ?? '.', io.cwd);
  const text = await readSource(file);
  const offset = offsetOf(text, named);
  const name = sourceName(file, workspace);
  if (options.context === 'full') io.err(outsideNotice(file, workspace));
  const report = await withWorkbench(tools.open, engineWish(command), io.signal, (bench) =>
    new Completer(bench, completerTools(options, tools)).complete({ name, text, offset }, workspace, io.signal),
  );
  if (options.json === true) io.out(`${JSON.stringify(report)}\n`);
  else if (report.outcome === 'shown') io.out(`${report.text}\n`);
  if (isFailure(report)) throw new PlainError('completionFailed', report.message ?? 'Completion failed.');
  if (options.json !== true && report.outcome === 'skipped')
    io.err(`plinth: Nothing is inserted: ${report.message ?? ''}\n`);
}

/** An absence of text is an answer, unless it is the engine that failed. */
function isFailure({ outcome, stage, reason }: CompletionReport): boolean {
  return outcome === 'skipped' && (reason === 'internal-error' || (stage === 'engine' && reason !== 'superseded'));
}

async function runBatch(
  batch: string,
  place: string | undefined,
  options: CompleteOptions,
  command: Command,
  tools: CliTools,
): Promise<void> {
  if (place !== undefined) throw new UsageError('Give a place or --batch, not both.');
  if (options.out === undefined) throw new UsageError('--batch needs --out.', 'Write --out RESULTS.jsonl.');
  const { io } = tools;
  const [items, results] = [path.resolve(io.cwd, batch), path.resolve(io.cwd, options.out)];
  if (items === results) throw new UsageError('--out would overwrite the items of --batch.');
  const facts = await stat(items).catch((error: unknown) => {
    throw new PlainError('fileUnreadable', `"${items}" cannot be read: ${systemReason(error)}.`);
  });
  if (!facts.isFile()) throw new PlainError('fileUnreadable', `"${items}" is not a file.`);
  await checkFolderOf(results);
  const workspace = await workspaceFolder(options.workspace ?? '.', io.cwd);
  const counts = await withWorkbench(tools.open, engineWish(command), io.signal, (bench) =>
    completeBatch(
      { items, results, workspace, signal: io.signal },
      new Completer(bench, completerTools(options, tools)),
    ),
  );
  const all = counts.shown + counts.skipped + counts.errors;
  io.out(
    `${plural(all, 'item')}: ${counts.shown} shown, ${counts.skipped} skipped, ${plural(counts.errors, 'error')}; results in ${results}\n`,
  );
}

/** Before the model is loaded, and by the name of what is missing. */
async function checkFolderOf(file: string): Promise<void> {
  const folder = path.dirname(file);
  const facts = await stat(folder).catch((error: unknown) => {
    throw new PlainError('fileUnwritable', `The folder "${folder}" cannot be used: ${systemReason(error)}.`);
  });
  if (!facts.isDirectory()) throw new PlainError('fileUnwritable', `"${folder}" is not a folder.`);
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
