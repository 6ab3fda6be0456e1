/** Everything that the panel's document is made of; the texts are already translated. */
export interface PanelParts {
  readonly nonce: string;
  /** The webview's own origin for style sheets. */
  readonly cspSource: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** BCP 47 name of the display language. */
  readonly language: string;
  readonly labels: PanelLabels;
}

interface PanelLabels {
  readonly title: string;
  readonly hint: string;
  readonly stop: string;
  readonly again: string;
  readonly copy: string;
  readonly answer: string;
}

/**
 * The panel's document. Its policy lets in our style sheet and our script and nothing else: no inline style, no image, no font,
 * no frame, no connection. Answers arrive later as messages.
 */
export function panelHtml(parts: PanelParts): string {
  const { labels } = parts;
  const policy = `default-src 'none'; style-src ${parts.cspSource}; script-src 'nonce-${parts.nonce}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="${escapeHtml(parts.language)}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${escapeHtml(labels.title)}</title>
  <link rel="stylesheet" href="${escapeHtml(parts.styleUri)}">
</head>
<body>
  <header>
    <h2 id="title">${escapeHtml(labels.title)}</h2>
    <p id="subtitle">${escapeHtml(labels.hint)}</p>
    <div id="actions" role="toolbar" aria-label="${escapeHtml(labels.title)}" hidden>
      <button id="stop" type="button">${escapeHtml(labels.stop)}</button>
      <button id="again" type="button">${escapeHtml(labels.again)}</button>
      <button id="copy" type="button">${escapeHtml(labels.copy)}</button>
    </div>
  </header>
  <main id="answer" tabindex="0" aria-label="${escapeHtml(labels.answer)}" aria-live="polite" aria-busy="false"></main>
  <p id="status" role="status"></p>
  <script nonce="${escapeHtml(parts.nonce)}" src="${escapeHtml(parts.scriptUri)}"></script>
</body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
