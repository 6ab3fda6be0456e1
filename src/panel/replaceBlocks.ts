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

/**
 * Shows new HTML by replacing only the blocks that differ, so that a growing answer does not flicker, a text selection stays and
 * a screen reader hears each block once.
 */
export function replaceBlocks(container: Element, html: string): void {
  const template = document.createElement('template');
  template.innerHTML = html;
  for (const element of template.content.querySelectorAll('*')) clean(element);
  const next = [...template.content.childNodes];
  const shown = [...container.childNodes];
  let same = 0;
  while (same < next.length && same < shown.length && next[same]?.isEqualNode(shown[same] ?? null)) same += 1;
  for (const node of shown.slice(same)) node.remove();
  container.append(...next.slice(same));
  // Long lines of code scroll by keyboard only when their block can be focused.
  for (const block of container.querySelectorAll('pre')) if (block.scrollWidth > block.clientWidth) block.tabIndex = 0;
}

function clean(element: Element): void {
  if (!allowed.has(element.tagName)) return element.remove();
  for (const { name } of [...element.attributes])
    if (name !== 'class' && name !== 'start') element.removeAttribute(name);
}
