import type { ExplainDepth, FromPanel, PanelHistoryEntry, PanelState, ToPanel } from '../protocol/panel';
import { Conversation } from './conversation';
import { QuestionForm } from './questionForm';

/** What stays when the panel's document is made anew. */
interface Kept {
  readonly draft: string;
}

declare function acquireVsCodeApi(): {
  postMessage(message: FromPanel): void;
  getState(): Kept | undefined;
  setState(kept: Kept): void;
};

function element<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`the panel has no #${id}`);
  return found;
}

/** Somebody who walks through the depths by keys passes those in between. */
const depthRestMs = 300;

const vscode = acquireVsCodeApi();
const page = document.documentElement;
const stop = element('stop', HTMLButtonElement);
const again = element('again', HTMLButtonElement);
const history = element('history', HTMLSelectElement);
const depths = [...document.querySelectorAll<HTMLInputElement>('#depth input')];
const conversation = new Conversation(element('answer', HTMLElement), (id) => vscode.postMessage({ type: 'open', id }));
const form = new QuestionForm(
  {
    form: element('ask', HTMLFormElement),
    field: element('question', HTMLTextAreaElement),
    button: element('send', HTMLButtonElement),
    ask: (question) => vscode.postMessage({ type: 'ask', question }),
    keep: (draft) => vscode.setState({ draft }),
  },
  vscode.getState()?.draft ?? '',
);

function receive(message: ToPanel): void {
  switch (message.type) {
    case 'thread':
      element('title', HTMLElement).textContent = message.title;
      element('subtitle', HTMLElement).textContent = message.subtitle;
      for (const id of ['actions', 'ask']) element(id, HTMLElement).hidden = false;
      showDepth(message.depth);
      showState(message.status, message.state);
      conversation.show(message.turns, message.symbols);
      page.scrollTop = 0;
      break;
    case 'turn':
      showState(message.status, 'running');
      conversation.add(message.question);
      page.scrollTop = page.scrollHeight;
      break;
    case 'html':
      following(() => conversation.update(message.html));
      break;
    case 'symbols':
      following(() => conversation.link(message.symbols));
      break;
    case 'end':
      following(() => showState(message.status, message.failed ? 'failed' : 'done'));
      break;
    case 'depth':
      showDepth(message.depth);
      break;
    case 'history':
      showHistory(message.entries, message.shown);
      break;
  }
}

function showState(text: string, state: PanelState): void {
  const running = state === 'running';
  element('status', HTMLElement).textContent = text;
  document.body.dataset['state'] = state;
  conversation.isBusy = running;
  form.isOff = running;
  // The focus goes to the button that takes the place of the one that vanishes.
  const lostFocus = document.activeElement === (running ? again : stop);
  stop.hidden = !running;
  again.hidden = running;
  if (lostFocus) (running ? stop : again).focus();
}

function showDepth(depth: ExplainDepth): void {
  for (const input of depths) input.checked = input.value === depth;
}

function showHistory(entries: readonly PanelHistoryEntry[], shown: number): void {
  element('earlier', HTMLElement).hidden = entries.length < 2;
  history.replaceChildren(
    ...entries.map(({ id, label }) => {
      const isShown = id === shown;
      return new Option(label, String(id), isShown, isShown);
    }),
  );
}

/** A reader at the end follows the text; one who scrolled up stays where they are. */
function following(change: () => void): void {
  const { scrollTop, scrollHeight, clientHeight } = page;
  const follows = scrollTop > 0 && scrollHeight - scrollTop - clientHeight < 24;
  change();
  page.scrollTop = follows ? page.scrollHeight : scrollTop;
}

function onClick(id: string, type: 'stop' | 'again' | 'copy' | 'insert'): void {
  element(id, HTMLButtonElement).addEventListener('click', () => vscode.postMessage({ type }));
}

let depthTimer = 0;
for (const input of depths)
  input.addEventListener('change', () => {
    const depth = input.value as ExplainDepth;
    window.clearTimeout(depthTimer);
    depthTimer = window.setTimeout(() => vscode.postMessage({ type: 'depth', depth }), depthRestMs);
  });
onClick('stop', 'stop');
onClick('again', 'again');
onClick('copy', 'copy');
onClick('insert', 'insert');
history.addEventListener('change', () => vscode.postMessage({ type: 'choose', id: Number(history.value) }));
window.addEventListener('keydown', ({ key, isComposing }) => {
  // The form is off as soon as a question is sent, which is before it is known to be answered.
  if (key === 'Escape' && !isComposing && form.isOff) vscode.postMessage({ type: 'stop' });
});
window.addEventListener('message', (event: MessageEvent<ToPanel>) => receive(event.data));
vscode.postMessage({ type: 'ready' });
