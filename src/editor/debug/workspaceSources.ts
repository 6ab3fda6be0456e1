import * as vscode from 'vscode';
import type { SourceFiles } from '../../core/debug/sourceFiles';
import { relativeTo } from '../../core/debug/tracePath';
import type { DocumentSnapshot } from '../../core/text/snapshot';
import { snapshotOf } from '../convert';

/** Nobody writes larger files by hand. */
const maxBytes = 2_000_000;
/** Two are as good as many: nobody can tell which was meant. */
const maxPlaces = 5;
const excluded = '**/{node_modules,.git,.venv,venv,site-packages,dist,out,build,target}/**';

/** The files of the open folders. They are read as documents, so that they have a language, and the syntax side a tree of them. */
export class WorkspaceSources implements SourceFiles {
  get roots(): readonly string[] {
    return folders().map(({ uri }) => pathOf(uri));
  }

  async open(path: string): Promise<DocumentSnapshot | undefined> {
    const uri = uriOf(path);
    if (uri === undefined) return undefined;
    try {
      const known = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
      if (known !== undefined) return snapshotOf(known);
      const { type, size } = await vscode.workspace.fs.stat(uri);
      if ((type & vscode.FileType.File) === 0 || size > maxBytes) return undefined;
      return snapshotOf(await vscode.workspace.openTextDocument(uri));
    } catch {
      return undefined;
    }
  }

  async endingIn(tail: string): Promise<readonly string[]> {
    try {
      const glob = `**/${tail.replace(/[*?[\]{}!,\\]/g, '?')}`;
      const found = await vscode.workspace.findFiles(glob, excluded, maxPlaces);
      return found.map(pathOf).filter((path) => path.endsWith(`/${tail}`));
    } catch {
      return [];
    }
  }
}

/** Folders with a disk under them, which is where a debugged program runs. */
function folders(): readonly vscode.WorkspaceFolder[] {
  return (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
}

function pathOf(uri: vscode.Uri): string {
  return uri.fsPath.replaceAll('\\', '/').replace(/\/$/, '');
}

/** By the innermost folder that holds the path. */
function uriOf(path: string): vscode.Uri | undefined {
  const holding = folders()
    .map(({ uri }) => ({ uri, relative: relativeTo(pathOf(uri), path) }))
    .sort((a, b) => (a.relative?.length ?? Infinity) - (b.relative?.length ?? Infinity));
  const [first] = holding;
  return first?.relative === undefined ? undefined : vscode.Uri.joinPath(first.uri, first.relative);
}
