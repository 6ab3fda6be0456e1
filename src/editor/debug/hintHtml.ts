/** Everything that the hint's document is made of; the texts are already translated. */
interface HintHtmlParts {
  readonly nonce: string;
  /** The webview's own origin for style sheets. */
  readonly cspSource: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** BCP 47 name of the display language. */
  readonly language: string;
  readonly labels: HintHtmlLabels;
}

export interface HintHtmlLabels {
  readonly title: string;
  readonly stop: string;
  readonly again: string;
  readonly copy: string;
  readonly answer: string;
}

/**
 * The document of the hint's view, for the script of the explanation panel. Its policy lets in our style sheet and our script and nothing
 * else. What that script wants and a hint has no use for stays hidden.
 */
export function hintHtml({ nonce, cspSource, scriptUri, styleUri, language, labels }: HintHtmlParts): string {
  const policy = `default-src 'none'; style-src ${cspSource}; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${escapeHtml(labels.title)}</title>
  <link rel="stylesheet" href="${escapeHtml(styleUri)}">
</head>
<body>
  <header>
    <h2 id="title">${escapeHtml(labels.title)}</h2>
    <p id="subtitle"></p>
  </header>
  <div id="actions" role="toolbar" aria-label="${escapeHtml(labels.title)}" hidden>
    <button id="stop" type="button">${escapeHtml(labels.stop)}</button>
    <button id="again" type="button">${escapeHtml(labels.again)}</button>
    <button id="copy" type="button">${escapeHtml(labels.copy)}</button>
  </div>
  <main id="answer" tabindex="0" aria-label="${escapeHtml(labels.answer)}" aria-live="polite" aria-busy="false"></main>
  <p id="status" role="status"></p>
  <div hidden>
    <button id="insert" type="button"></button>
    <form id="ask"><textarea id="question"></textarea><button id="send" type="submit"></button></form>
    <div id="earlier"><select id="history"></select></div>
  </div>
  <script nonce="${escapeHtml(nonce)}" src="${escapeHtml(scriptUri)}"></script>
</body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
