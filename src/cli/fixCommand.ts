import path from 'node:path';
import type { Command } from 'commander';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { PlainError } from '../base/errors';
import type { FixRefusal } from '../core/fix/fixAnswer';
import { type FixOutcome, FixService } from '../core/fix/fixService';
import { refuseSecretFile } from '../core/text/secretFiles';
import { refuseWithheldFile } from '../core/text/withheldFiles';
import { PlinthIgnore } from '../node/plinthIgnore';
import type { DocumentSnapshot } from '../core/text/snapshot';
import type { CliTools } from './cliTools';
import { engineWish } from './engineWish';
import { languageIdOf } from './languageId';
import { OpenDocuments } from './openDocuments';
import { parseLine, spanOf } from './place';
import { readSource, sourceName } from './sourceFile';
import { withWorkbench } from './workbench';

/** `plinth fix`. */
export function addFixCommand(program: Command, tools: CliTools): void {
  program
    .command('fix')
    .argument('<FILE:LINE>', 'the line with the problem, from 1 on')
    .description('suggest a fix of the function around a line as a unified diff; no file is changed')
    .option('--diagnostic <text>', 'what a compiler or checker says about the line')
    .action(async (place: string, options: { readonly diagnostic?: string }, command: Command) => {
      const { io } = tools;
      const named = parseLine(place);
      const file = path.resolve(io.cwd, named.file);
      const name = sourceName(file, io.cwd);
      // The service refuses as well, but only after the weights were loaded.
      refuseSecretFile(name);
      const withheld = new PlinthIgnore(tools.clock);
      await refuseWithheldFile(name, withheld);
      const text = await readSource(file);
      const span = spanOf(text, { file: named.file, firstLine: named.line, lastLine: named.line });
      const message = options.diagnostic?.trim() ?? '';
      if (text.slice(span.start, span.end).trim() === '') throw nothingThere(named.line);
      await withWorkbench(tools.open, engineWish(command), io.signal, async ({ engine, syntax }) => {
        const snapshot = new OpenDocuments(syntax).show(name, languageIdOf(file), text);
        // Loads the grammar, which the service itself would not wait for.
        await syntax.parse(snapshot.languageId, '');
        const problems = message === '' ? [] : [{ message, source: '', ...span }];
        const indent = /^\s*/.exec(text.slice(span.start, span.end))?.[0].length ?? 0;
        const request = { snapshot, offset: span.start + indent, problems };
        const outcome = await new FixService({ engine, syntax, log: tools.log, withheld }).suggest(request, io.signal);
        if (outcome.kind !== 'aborted') io.out(unifiedDiff(snapshot, outcome, message !== ''));
      });
    });
}

/** @throws PlainError `noFix` when there is nothing to propose */
function unifiedDiff(
  snapshot: DocumentSnapshot,
  outcome: Exclude<FixOutcome, { kind: 'aborted' }>,
  isNamed: boolean,
): string {
  if (outcome.kind === 'none') {
    const reasons = outcome.refusals.map((refusal) => refusalTexts[refusal]).join(', then ');
    throw new PlainError(
      'noFix',
      `No usable fix: ${reasons}.`,
      isNamed
        ? 'Describe the problem in other words, or use a larger model.'
        : 'Name the problem with --diagnostic, or use a larger model.',
    );
  }
  const label = outcome.check === 'syntax' ? 'suggested, syntax checked only' : 'suggested, not checked';
  const { path: name, text } = snapshot;
  return createTwoFilesPatch(`a/${name}`, `b/${name}`, text, outcome.newText, '', label, {
    headerOptions: FILE_HEADERS_ONLY,
  });
}

function nothingThere(line: number): PlainError {
  return new PlainError('nothingThere', `Line ${line} is empty.`, 'Name the line that has the problem.');
}

const refusalTexts: { readonly [K in FixRefusal]: string } = {
  noCode: 'the model answered without code',
  elided: 'the model left lines out',
  tooLong: 'the answer was too long',
  unchanged: 'the model changed nothing',
  syntaxErrors: 'the suggested code does not parse',
};
