import { type FaultWish, fileFaults, type FileFaults } from '../../core/bench/fix/fileFaults';
import { isFindable } from '../../core/bench/fix/importFaults';
import { moduleStems } from '../../core/bench/moduleInside';
import type { CalledFile } from './callRecorder';
import { type ReadOrder, readWorkspaces } from './readWorkspaces';

/** A file with all faults that it could be given. */
export interface FaultyFile extends CalledFile, FileFaults {}

export interface FaultySources {
  /** Absolute path of the folder that holds all workspaces. */
  readonly root: string;
  readonly files: readonly FaultyFile[];
  /** Changes with any text or name of a file. */
  readonly fingerprint: number;
}

export type SourcesOrder = FaultWish & Omit<ReadOrder<unknown>, 'read'>;

/** Finds the faults that the files of some workspaces could be given. @throws PlainError for a folder that cannot be read */
export async function faultySources({ salt, kinds, ...order }: SourcesOrder): Promise<FaultySources> {
  const read = await readWorkspaces({ ...order, read: (document) => fileFaults(document, { salt, kinds }) });
  const files = read.workspaces.flatMap(({ name, files: all }, index) => {
    const stems = moduleStems(all.map(({ path }) => path));
    const sources = all.filter(({ path }) => !/\.d\.[cm]?ts$|\.pyi$/.test(path));
    return sources.map(({ found: { functions, faults }, ...file }): FaultyFile => ({
      ...file,
      functions,
      faults: faults.filter(({ module }) => module === '' || isFindable(module, stems)),
      folder: order.folders[index] ?? '',
      workspace: name,
    }));
  });
  return { root: read.root, files, fingerprint: read.fingerprint };
}
