import { fileURLToPath } from 'node:url';

/** `//authority` and path of a notebook's cell; the fragment names the cell. */
const cellUri = /^vscode-notebook-cell:(?:\/\/([^/?#]*))?(\/[^?#]*)/;

/**
 * The file in which a document is kept: its own, or for a cell that of its notebook. For rules about files; a cell's text is not what the
 * file holds. Cells of a notebook that is no file of this machine get the path that they would have here.
 */
export function keptFilePathOf(uri: string): string | undefined {
  const [cell, authority = '', path = ''] = cellUri.exec(uri) ?? [];
  if (cell === undefined) return filePathOf(uri);
  // `ssh-remote+host` and `localhost:8080` name the machine on which this runs, any other one a share of Windows.
  const isThisMachine = /[+:%]/.test(authority);
  return filePathOf(`file://${isThisMachine ? '' : authority}${path}`);
}

/** The path of a document; `undefined` for one that is no file of this machine. */
export function filePathOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
