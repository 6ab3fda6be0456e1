import type { Highlighter } from './highlighter';

/** Elements that the rendering policy can produce; anything else is dropped, whatever the sender did. */
const allowed = new Set(
  [
    'P',
    'PRE',
    'CODE',
    'EM',
    'STRONG',
    'S',
    'H1',
    'H2',
    'H3',
    'H4',
    'H5',
    'H6',
    'UL',
    'OL',
    'LI',
    'BLOCKQUOTE',
    'HR',
    'BR',
  ].concat(['TABLE', 'THEAD', 'TBODY', 'TR', 'TH', 'TD']),
);

/** One answer: its blocks, as they are added and changed while it grows. */
export class AnswerBlocks {
  readonly #container: Element;
  readonly #highlighter: Highlighter;
  /** HTML of the blocks that are shown, as it came. */
  #sources: readonly string[] = [];

  constructor(container: Element, highlighter: Highlighter) {
    this.#container = container;
    this.#highlighter = highlighter;
  }

  /**
   * Shows new HTML by replacing only the blocks that differ, so that a growing answer does not flicker, a text selection stays and
   * a screen reader hears each block once.
   */
  show(html: string): void {
    const template = document.createElement('template');
    template.innerHTML = html;
    const next = [...template.content.childNodes];
    const sources = next.map((node) => (node instanceof Element ? node.outerHTML : (node.textContent ?? '')));
    let same = 0;
    while (same < sources.length && sources[same] === this.#sources[same]) same += 1;
    for (const node of [...this.#container.childNodes].slice(same)) node.remove();
    const added = next.slice(same);
    for (const node of added) if (node instanceof Element) this.#prepare(node);
    this.#container.append(...added.map((node) => (isAllowed(node) ? node : '')));
    this.#sources = sources;
    // Long lines of code scroll by keyboard only when their block can be focused.
    for (const block of this.#container.querySelectorAll('pre'))
      if (block.scrollWidth > block.clientWidth) block.tabIndex = 0;
  }

  #prepare(block: Element): void {
    for (const element of [block, ...block.querySelectorAll('*')]) clean(element);
    // Code that is still being written has no class of a language yet: its colours would jump with each word.
    for (const code of block.querySelectorAll('code[class^="language-"]')) {
      const language = code.className.slice('language-'.length);
      const html = this.#highlighter.highlight(code.textContent ?? '', language);
      if (html !== undefined) code.innerHTML = html;
    }
  }
}

/** Text stays; every node keeps its place in the count. */
function isAllowed(node: Node): boolean {
  return !(node instanceof Element) || allowed.has(node.tagName);
}

function clean(element: Element): void {
  if (!allowed.has(element.tagName)) return element.remove();
  for (const { name } of [...element.attributes])
    if (name !== 'class' && name !== 'start') element.removeAttribute(name);
}
