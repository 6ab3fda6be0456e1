import * as vscode from 'vscode';

const pythonExtension = 'ms-python.python';

/** What of the Python extension's public interface is used. */
interface PythonEnvironments {
  readonly known: readonly { readonly id: string; readonly executable: { readonly uri?: vscode.Uri } }[];
  getActiveEnvironmentPath(resource: vscode.Uri): { readonly id: string; readonly path: string };
}

/**
 * The interpreters that the user has named for a workspace folder, best first: the environment that is active in the Python
 * extension, where that runs, then the setting for the time before one is chosen. Empty in a workspace that is not trusted, whose settings
 * and environments are code. Starts nothing; never rejects.
 */
export function pythonInterpreters(root: string): Promise<string[]> {
  if (!vscode.workspace.isTrusted) return Promise.resolve([]);
  const folder = vscode.Uri.file(root);
  const found = [activeInterpreter(folder), namedInterpreter(folder)];
  return Promise.resolve(found.filter((file) => file !== undefined));
}

function activeInterpreter(folder: vscode.Uri): string | undefined {
  try {
    const extension = vscode.extensions.getExtension<{ readonly environments?: PythonEnvironments }>(pythonExtension);
    const environments = extension?.isActive === true ? extension.exports.environments : undefined;
    if (environments === undefined) return undefined;
    const active = environments.getActiveEnvironmentPath(folder);
    const known = environments.known.find(({ id }) => id === active.id);
    return known?.executable.uri?.fsPath ?? active.path;
  } catch {
    // Another version of it, with another interface.
    return undefined;
  }
}

/** A bare name, which is the default, is no path: whoever gets it looks for absolute ones. */
function namedInterpreter(folder: vscode.Uri): string | undefined {
  const value: unknown = vscode.workspace.getConfiguration('python', folder).get('defaultInterpreterPath');
  if (typeof value !== 'string') return undefined;
  return value.replaceAll(/\$\{workspace(?:Folder|Root)\}/g, folder.fsPath);
}
