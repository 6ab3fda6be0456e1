import * as vscode from 'vscode';
import type { PlainHint } from '../../core/debug/plainHint';
import type { ChatResult } from '../../protocol/engine';
import { explainTexts } from '../explain/explainTexts';
import type { HintHtmlLabels } from './hintHtml';
import type { HintLabels } from './hintMarkdown';

/** The sentences about a hint. */
export const hintTexts = {
  get running(): string {
    return vscode.l10n.t('The model looks at it…');
  },

  get noModel(): string {
    return vscode.l10n.t('No model is there to say more.');
  },

  ending: (result: ChatResult, answer: string): string => explainTexts.ending(result, answer),
};

/** The words of the plain part. */
export function hintLabels(): HintLabels {
  return {
    likely: vscode.l10n.t('Likely:'),
    noPlace: vscode.l10n.t('No place in a file is known.'),
    notOwn: vscode.l10n.t('not a file of this workspace'),
    more: (count) => vscode.l10n.t('and {0} more', count),
  };
}

/** What can be done with the hint, under its title: "Suggest Fix for This Error" works only in trusted folders. */
export function hintSubtitle({ place }: PlainHint): string {
  if (place?.uri === undefined || !vscode.workspace.isTrusted) return '';
  return vscode.l10n.t('The light bulb of this view looks for a fix of this line.');
}

/** The words in the view. */
export function hintHtmlLabels(): HintHtmlLabels {
  return {
    title: vscode.l10n.t('Hint'),
    stop: vscode.l10n.t('Stop'),
    again: vscode.l10n.t('Ask Again'),
    copy: vscode.l10n.t('Copy'),
    answer: vscode.l10n.t('Hint at the error'),
  };
}
