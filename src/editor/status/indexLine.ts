import * as vscode from 'vscode';
import type { IndexProgress } from '../../protocol/context';

/** How far the index is, in one short line; empty where there is none. */
export function indexLine({ state, files, pending }: IndexProgress): string {
  const count = (value: number): string => value.toLocaleString(vscode.env.language);
  switch (state) {
    case 'off':
      return '';
    case 'scanning':
      return vscode.l10n.t('Index: looking for files…');
    case 'indexing':
      return vscode.l10n.t('Indexing… {0} of {1} files', count(files), count(files + pending));
    case 'ready':
      return files === 1 ? vscode.l10n.t('Index: 1 file') : vscode.l10n.t('Index: {0} files', count(files));
  }
}
