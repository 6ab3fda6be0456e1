/** What every document for the panel's script is made with. */
export interface PanelDocument {
  readonly nonce: string;
  /** The webview's own origin for style sheets. */
  readonly cspSource: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** BCP 47 name of the display language. */
  readonly language: string;
}

/**
 * The beginning of such a document, up to its head's end. Its policy lets in our style sheet and our script and nothing else: no inline
 * style, no image, no font, no frame, no connection.
 * @param title plain text
 */
export function panelHead({ nonce, cspSource, styleUri, language }: PanelDocument, title: string): string {
  const policy = `default-src 'none'; style-src ${cspSource}; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${escapeHtml(title)}</title>
  <link rel="stylesheet" href="${escapeHtml(styleUri)}">
</head>`;
}

/** The element that loads the panel's script. */
export function panelScript({ nonce, scriptUri }: PanelDocument): string {
  return `<script nonce="${escapeHtml(nonce)}" src="${escapeHtml(scriptUri)}"></script>`;
}

/** Text that may stand between tags and in attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
