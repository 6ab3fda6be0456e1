import * as vscode from 'vscode';
import type { ExplainTexts } from './explainSession';
import type { PanelLabels } from './panelHtml';

/** The sentences about an explanation. */
export const explainTexts: ExplainTexts = {
  get running() {
    return vscode.l10n.t('Explaining…');
  },

  title({ origin, name }) {
    if (origin === 'symbol' && name !== '') return vscode.l10n.t('Explanation of {0}', name);
    return origin === 'selection'
      ? vscode.l10n.t('Explanation of the selection')
      : vscode.l10n.t('Explanation of these lines');
  },

  subtitle({ path, firstLine, lastLine, omittedLines, enclosing }) {
    const lines =
      firstLine === lastLine
        ? vscode.l10n.t('line {0}', firstLine)
        : vscode.l10n.t('lines {0} to {1}', firstLine, lastLine);
    const notes = [`${path}, ${lines}`];
    if (omittedLines > 0)
      notes.push(vscode.l10n.t('The last {0} lines were left out: too long for the model.', omittedLines));
    if (enclosing?.whole === false) notes.push(vscode.l10n.t('The model saw only a part of the code around it.'));
    return notes.join(' · ');
  },

  ending({ stop }, markdown) {
    if (stop === 'aborted') return vscode.l10n.t('Stopped.');
    if (stop === 'limit') return vscode.l10n.t('The answer was cut at its limit of length.');
    if (stop === 'repetition') return vscode.l10n.t('Stopped because the model began to repeat itself.');
    if (markdown.trim() === '') return vscode.l10n.t('The model gave no answer.');
    return vscode.l10n.t('Written by a local model: check what matters.');
  },
};

/** The words in the panel. */
export function panelLabels(): PanelLabels {
  return {
    title: vscode.l10n.t('Explanation'),
    hint: vscode.l10n.t('Select code and choose "Plinth: Explain Selection".'),
    depth: vscode.l10n.t('How much to explain'),
    depths: {
      sentence: vscode.l10n.t('One sentence'),
      normal: vscode.l10n.t('Normal'),
      lines: vscode.l10n.t('Line by line'),
    },
    stop: vscode.l10n.t('Stop'),
    again: vscode.l10n.t('Ask Again'),
    copy: vscode.l10n.t('Copy'),
    insert: vscode.l10n.t('Insert…'),
    answer: vscode.l10n.t('Answer of the model'),
    question: vscode.l10n.t('Ask about this code'),
    send: vscode.l10n.t('Ask'),
    earlier: vscode.l10n.t('Explanations of this session'),
  };
}
