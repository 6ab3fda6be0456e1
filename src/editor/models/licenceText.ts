import * as vscode from 'vscode';
import type { CatalogueModel } from '../../core/models/catalogue';

/** Licence, and what a person must know before a download. */
export function licenceText(model: CatalogueModel): string {
  return model.licence.commercialUse
    ? vscode.l10n.t('licence {0}', model.licence.name)
    : vscode.l10n.t('{0}: not for commercial use', model.licence.name);
}
