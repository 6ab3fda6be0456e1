import type { FromPanel, ToPanel } from '../protocol/panel';
import { replaceBlocks } from './replaceBlocks';

declare function acquireVsCodeApi(): { postMessage(message: FromPanel): void };

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the panel has no #${id}`);
  return found;
}

const vscode = acquireVsCodeApi();
const page = document.documentElement;
const answer = element('answer');
const stop = element('stop');
const again = element('again');

function receive(message: ToPanel): void {
  switch (message.type) {
    case 'start':
      element('title').textContent = message.title;
      element('subtitle').textContent = message.subtitle;
      element('actions').hidden = false;
      showState(message.status, 'running');
      replaceBlocks(answer, '');
      page.scrollTop = 0;
      break;
    case 'html':
      showAnswer(message.html);
      break;
    case 'end':
      showState(message.status, message.failed ? 'failed' : 'done');
      break;
  }
}

function showState(text: string, state: 'running' | 'done' | 'failed'): void {
  const running = state === 'running';
  element('status').textContent = text;
  document.body.dataset['state'] = state;
  // While it is busy a screen reader waits; the whole answer is announced at its end.
  answer.setAttribute('aria-busy', String(running));
  // The focus goes to the button that takes the place of the one that vanishes.
  const lostFocus = document.activeElement === (running ? again : stop);
  stop.hidden = !running;
  again.hidden = running;
  if (lostFocus) (running ? stop : again).focus();
}

/** A reader at the end follows the text; one who scrolled up stays where they are. */
function showAnswer(html: string): void {
  const { scrollTop, scrollHeight, clientHeight } = page;
  const follows = scrollTop > 0 && scrollHeight - scrollTop - clientHeight < 24;
  replaceBlocks(answer, html);
  page.scrollTop = follows ? page.scrollHeight : scrollTop;
}

function send(button: HTMLElement, message: FromPanel): void {
  button.addEventListener('click', () => vscode.postMessage(message));
}

window.addEventListener('message', (event: MessageEvent<ToPanel>) => receive(event.data));
send(stop, { type: 'stop' });
send(again, { type: 'again' });
send(element('copy'), { type: 'copy' });
vscode.postMessage({ type: 'ready' });
