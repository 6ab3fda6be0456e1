import type { PanelSymbol } from '../protocol/panel';

/**
 * Makes links of the names in an answer that have a definition, and marks those that were not found. Names that are links or marked already
 * stay as they are.
 * @param open is told the id of a link that was chosen
 */
export function linkSymbols(answer: Element, symbols: readonly PanelSymbol[], open: (id: number) => void): void {
  const byText = new Map(symbols.map((symbol) => [symbol.text, symbol]));
  for (const code of answer.querySelectorAll<HTMLElement>(':not(pre) > code')) {
    const symbol = byText.get(code.textContent ?? '');
    if (symbol === undefined || code.matches('.symbol > code, .missing')) continue;
    if (symbol.id === undefined) markMissing(code, symbol.title);
    else link(code, symbol.title, symbol.id, open);
  }
}

function link(code: HTMLElement, title: string, id: number, open: (id: number) => void): void {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'symbol';
  button.title = title;
  button.addEventListener('click', () => open(id));
  code.replaceWith(button);
  button.append(code);
}

/** A title alone is not read aloud. */
function markMissing(code: HTMLElement, title: string): void {
  code.classList.add('missing');
  code.title = title;
  const note = document.createElement('span');
  note.className = 'unseen';
  note.textContent = ` (${title})`;
  code.after(note);
}
