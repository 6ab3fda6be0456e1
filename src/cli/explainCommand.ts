import path from 'node:path';
import type { Command } from 'commander';
import { PlainError } from '../base/errors';
import type { ExplainContext } from '../core/explain/explainContext';
import { ExplainService } from '../core/explain/explainService';
import { refuseSecretFile } from '../core/text/secretFiles';
import { refuseWithheldFile } from '../core/text/withheldFiles';
import { PlinthIgnore } from '../node/plinthIgnore';
import type { CliTools } from './cliTools';
import { engineWish } from './engineWish';
import { languageIdOf } from './languageId';
import { OpenDocuments } from './openDocuments';
import { parseLines, spanOf } from './place';
import { readSource, sourceName } from './sourceFile';
import { stopIfAborted, withWorkbench } from './workbench';

/** `plinth explain`. */
export function addExplainCommand(program: Command, tools: CliTools): void {
  program
    .command('explain')
    .argument('<FILE:START-END>', 'the lines to explain, from 1 on; FILE:LINE for one')
    .description('explain lines of a file in Markdown')
    .action(async (lines: string, _options: object, command: Command) => {
      const { io } = tools;
      const named = parseLines(lines);
      const file = path.resolve(io.cwd, named.file);
      const name = sourceName(file, io.cwd);
      // The service refuses as well, but only after the weights were loaded.
      refuseSecretFile(name);
      const withheld = new PlinthIgnore(tools.clock);
      await refuseWithheldFile(name, withheld);
      const text = await readSource(file);
      const span = spanOf(text, named);
      if (text.slice(span.start, span.end).trim() === '') throw nothingThere();
      await withWorkbench(tools.open, engineWish(command), io.signal, async ({ engine, syntax }) => {
        const snapshot = new OpenDocuments(syntax).show(name, languageIdOf(file), text);
        // Loads the grammar, which the service itself would not wait for.
        await syntax.parse(snapshot.languageId, '');
        const explanation = await new ExplainService(engine, syntax, withheld).explain(
          { snapshot, ...span },
          io.signal,
        );
        stopIfAborted(io.signal);
        if (explanation === undefined) throw nothingThere();
        const left = leftOut(explanation.context, text.slice(span.start, span.end));
        if (left !== '') io.err(`plinth: ${left}\n`);
        const { chunks, done } = explanation.answer;
        // Side by side, so that a failure is not left unheard while the chunks are awaited.
        await Promise.all([done, print(chunks, (piece) => io.out(piece))]);
        io.out('\n');
      });
    });
}

async function print(chunks: AsyncIterable<string>, write: (piece: string) => void): Promise<void> {
  for await (const chunk of chunks) write(chunk);
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
