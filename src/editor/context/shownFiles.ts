import * as vscode from 'vscode';
import { isLibraryPath } from '../../core/context/host/shownDefinition';
import type { WithheldFiles } from '../../core/ports';
import type { RootFile } from '../../protocol/context';
import { rootOf } from './indexFeed';

/** What the index passes over. */
export interface RefusedFiles {
  isRefused(file: RootFile): Promise<boolean>;
}

/**
 * Whether anything of a file may be shown to a model. What the index passes over in the workspace is not shown by another way either;
 * installed packages are, though git ignores them.
 */
export function mayShowOf(index: RefusedFiles, withheld: WithheldFiles): (file: vscode.Uri) => Promise<boolean> {
  return async (file) => !(await isHidden(file, index)) && !(await withheld.isWithheld(file.toString()));
}

async function isHidden(file: vscode.Uri, index: RefusedFiles): Promise<boolean> {
  const folder = vscode.workspace.getWorkspaceFolder(file);
  if (folder?.uri.scheme !== 'file') return false;
  const relative = vscode.workspace.asRelativePath(file, false).replaceAll('\\', '/');
  return !isLibraryPath(relative) && index.isRefused({ root: rootOf(folder.uri), relative });
}
