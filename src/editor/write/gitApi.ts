import * as vscode from 'vscode';
import { PlainError } from '../../base/errors';

/** Of the API that the editor's own git extension gives to others (version 1, `git.d.ts` in its sources), what is used here. */
export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly inputBox: { value: string };
  readonly state: {
    readonly indexChanges: readonly GitChange[];
    readonly workingTreeChanges: readonly GitChange[];
    /** Empty where untracked files are listed among the changes, which is the default. */
    readonly untrackedChanges?: readonly GitChange[];
  };
  readonly ui: { readonly selected: boolean };
  /** The text of `git diff`; `cached`: of what is staged. */
  diff(cached?: boolean): Promise<string>;
  log(options: { readonly maxEntries: number }): Promise<readonly { readonly message: string }[]>;
}

export interface GitChange {
  readonly uri: vscode.Uri;
  readonly status: number;
}

export interface GitApi {
  readonly repositories: readonly GitRepository[];
  getRepository(uri: vscode.Uri): GitRepository | null;
}

/** `Status.UNTRACKED` of its enumeration. */
export const untrackedStatus = 7;

/** @throws PlainError `noGit` where the git extension is missing, off, or does not run in a folder that is not trusted */
export async function gitApi(): Promise<GitApi> {
  const extension = vscode.extensions.getExtension<{ readonly enabled: boolean; getAPI(version: 1): GitApi }>(
    'vscode.git',
  );
  const git = extension?.isActive === true ? extension.exports : await extension?.activate();
  if (git?.enabled === true) return git.getAPI(1);
  throw new PlainError(
    'noGit',
    vscode.l10n.t("The editor's git extension is not running."),
    vscode.l10n.t('Turn on `git.enabled`, and trust this folder.'),
  );
}

/**
 * The repository that is meant: the one whose title was clicked, the only one, the one that is selected in the source control view, that of
 * the open file; else the person chooses. Undefined when they do not. @throws PlainError `noRepository`
 */
export async function chooseRepository(api: GitApi, argument: unknown): Promise<GitRepository | undefined> {
  const { repositories } = api;
  const clicked = rootOfArgument(argument)?.toString();
  const named = repositories.find(({ rootUri }) => rootUri.toString() === clicked);
  if (named !== undefined) return named;
  const [only, ...others] = repositories;
  if (only === undefined)
    throw new PlainError(
      'noRepository',
      vscode.l10n.t('There is no git repository here.'),
      vscode.l10n.t('Open a folder that is one.'),
    );
  if (others.length === 0) return only;
  const selected = repositories.filter(({ ui }) => ui.selected);
  if (selected.length === 1) return selected[0];
  const document = vscode.window.activeTextEditor?.document.uri;
  const around = document === undefined ? null : api.getRepository(document);
  if (around !== null) return around;
  const items = repositories.map((repository) => ({
    label: vscode.workspace.asRelativePath(repository.rootUri, true),
    repository,
  }));
  const placeHolder = vscode.l10n.t('For which repository?');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.repository;
}

/** The title menu of source control hands over its `SourceControl`. */
function rootOfArgument(argument: unknown): vscode.Uri | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { rootUri } = argument as { readonly rootUri?: unknown };
  return rootUri instanceof vscode.Uri ? rootUri : undefined;
}
