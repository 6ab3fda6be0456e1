import path from 'node:path';
import type { Command } from 'commander';
import { describeError, PlainError } from '../base/errors';
import { byteText } from '../core/models/byteText';
import type { CatalogueModel } from '../core/models/catalogue';
import { recommend } from '../core/models/recommend';
import type { ModelEntry } from '../node/modelStore';
import type { CliTools } from './cliTools';
import { PullProgressLine } from './pullProgress';
import { UsageError } from './usageError';
import { stopIfAborted } from './workbench';

/** `plinth models list|pull|verify|remove|path`. */
export function addModelsCommand(program: Command, tools: CliTools): void {
  const { io, store } = tools;
  const models = program.command('models').description('the models of the catalogue and the files on this machine');
  models
    .command('list')
    .description('show the catalogue: size, licence and what is downloaded')
    .option('--json', 'as JSON')
    .action(async (options: { readonly json?: true }) => list(tools, options.json === true));
  models
    .command('pull')
    .argument('[ID]', 'the model; without it the one that fits this machine')
    .option('--accept-licence', 'confirm a licence that forbids commercial use')
    .description('download a model; goes on where an earlier download stopped')
    .action(async (id: string | undefined, options: { readonly acceptLicence?: true }) => {
      const model = id === undefined ? recommend(await tools.machine()).model : store.find(id);
      io.out(`${await pull(model, options.acceptLicence === true, tools)}\n`);
    });
  models
    .command('verify')
    .argument('[ID]', 'the model; without it all that are here')
    .description('compare downloaded files with their published sha256')
    .action((id: string | undefined) => verify(id, tools));
  models
    .command('remove')
    .argument('<ID>')
    .description('delete a model and an unfinished download of it')
    .action(async (id: string) => io.out(`${byteText(await store.remove(id))} are free again.\n`));
  models
    .command('path')
    .argument('[ID]', 'print the path of this model instead of the folder')
    .description('print the folder that holds the models')
    .action((id: string | undefined) =>
      io.out(`${id === undefined ? store.folder : path.join(store.folder, store.find(id).file)}\n`),
    );
}

async function pull(model: CatalogueModel, isAccepted: boolean, { io, store, clock }: CliTools): Promise<string> {
  const { licence } = model;
  if (!licence.commercialUse && !isAccepted)
    throw new UsageError(
      `${model.displayName} has the ${licence.name}, which forbids commercial use (${licence.url}).`,
      'Add --accept-licence when you agree.',
    );
  const title = `${model.displayName}: ${byteText(model.bytes)}, ${licence.name}, from ${new URL(model.url).host} to ${store.folder}`;
  const line = new PullProgressLine(io, clock, title);
  try {
    return await store.pull(model, { signal: io.signal, onProgress: (progress) => line.show(progress) });
  } finally {
    line.end();
  }
}

/** Goes on after a wrong file, so that one look tells of them all. */
async function verify(id: string | undefined, { io, store, machine }: CliTools): Promise<void> {
  const here = (await store.list()).filter(({ state }) => state === 'present' || state === 'wrongSize');
  const ids = id === undefined ? here.map(({ model }) => model.id) : [id];
  if (ids.length === 0) throw await store.missing('auto', await machine());
  const problems: unknown[] = [];
  for (const each of ids) {
    stopIfAborted(io.signal);
    await store.verify(each).then(
      (file) => io.out(`${file}: right\n`),
      (error: unknown) => problems.push(error),
    );
  }
  if (problems.length === 1) throw problems[0];
  if (problems.length > 1) throw new PlainError('modelUnusable', problems.map(describeError).join(' '));
}

async function list({ io, store, machine }: CliTools, asJson: boolean): Promise<void> {
  const entries = await store.list();
  const recommended = recommend(await machine()).model;
  if (asJson) {
    const rows = entries.map(({ model, ...entry }) => ({
      ...model,
      ...entry,
      sizeBytes: model.bytes,
      recommended: model === recommended,
    }));
    return io.out(`${JSON.stringify(rows, undefined, 2)}\n`);
  }
  const rows = entries.map((entry) => [
    entry.model.id,
    byteText(entry.model.bytes),
    stateText(entry),
    entry.model.licence.name,
    [...notes(entry.model), ...(entry.model === recommended ? ['recommended for this machine'] : [])].join('; '),
  ]);
  const header = ['id', 'size', 'here', 'licence', 'notes'];
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const lines = [header, ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  io.out(`${lines.join('\n')}\n\nFolder: ${store.folder}\n`);
}

function notes(model: CatalogueModel): string[] {
  return [
    ...(model.licence.commercialUse ? [] : ['not for commercial use']),
    ...(model.weakAt.length === 0 ? [] : [`weak at ${model.weakAt.join(' and ')}`]),
  ];
}

function stateText(entry: ModelEntry): string {
  if (entry.state === 'present') return 'yes';
  if (entry.state === 'absent') return 'no';
  if (entry.state === 'partial') return `${Math.floor((100 * entry.bytes) / entry.model.bytes)} %`;
  return 'damaged';
}
