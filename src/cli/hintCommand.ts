import type { Command } from 'commander';
import { PlainError } from '../base/errors';
import type { DebugStop } from '../core/debug/debugStop';
import { FrameLocator } from '../core/debug/frameLocator';
import { HintService } from '../core/debug/hintService';
import { parseStackTrace, understoodTraces } from '../core/debug/parseStackTrace';
import { type PlainHint, plainHint } from '../core/debug/plainHint';
import { plainHintLines } from '../core/debug/plainHintText';
import type { StackTrace } from '../core/debug/stackTrace';
import { stopOfTrace } from '../core/debug/stopOfTrace';
import { PlinthIgnore } from '../node/plinthIgnore';
import type { CliTools } from './cliTools';
import { DiskSources } from './diskSources';
import { engineWish } from './engineWish';
import { readInput } from './readInput';
import { stopIfAborted, type Workbench, withWorkbench } from './workbench';

interface HintOptions {
  readonly json?: true;
}

/** `plinth hint`. */
export function addHintCommand(program: Command, tools: CliTools): void {
  program
    .command('hint')
    .argument('<TRACE.txt>', 'a text with a stack trace, such as the output of a test run; - for standard input')
    .description('say why a program stopped: first what its stack trace tells, then what the model makes of it')
    .option('--json', 'print the trace and both parts as JSON when they are complete')
    .addHelpText(
      'after',
      `\nUnderstood are traces of ${understoodTraces}.\nFiles are looked for in the current folder.`,
    )
    .action(async (name: string, options: HintOptions, command: Command) => {
      const { io } = tools;
      const trace = traceIn(await readInput(name, io.cwd), name);
      const files = new DiskSources(io.cwd);
      const withheld = new PlinthIgnore(tools.clock);
      const stop = await stopOfTrace(trace, new FrameLocator(files, withheld));
      const plain = plainHint(stop);
      const isJson = options.json === true;
      if (trace.others > 0) io.err(`plinth: The text holds ${trace.others + 1} traces; this is about the last one.\n`);
      // At once: the model's part waits for the weights.
      if (!isJson) io.out(`${plainHintLines(plain).join('\n')}\n\n`);
      const answer = await withWorkbench(tools.open, engineWish(command), io.signal, async (bench) => {
        const service = new HintService({ engine: bench.engine, syntax: bench.syntax, files, withheld });
        await openDocuments(bench, stop);
        const stream = await service.hint(stop, io.signal).ask();
        stopIfAborted(io.signal);
        let text = '';
        const print = async (): Promise<void> => {
          for await (const piece of stream?.chunks ?? []) {
            text += piece;
            if (!isJson) io.out(piece);
          }
        };
        // Side by side, so that a failure is not left unheard while the chunks are awaited.
        await Promise.all([stream?.done, print()]);
        return text;
      });
      io.out(isJson ? `${JSON.stringify(jsonOf(trace, stop, plain, answer), undefined, 2)}\n` : '\n');
    });
}

/** @throws PlainError `noTrace` */
function traceIn(text: string, name: string): StackTrace {
  const source = name === '-' ? 'Standard input' : `"${name}"`;
  if (text.trim() === '') throw new PlainError('noTrace', `${source} is empty.`, 'Give a text with a stack trace.');
  const trace = parseStackTrace(text);
  if (trace === undefined)
    throw new PlainError(
      'noTrace',
      `${source} holds no stack trace with a file and a line.`,
      `Understood are traces of ${understoodTraces}.`,
    );
  return trace;
}

/** The syntax side answers only for documents that it was given; an empty text loads the grammar first. */
async function openDocuments({ syntax }: Workbench, { frames }: DebugStop): Promise<void> {
  const documents = new Map(
    frames.flatMap(({ document }) => (document === undefined ? [] : [[document.uri, document]])),
  );
  for (const { uri, languageId, version, text } of documents.values()) {
    syntax.open({ uri, languageId, version, text });
    await syntax.parse(languageId, '');
  }
}

function jsonOf(
  { language, others }: StackTrace,
  { kind, message, frames }: DebugStop,
  plain: PlainHint,
  answer: string,
): object {
  const shown = frames.map(({ document, ...frame }) => ({ ...frame, ...(document && { path: document.path }) }));
  return { language, kind, message, frames: shown, otherTraces: others, ...plain, answer };
}
