import type { ExplainDepth } from '../../protocol/panel';
import { maxQuestionChars } from '../fromPanel';
import { escapeHtml, type PanelDocument, panelHead, panelScript } from '../panelDocument';

/** The words in the panel; already translated. */
export interface PanelLabels {
  readonly title: string;
  readonly hint: string;
  readonly depth: string;
  readonly depths: Readonly<Record<ExplainDepth, string>>;
  readonly stop: string;
  readonly again: string;
  readonly copy: string;
  readonly insert: string;
  readonly answer: string;
  readonly question: string;
  readonly send: string;
  readonly earlier: string;
}

/** The panel's document. Answers arrive later as messages. */
export function panelHtml(document: PanelDocument, labels: PanelLabels): string {
  const text = escapeAll(labels);
  return `${panelHead(document, labels.title)}
<body>
  <header>
    <h2 id="title">${text.title}</h2>
    <p id="subtitle">${text.hint}</p>
    <fieldset id="depth">
      <legend class="unseen">${text.depth}</legend>
${depthChoices(labels.depths)}
    </fieldset>
  </header>
  <div id="actions" role="toolbar" aria-label="${text.title}" hidden>
    <button id="stop" type="button">${text.stop}</button>
    <button id="again" type="button">${text.again}</button>
    <button id="copy" type="button">${text.copy}</button>
    <button id="insert" type="button">${text.insert}</button>
  </div>
  <main id="answer" tabindex="0" aria-label="${text.answer}" aria-live="polite" aria-busy="false"></main>
  <p id="status" role="status"></p>
  <form id="ask" aria-label="${text.question}" hidden>
    <textarea id="question" rows="1" maxlength="${maxQuestionChars}" aria-label="${text.question}" placeholder="${text.question}"></textarea>
    <button id="send" type="submit">${text.send}</button>
  </form>
  <footer id="earlier" hidden>
    <label for="history">${text.earlier}</label>
    <select id="history"></select>
  </footer>
  ${panelScript(document)}
</body>
</html>`;
}

function depthChoices(depths: PanelLabels['depths']): string {
  const choices = Object.entries(depths).map(
    ([depth, label]) => `      <label><input type="radio" name="depth" value="${depth}"> ${escapeHtml(label)}</label>`,
  );
  return choices.join('\n');
}

function escapeAll({
  depths: _depths,
  ...labels
}: PanelLabels): Readonly<Record<keyof Omit<PanelLabels, 'depths'>, string>> {
  return {
    title: escapeHtml(labels.title),
    hint: escapeHtml(labels.hint),
    depth: escapeHtml(labels.depth),
    stop: escapeHtml(labels.stop),
    again: escapeHtml(labels.again),
    copy: escapeHtml(labels.copy),
    insert: escapeHtml(labels.insert),
    answer: escapeHtml(labels.answer),
    question: escapeHtml(labels.question),
    send: escapeHtml(labels.send),
    earlier: escapeHtml(labels.earlier),
  };
}
