import * as vscode from 'vscode';
import { isSecretFile } from '../../core/text/secretFiles';
import { isForeign, isReadOnly } from '../convert';
import type { FixCommandArguments } from './fixArguments';

/** The entry on the light bulb of a problem. It answers at once and never asks the model: the command does. */
export class FixActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };

  /** `onOffer` hears of each document in which a fix is offered. */
  constructor(private readonly onOffer: (document: vscode.TextDocument) => void) {}

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const { diagnostics } = context;
    if (diagnostics.length === 0 || !vscode.workspace.isTrusted) return [];
    if (isForeign(document) || isReadOnly(document) || isSecretFile(document.uri.path)) return [];
    const action = new vscode.CodeAction(vscode.l10n.t('Suggest fix with Plinth'), vscode.CodeActionKind.QuickFix);
    action.diagnostics = [...diagnostics];
    this.onOffer(document);
    const argument: FixCommandArguments = { uri: document.uri, diagnostics };
    action.command = { command: 'plinth.suggestFix', title: action.title, arguments: [argument] };
    return [action];
  }
}
