import type { PanelSymbol, PanelTurn } from '../protocol/panel';
import { AnswerBlocks } from './answerBlocks';
import { Highlighter } from './highlighter';
import { linkSymbols } from './symbolLinks';

/** The questions and answers in the panel, one below the other. */
export class Conversation {
  readonly #container: HTMLElement;
  readonly #open: (id: number) => void;
  readonly #highlighter = new Highlighter();
  #last: AnswerBlocks | undefined;

  /** @param open is told the id of a name's link that was chosen */
  constructor(container: HTMLElement, open: (id: number) => void) {
    this.#container = container;
    this.#open = open;
  }

  /** While it is busy a screen reader waits; the whole answer is announced at its end. */
  set isBusy(isBusy: boolean) {
    this.#container.setAttribute('aria-busy', String(isBusy));
  }

  show(turns: readonly PanelTurn[], symbols: readonly PanelSymbol[]): void {
    this.#container.replaceChildren();
    for (const { question, html } of turns) {
      this.add(question);
      this.update(html);
    }
    this.link(symbols);
  }

  add(question: string): void {
    const turn = document.createElement('section');
    if (question !== '') {
      const heading = document.createElement('h3');
      heading.className = 'question';
      heading.textContent = question;
      turn.append(heading);
    }
    const answer = document.createElement('div');
    turn.append(answer);
    this.#container.append(turn);
    this.#last = new AnswerBlocks(answer, this.#highlighter);
  }

  /** Shows the last answer as it is now. */
  update(html: string): void {
    this.#last?.show(html);
  }

  link(symbols: readonly PanelSymbol[]): void {
    linkSymbols(this.#container, symbols, this.#open);
  }
}
