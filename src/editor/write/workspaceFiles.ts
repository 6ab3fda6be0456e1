import * as vscode from 'vscode';
import { isTestPath } from '../../core/context/paths';
import { isSecretFile } from '../../core/text/secretFiles';
import type { ProjectFiles } from '../../core/write/tests/projectFiles';

/** Nobody writes longer configurations or tests by hand. */
const maxBytes = 256 * 1_024;
/** The nearest few decide; the search stops here in a large project. */
const maxTests = 500;
const excluded =
  '**/{node_modules,.git,.venv,venv,site-packages,dist,out,build,target,vendor,bin,obj,.tox,coverage}/**';
const testNames = '{*.test,*.tests,*.spec,*-test,*-spec,*_test,*_spec,test_*,*Test,*Tests,*TestCase,*Spec}';
const testFolders = '{test,tests,__tests__,spec,specs}';

/** The files of a folder by the editor's own file systems, so that remote ones work too. Everything is read once: make one for each question. */
export class WorkspaceFiles implements ProjectFiles {
  readonly #root: vscode.Uri;
  readonly #mayShow: (file: vscode.Uri) => Promise<boolean>;
  readonly #texts = new Map<string, Promise<string | undefined>>();
  readonly #lists = new Map<string, Promise<readonly string[]>>();

  /** @param mayShow whether anything of a file may be shown to a model */
  constructor(root: vscode.Uri, mayShow: (file: vscode.Uri) => Promise<boolean>) {
    this.#root = root;
    this.#mayShow = mayShow;
  }

  uriOf(path: string): vscode.Uri {
    return path === '' ? this.#root : vscode.Uri.joinPath(this.#root, path);
  }

  read(path: string): Promise<string | undefined> {
    return kept(this.#texts, path, () => readText(this.uriOf(path)));
  }

  async show(path: string): Promise<string | undefined> {
    if (isSecretFile(path) || !(await this.#mayShow(this.uriOf(path)))) return undefined;
    return this.read(path);
  }

  list(folder: string): Promise<readonly string[]> {
    return kept(this.#lists, folder, () => namesIn(this.uriOf(folder)));
  }

  async tests(extensions: readonly string[]): Promise<readonly string[]> {
    const ending = extensions.length === 1 ? extensions[0] : `{${extensions.join(',')}}`;
    const globs = ending === 'bats' ? ['**/*.bats'] : [`**/${testNames}.${ending}`, `**/${testFolders}/**/*.${ending}`];
    const found = await Promise.all(globs.map((glob) => this.#find(glob)));
    const paths = found.flat().map(({ path }) => path.slice(this.#root.path.replace(/\/$/, '').length + 1));
    return [...new Set(paths)].filter((path) => isTestPath(path) || path.endsWith('.bats'));
  }

  async #find(glob: string): Promise<readonly vscode.Uri[]> {
    try {
      return await vscode.workspace.findFiles(new vscode.RelativePattern(this.#root, glob), excluded, maxTests);
    } catch {
      return [];
    }
  }
}

function kept<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

async function readText(file: vscode.Uri): Promise<string | undefined> {
  if (isSecretFile(file.path)) return undefined;
  try {
    const { type, size } = await vscode.workspace.fs.stat(file);
    if ((type & vscode.FileType.File) === 0 || size > maxBytes) return undefined;
    return new TextDecoder('utf-8').decode(await vscode.workspace.fs.readFile(file));
  } catch {
    return undefined;
  }
}

async function namesIn(folder: vscode.Uri): Promise<readonly string[]> {
  const unsaved = vscode.workspace.textDocuments
    .filter(({ uri, isClosed }) => uri.scheme === 'untitled' && !isClosed)
    .filter(({ uri }) => uri.path.slice(0, uri.path.lastIndexOf('/')) === folder.path.replace(/\/$/, ''))
    .map(({ uri }) => uri.path.slice(uri.path.lastIndexOf('/') + 1));
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    const names = entries.map(([name, type]) => ((type & vscode.FileType.Directory) === 0 ? name : `${name}/`));
    return [...names.sort(), ...unsaved];
  } catch {
    return unsaved;
  }
}
