import { escapeHtml, type PanelDocument, panelHead, panelScript } from '../panelDocument';

/** The words in the view; already translated. */
export interface HintHtmlLabels {
  readonly title: string;
  readonly stop: string;
  readonly again: string;
  readonly copy: string;
  readonly answer: string;
}

/**
 * The document of the hint's view, for the script of the explanation panel. What that script wants and a hint has no use for stays hidden.
 * Beside the debugger's own views only a few lines of it are in sight, so what is known comes first and the buttons last.
 */
export function hintHtml(document: PanelDocument, labels: HintHtmlLabels): string {
  return `${panelHead(document, labels.title)}
<body>
  <header>
    <h2 id="title">${escapeHtml(labels.title)}</h2>
  </header>
  <main id="answer" tabindex="0" aria-label="${escapeHtml(labels.answer)}" aria-live="polite" aria-busy="false"></main>
  <p id="status" role="status"></p>
  <div id="actions" role="toolbar" aria-label="${escapeHtml(labels.title)}" hidden>
    <button id="stop" type="button">${escapeHtml(labels.stop)}</button>
    <button id="again" type="button">${escapeHtml(labels.again)}</button>
    <button id="copy" type="button">${escapeHtml(labels.copy)}</button>
  </div>
  <p id="subtitle"></p>
  <div hidden>
    <button id="insert" type="button"></button>
    <form id="ask"><textarea id="question"></textarea><button id="send" type="submit"></button></form>
    <div id="earlier"><select id="history"></select></div>
  </div>
  ${panelScript(document)}
</body>
</html>`;
}
