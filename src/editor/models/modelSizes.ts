import * as vscode from 'vscode';
import type { CatalogueModel } from '../../core/models/catalogue';

/** A size as people read it: "491 MB", "1.1 GB". */
export function sizeText(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.max(1, Math.round(bytes / 1e6))} MB`;
}

/** Licence, and what a person must know before a download. */
export function licenceText(model: CatalogueModel): string {
  return model.licence.commercialUse
    ? vscode.l10n.t('licence {0}', model.licence.name)
    : vscode.l10n.t('{0}: not for commercial use', model.licence.name);
}
