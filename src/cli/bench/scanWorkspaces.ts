import type { ScannedWorkspace } from '../../core/bench/buildItems';
import { scanFile, type ScanWish } from '../../core/bench/scanFile';
import { type ReadOrder, type ReadWorkspaces, readWorkspaces } from './readWorkspaces';

export type ScanOrder = ScanWish & Omit<ReadOrder<unknown>, 'read'>;

export interface Scan extends Omit<ReadWorkspaces<unknown>, 'workspaces'> {
  readonly workspaces: readonly ScannedWorkspace[];
}

/** Finds the places of all files of some workspaces. @throws PlainError for a folder that cannot be read */
export async function scanWorkspaces(order: ScanOrder): Promise<Scan> {
  const { workspaces, ...rest } = await readWorkspaces({ ...order, read: (document) => scanFile(document, order) });
  return {
    ...rest,
    workspaces: workspaces.map(({ name, files }) => ({
      name,
      files: files.map(({ found, ...file }) => ({ ...file, ...found })),
    })),
  };
}
