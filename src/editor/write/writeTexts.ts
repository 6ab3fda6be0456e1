import * as vscode from 'vscode';
import type { DocOutcome } from '../../core/write/doc/docService';
import type { EditOutcome } from '../../core/write/edit/editService';
import type { ParseVerdict } from '../../core/write/parseChange';
import type { NoTests } from '../../core/write/tests/testService';

type Reason<O extends { readonly kind: string }> =
  Extract<O, { readonly kind: 'none' }> extends { readonly reason: infer R } ? R : never;

export function verdictText(verdict: Exclude<ParseVerdict, 'syntaxError'>): string {
  return verdict === 'parses' ? vscode.l10n.t('parses') : vscode.l10n.t('syntax not checked');
}

export function noDocText(reason: Reason<DocOutcome>, languageId: string): string {
  switch (reason) {
    case 'noStyle':
      return vscode.l10n.t('Plinth does not know how functions are documented in {0}.', languageId);
    case 'noDefinition':
      return vscode.l10n.t('There is no function or class at the cursor.');
    case 'oneLine':
      return vscode.l10n.t(
        'The body stands on the line of the head, where no docstring fits. Put it on a line of its own.',
      );
    case 'noText':
      return vscode.l10n.t('The model wrote no documentation.');
    case 'syntaxError':
      return vscode.l10n.t('Syntax error: what the model wrote is not offered.');
  }
}

export function noEditText(reason: Reason<EditOutcome>): string {
  switch (reason) {
    case 'longSelection':
      return vscode.l10n.t('That are more lines than the model can write again. Select fewer.');
    case 'syntaxError':
      return vscode.l10n.t('Syntax error: what the model wrote is not offered.');
    case 'noCode':
      return vscode.l10n.t('The model answered without code. Nothing was changed.');
    case 'elided':
      return vscode.l10n.t('The model left lines out. Nothing was changed. Select fewer lines.');
    case 'tooLong':
      return vscode.l10n.t('The answer was too long. Nothing was changed. Select fewer lines.');
    case 'unchanged':
      return vscode.l10n.t('The model would change nothing.');
    case 'otherLanguage':
      return vscode.l10n.t('The model answered in another language. Nothing was changed.');
    case 'outside':
      return vscode.l10n.t('The model changed other code than was asked about. Nothing was changed.');
  }
}

export function noTestsText(reason: NoTests, languageId: string): string {
  switch (reason) {
    case 'noLanguage':
      return vscode.l10n.t('Plinth does not know how code is tested in {0}.', languageId);
    case 'noDefinition':
      return vscode.l10n.t('There is no function or class at the cursor.');
    case 'isTest':
      return vscode.l10n.t('This file is a test itself. Ask in the file that it tests.');
    case 'noFramework':
      return vscode.l10n.t('No test framework was found in the files of this project. Add one, then ask again.');
    case 'notExported':
      return vscode.l10n.t('No other file can use this, so no test can. Export it first, or choose what calls it.');
    case 'noLibrary':
      return vscode.l10n.t(
        'A test in a file of its own cannot reach this file: it is part of no library and has no header.',
      );
    case 'syntaxError':
      return vscode.l10n.t('Syntax error: what the model wrote is not offered.');
    case 'noCode':
    case 'noTest':
      return vscode.l10n.t('The model wrote no tests of this framework.');
    case 'noAssertion':
      return vscode.l10n.t('The model wrote tests that expect nothing. They are not offered.');
    case 'otherFramework':
      return vscode.l10n.t('The model wrote tests of another framework than the project has. They are not offered.');
    case 'unknownModule':
      return vscode.l10n.t('The model wrote tests that import what the project does not have. They are not offered.');
    case 'otherCode':
      return vscode.l10n.t('The model wrote tests of something else. They are not offered.');
    case 'copied':
      return vscode.l10n.t('The model wrote the code again instead of testing it. Nothing is offered.');
    case 'elided':
      return vscode.l10n.t('The model left parts of the tests out. They are not offered.');
    case 'tooLong':
      return vscode.l10n.t('The answer was too long and holds no whole test. Choose a smaller function.');
    case 'otherLanguage':
      return vscode.l10n.t('The model answered in another language.');
  }
}
