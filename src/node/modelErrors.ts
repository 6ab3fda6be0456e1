import { PlainError } from '../base/errors';
import { byteText } from '../core/models/byteText';
import type { CatalogueModel } from '../core/models/catalogue';
import { diskError } from './download';
import { systemReason } from './systemReason';

const curePullAgain = (id: string): string => `Remove it with "plinth models remove ${id}" and download it again.`;

/** A file that is not this model has the model's name. */
export function otherFile(model: CatalogueModel, file: string): PlainError {
  return new PlainError(
    'otherFile',
    `"${file}" is another file than the published ${model.displayName}, or a damaged one; Plinth leaves it alone.`,
    `Move it away, or delete it with "plinth models remove ${model.id}", and start the download again.`,
  );
}

/** The file of a model was cut, or is another one. */
export function wrongSize(entry: {
  readonly model: CatalogueModel;
  readonly path: string;
  readonly bytes: number;
}): PlainError {
  const { bytes: wanted, displayName, id } = entry.model;
  const what = entry.bytes < wanted ? 'is cut' : 'is another file';
  return new PlainError(
    'modelUnusable',
    `The model file "${entry.path}" ${what}: it has ${entry.bytes} bytes, ${displayName} has ${wanted}.`,
    curePullAgain(id),
  );
}

/** The size is right, the content is not. */
export function wrongContent(model: CatalogueModel, file: string): PlainError {
  return new PlainError(
    'modelUnusable',
    `The model file "${file}" is not the published one: its sha256 differs.`,
    curePullAgain(model.id),
  );
}

/** The model folder is there and cannot hold models. */
export function badFolder(folder: string, problem: string): PlainError {
  return new PlainError(
    'folderUnusable',
    `The model folder "${folder}" ${problem}.`,
    'Choose another folder with the setting "plinth.modelFolder" or the variable PLINTH_MODELS.',
  );
}

export function downloadDamaged(model: CatalogueModel): PlainError {
  return new PlainError(
    'downloadDamaged',
    `The download of ${model.displayName} is not the published file (its sha256 differs), so it was removed.`,
    'Try again; when it happens twice, something between here and the server changes files.',
  );
}

export function noSpace(folder: string, neededBytes: number, freeBytes: number): PlainError {
  return new PlainError(
    'noSpace',
    `The download needs ${byteText(neededBytes)}, and "${folder}" has ${byteText(freeBytes)} free.`,
    'Free some space, or choose another folder with the setting "plinth.modelFolder" or the variable PLINTH_MODELS.',
  );
}

/** A file that should be removed is locked by a download. */
export function downloading(file: string): PlainError {
  return new PlainError(
    'modelBusy',
    `"${file}" is being downloaded, by this or another window or command.`,
    'Stop the download, or wait for it, and try again.',
  );
}

/** What to tell of an error of the disk while a model is removed. */
export function removalError(error: unknown, file: string): unknown {
  const readable = diskError(error, file);
  if (readable instanceof PlainError) return readable;
  return new PlainError(
    'modelBusy',
    `The model cannot be removed: ${systemReason(error)}.`,
    'Close the programs that use it and try again.',
  );
}
