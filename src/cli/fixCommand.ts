import path from 'node:path';
import type { Command } from 'commander';
import { PlainError } from '../base/errors';
import { FixService } from '../core/fix/fixService';
import type { Checker } from '../core/ports';
import { noTaskSources } from '../core/prompt/taskContext';
import type { FixProblem, FixRequest } from '../core/fix/fixTarget';
import { refuseSecretFile } from '../core/text/secretFiles';
import { refuseWithheldFile } from '../core/text/withheldFiles';
import { PlinthIgnore } from '../node/plinthIgnore';
import type { CliTools } from './cliTools';
import { engineWish } from './engineWish';
import { codeStart, lineInOutput, parseFixPlace, parseReported, type ReportedLine } from './fixPlace';
import { fixJson, fixPatch, noFix } from './fixReport';
import { IndexedFolders } from './indexedFolders';
import { languageIdOf } from './languageId';
import { LateEngine } from './lateEngine';
import { OpenDocuments } from './openDocuments';
import { spanOf } from './place';
import { ScratchTest } from './scratchTest';
import { outsideNotice, readSource, type SourceName, sourceName } from './sourceFile';
import { UsageError } from './usageError';
import { stopIfAborted, type WorkspaceBench } from './workbench';

interface FixOptions {
  readonly diagnostic?: string;
  readonly check?: string;
  readonly json?: true;
  readonly trust?: true;
}

interface FixTools {
  readonly options: FixOptions;
  readonly tools: CliTools;
  readonly engine: LateEngine;
  readonly checker: Checker;
  readonly test: ScratchTest | undefined;
}

/** What the command line says, and the text that it is about. */
interface Asked {
  readonly file: string;
  readonly name: SourceName;
  readonly text: string;
  /** `undefined` until something tells it. */
  readonly reported: ReportedLine | undefined;
  readonly withheld: PlinthIgnore;
}

const details = `
With --check the command must fail before and pass after: it runs in a copy of the current folder (without what .gitignore names; packages are
links to the originals), first as the file is, then with one suggestion after the other. Plinth runs no command that you did not give.
Without a line, the output of that command or a checker says where the problem is.`;

/** `plinth fix`. */
export function addFixCommand(program: Command, tools: CliTools): void {
  program
    .command('fix')
    .argument('<FILE[:LINE]>', 'the file, and the line with the problem, from 1 on')
    .description('suggest a fix of the function around a line as a unified diff; no file is changed')
    .option('--diagnostic <text>', 'what a compiler or checker says about the line; TEXT@LINE where FILE names none')
    .option('--check <command>', 'a command that fails now and must pass with the fix')
    .option(
      '--trust',
      'check with the TypeScript and Python environment of the folder, too; they are code of the folder',
    )
    .option('--json', 'print all candidates with their verdicts as JSON')
    .addHelpText('after', details)
    .action((place: string, options: FixOptions, command: Command) => runFix(place, options, tools, command));
}

async function runFix(place: string, options: FixOptions, tools: CliTools, command: Command): Promise<void> {
  const { io, clock } = tools;
  const asked = await readAsked(place, options, tools);
  const test =
    options.check === undefined
      ? undefined
      : await ScratchTest.begin({ command: options.check, folder: io.cwd, file: asked.file, clock }, io.signal);
  const checker = await tools.openChecker(io.cwd, options.trust === true);
  const bench = tools.openWorkspace();
  const engine = new LateEngine(() => tools.openEngine(engineWish(command)));
  try {
    const told = asked.reported ?? (test && lineInOutput(test.firstReport, asked.name.path, asked.text));
    await suggest(bench, { ...asked, reported: told }, { options, tools, engine, checker, test });
  } finally {
    await Promise.all([checker.dispose(), engine.dispose(), bench.dispose(), test?.end()]);
  }
}

/** @throws UsageError, and PlainError for files that may not or cannot be read */
async function readAsked(place: string, options: FixOptions, { io, clock }: CliTools): Promise<Asked> {
  const named = parseFixPlace(place);
  const message = options.diagnostic?.trim() ?? '';
  const said = named.line === undefined && message !== '' ? parseReported(message) : undefined;
  const file = path.resolve(io.cwd, named.file);
  const name = sourceName(file, io.cwd);
  // The service refuses as well, but only after the folder was read.
  refuseSecretFile(name);
  const withheld = new PlinthIgnore(clock);
  await refuseWithheldFile(name, withheld);
  const text = await readSource(file);
  if (options.check !== undefined && name.repository === '')
    throw new UsageError(outsideNotice(file, io.cwd).trim() || 'The file lies outside of the current folder.');
  const reported = said ?? (named.line === undefined ? undefined : { line: named.line, message });
  if (reported !== undefined) {
    const { line } = reported;
    const span = spanOf(text, { file: named.file, firstLine: line, lastLine: line });
    if (text.slice(span.start, span.end).trim() === '') throw nothingThere(line);
  }
  return { file, name, text, reported, withheld };
}

async function suggest(
  { syntax, workspace }: WorkspaceBench,
  asked: Asked,
  { options, tools, engine, checker, test }: FixTools,
): Promise<void> {
  const { io, clock } = tools;
  const { file, name, text, withheld } = asked;
  const snapshot = new OpenDocuments(syntax).show(name, languageIdOf(file), text);
  // Loads the grammar, which the service itself would not wait for.
  await syntax.parse(snapshot.languageId, '');
  const isInside = name.repository !== '';
  if (isInside) await new IndexedFolders({ workspace, clock, storeFolder: tools.indexFolder }).add([io.cwd], io.signal);
  const place = { path: file, root: isInside ? io.cwd : '', unsaved: {} };
  const question = { ...place, languageId: snapshot.languageId, before: text, candidates: [] };
  const known = asked.reported === undefined ? ((await checker.check(question, io.signal))?.before ?? []) : [];
  const [first] = known.filter(({ severity, path: elsewhere }) => severity === 'error' && elsewhere === undefined);
  const problems = asked.reported === undefined ? [] : reportedProblems(text, asked.reported);
  const offset = first?.start ?? (asked.reported && codeStart(text, asked.reported.line));
  if (offset === undefined)
    throw new UsageError('It is not known where the problem is.', 'Write FILE:LINE, or give --diagnostic "TEXT@LINE".');
  const sources = { workspace, instructions: noTaskSources.instructions };
  const service = new FixService({ engine, syntax, log: tools.log, withheld, checker, imports: workspace, sources });
  const request: FixRequest = { snapshot, offset, problems, place, ...(test === undefined ? {} : { test }) };
  const outcome = await service.suggest(request, io.signal);
  stopIfAborted(io.signal);
  if (outcome.kind === 'aborted') return;
  if (options.json === true) io.out(`${JSON.stringify(await fixJson(snapshot, outcome))}\n`);
  if (outcome.kind === 'none') throw noFix(outcome.tried, outcome.target.problems.length > 0);
  const [best] = outcome.fixes;
  if (options.json !== true && best !== undefined) io.out(fixPatch(snapshot, best));
}

function reportedProblems(text: string, { line, message }: ReportedLine): readonly FixProblem[] {
  const span = spanOf(text, { file: '', firstLine: line, lastLine: line });
  return message === '' ? [] : [{ message, source: '', ...span }];
}

function nothingThere(line: number): PlainError {
  return new PlainError('nothingThere', `Line ${line} is empty.`, 'Name the line that has the problem.');
}
