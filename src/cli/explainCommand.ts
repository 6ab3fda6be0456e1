import path from 'node:path';
import { type Command, Option } from 'commander';
import { PlainError } from '../base/errors';
import type { ExplainContext } from '../core/explain/explainContext';
import { type Explanation, ExplainService } from '../core/explain/explainService';
import { type NamedSymbol, namedSymbols } from '../core/explain/namedSymbols';
import { noTaskSources } from '../core/prompt/taskContext';
import { refuseSecretFile } from '../core/text/secretFiles';
import { refuseWithheldFile } from '../core/text/withheldFiles';
import { filePathOf } from '../node/fileUri';
import { InstructionFiles } from '../node/instructionFiles';
import { PlinthIgnore } from '../node/plinthIgnore';
import type { ChatResult } from '../protocol/engine';
import type { ExplainDepth } from '../protocol/panel';
import type { CliTools } from './cliTools';
import { engineWish } from './engineWish';
import { IndexedFolders } from './indexedFolders';
import { languageIdOf } from './languageId';
import { OpenDocuments } from './openDocuments';
import { parseLines, spanOf } from './place';
import { outsideNotice, readSource, sourceName, workspaceFolder } from './sourceFile';
import { stopIfAborted, type Workbench, withWorkbench } from './workbench';

interface ExplainOptions {
  readonly depth: ExplainDepth;
  readonly workspace?: string;
  readonly trust?: true;
  readonly json?: true;
}

const depths: readonly ExplainDepth[] = ['sentence', 'normal', 'lines'];

const details = `
With --workspace the prompt also holds what other files define of the names in these lines. With --trust the model is also told the
standing instructions of the folder: .github/copilot-instructions.md, AGENTS.md or .plinth/instructions.md. They are obeyed like your
own words, so never use it for a folder from somebody you do not trust.`;

/** `plinth explain`. */
export function addExplainCommand(program: Command, tools: CliTools): void {
  program
    .command('explain')
    .argument('<FILE:START-END>', 'the lines to explain, from 1 on; FILE:LINE for one')
    .description('explain lines of a file in Markdown')
    .addOption(new Option('--depth <depth>', 'how much is wanted').choices(depths).default('normal'))
    .option('--workspace <dir>', 'folder whose files say what the lines refer to (default: none)')
    .option('--trust', "follow the folder's standing instructions")
    .option('--json', 'print the explanation and what is known of it as JSON when it is over')
    .addHelpText('after', details)
    .action((lines: string, options: ExplainOptions, command: Command) =>
      runExplain(lines, options, { command, tools }),
    );
}

async function runExplain(
  lines: string,
  options: ExplainOptions,
  { command, tools }: { readonly command: Command; readonly tools: CliTools },
): Promise<void> {
  const { io } = tools;
  const named = parseLines(lines);
  const file = path.resolve(io.cwd, named.file);
  const folder = await workspaceFolder(options.workspace ?? '.', io.cwd);
  const name = sourceName(file, folder);
  // The service refuses as well, but only after the weights were loaded.
  refuseSecretFile(name);
  const withheld = new PlinthIgnore(tools.clock);
  await refuseWithheldFile(name, withheld);
  const text = await readSource(file);
  const span = spanOf(text, named);
  if (text.slice(span.start, span.end).trim() === '') throw nothingThere();
  if (options.workspace !== undefined) io.err(outsideNotice(file, folder));
  await withWorkbench(tools.open, engineWish(command), io.signal, async (bench) => {
    const { engine, syntax } = bench;
    const snapshot = new OpenDocuments(syntax).show(name, languageIdOf(file), text);
    // Loads the grammar, which the service itself would not wait for.
    await syntax.parse(snapshot.languageId, '');
    if (options.workspace !== undefined) await indexFolder(folder, bench, tools);
    const sources = {
      workspace: options.workspace === undefined ? noTaskSources.workspace : bench.workspace,
      instructions: new InstructionFiles(() => (options.trust === true ? folder : undefined)),
    };
    const service = new ExplainService(engine, syntax, withheld, sources);
    const explanation = await service.explain({ snapshot, ...span }, io.signal, options.depth);
    stopIfAborted(io.signal);
    if (explanation === undefined) throw nothingThere();
    const left = leftOut(explanation.context, text.slice(span.start, span.end));
    if (left !== '') io.err(`plinth: ${left}\n`);
    const { written, result } = await read(
      explanation,
      options.json === true ? () => undefined : (part) => io.out(part),
    );
    if (options.json !== true) return io.out('\n');
    const { context } = explanation;
    const symbols = await namedSymbols({
      markdown: written,
      selection: context.code,
      seen: text,
      shown: explanation.shownCode,
      uri: snapshot.uri,
      index: bench.workspace,
    });
    io.out(`${JSON.stringify(reportOf(context, { depth: options.depth, text: written, result, symbols, folder }))}\n`);
  });
}

async function indexFolder(
  folder: string,
  { workspace }: Workbench,
  { clock, indexFolder, io }: CliTools,
): Promise<void> {
  await new IndexedFolders({ workspace, clock, storeFolder: indexFolder }).add([folder], io.signal);
}

/** Reads the answer, handing on each part as it comes. */
async function read(
  { answer: { chunks, done } }: Explanation,
  onPart: (part: string) => void,
): Promise<{ readonly written: string; readonly result: ChatResult }> {
  let written = '';
  const readChunks = async (): Promise<void> => {
    for await (const chunk of chunks) {
      written += chunk;
      onPart(chunk);
    }
  };
  // Side by side, so that a failure is not left unheard while the chunks are awaited.
  const [result] = await Promise.all([done, readChunks()]);
  return { written, result };
}

interface Written {
  readonly depth: ExplainDepth;
  readonly text: string;
  readonly result: ChatResult;
  readonly symbols: readonly NamedSymbol[];
  readonly folder: string;
}

function reportOf({ path: file, firstLine, lastLine }: ExplainContext, written: Written): object {
  const { depth, text, result, symbols, folder } = written;
  const { stop, promptTokens, generatedTokens } = result;
  const lines = { path: file, firstLine, lastLine, depth, text };
  return {
    ...lines,
    stop,
    promptTokens,
    generatedTokens,
    symbols: symbols.map((symbol) => symbolReport(symbol, folder)),
  };
}

/** A place as people read it on the command line. */
function symbolReport(symbol: NamedSymbol, folder: string): object {
  const { code, name, kind } = symbol;
  if (symbol.kind !== 'inIndex') return { code, name, kind };
  return { code, name, kind, path: sourceName(filePathOf(symbol.uri) ?? '', folder).path, line: symbol.line + 1 };
}

/** What the model does not see of the lines; empty when it sees them all. */
function leftOut({ code, firstLine, omittedLines }: ExplainContext, asked: string): string {
  if (omittedLines > 0) {
    const last = firstLine + code.split('\n').length - 1;
    return `Only lines ${firstLine} to ${last} are explained; the last ${omittedLines} are left out, too long for the model.`;
  }
  if (code.trim().length >= asked.trim().length) return '';
  return `Only the first ${code.length} characters are explained; the rest is too long for the model.`;
}

function nothingThere(): PlainError {
  return new PlainError('nothingThere', 'There is only white space in these lines.');
}
