import path from 'node:path';
import type { Command } from 'commander';
import { Emitter } from '../base/event';
import { type PromptPreview, previewText, reasonOf } from '../core/completion/promptPreview';
import { CompletionService } from '../core/completion/service';
import type { ContextSource } from '../core/context/choose/contextSource';
import type { Engine } from '../core/ports';
import type { DocumentSnapshot } from '../core/text/snapshot';
import { PlinthIgnore } from '../node/plinthIgnore';
import type { CliTools } from './cliTools';
import { completionDefaults } from './completionDefaults';
import { IndexedFolders } from './indexedFolders';
import { languageIdOf } from './languageId';
import { offsetOf, parsePlace } from './place';
import { outsideNotice, readSource, sourceName, workspaceFolder } from './sourceFile';

const peacefulMs = 10_000;

interface ContextOptions {
  readonly workspace?: string;
  readonly json?: true;
}

const details = `
Shows what a completion at this place would give to the model: every candidate for its context with its source, its
score and why it was kept or dropped, then the prompt. No model is needed; the tokens are estimates.`;

/** `plinth context`. */
export function addContextCommand(program: Command, tools: CliTools): void {
  program
    .command('context')
    .argument('<FILE:LINE:COL>', 'the place; line and column begin at 1')
    .description('show what the model would see at a place')
    .option('--workspace <dir>', 'folder whose files may serve as context (default: the current one)')
    .option('--json', 'print candidates and prompt as JSON')
    .addHelpText('after', details)
    .action((place: string, options: ContextOptions) => runContext(place, options, tools));
}

async function runContext(place: string, options: ContextOptions, tools: CliTools): Promise<void> {
  const { io, clock } = tools;
  const named = parsePlace(place);
  const file = path.resolve(io.cwd, named.file);
  const folder = await workspaceFolder(options.workspace ?? '.', io.cwd);
  const text = await readSource(file);
  const snapshot = { ...sourceName(file, folder), languageId: languageIdOf(file), version: 1, text };
  io.err(outsideNotice(file, folder));
  const bench = tools.openWorkspace();
  try {
    const folders = new IndexedFolders({ workspace: bench.workspace, clock, storeFolder: tools.indexFolder });
    await folders.add([folder], io.signal);
    const { uri, languageId } = snapshot;
    bench.syntax.open({ uri, languageId, version: 1, text });
    // Loads the grammar, which a question would not wait for.
    await bench.syntax.parse(languageId, '');
    const service = new CompletionService({
      ...tools,
      engine: noEngine,
      syntax: bench.syntax,
      context: inPeace(folders.context),
      withheld: new PlinthIgnore(clock),
      settings: () => completionDefaults,
    });
    const request = {
      snapshot,
      offset: offsetOf(text, named),
      trigger: 'invoke',
      cursors: 1,
      readOnly: false,
    } as const;
    const preview = await service.preview(request, io.signal);
    io.out(
      options.json === true ? `${JSON.stringify(reportOf(preview, snapshot))}\n` : previewText(preview, languageId),
    );
  } finally {
    await bench.dispose();
  }
}

/** Nobody types meanwhile, so the index may take its time, on a busy machine too. */
function inPeace(context: ContextSource): ContextSource {
  return { collect: (place, order) => context.collect(place, { ...order, waitMs: peacefulMs }) };
}

function reportOf({ prompt, promptTokens, choice }: PromptPreview, { path: file }: DocumentSnapshot): object {
  const { ranked, notes, index } = choice;
  const { repository, context, prefix, suffix, hint, middle } = prompt;
  return {
    file,
    mostPromptTokens: promptTokens,
    candidates: ranked.map(({ snippet, score, tokens, verdict }) => ({
      ...snippet,
      // As in all that people read and write on the command line.
      ...(snippet.line === undefined ? {} : { line: snippet.line + 1 }),
      score,
      tokens,
      kept: verdict === 'kept',
      why: reasonOf(verdict),
    })),
    notes,
    index: index ?? null,
    prompt: { repository, context, prefix, suffix, hint, middle },
  };
}

/** The preview asks no engine; only the budget would look at its speed. */
const noEngine: Engine = {
  status: { state: 'none' },
  onStatus: new Emitter<Engine['status']>().event,
  complete: () => {
    throw new Error('There is no engine here.');
  },
  chat: () => {
    throw new Error('There is no engine here.');
  },
};
