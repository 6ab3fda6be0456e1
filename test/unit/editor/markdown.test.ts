import { describe, expect, it } from 'vitest';
import { closeOpenMarks, lastCodeBlock, renderMarkdown } from '../../../src/editor/markdown';

const payloads = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  '<style>body{background:url(https://evil.test)}</style>',
  '[x](javascript:alert(1))',
  '[x](command:workbench.action.terminal.new)',
  '[x](command:plinth.deleteAllData "title")',
  '[x](https://evil.test/?q=secret)',
  '[x](file:///etc/passwd)',
  '[x](vscode://settings)',
  '![x](https://evil.test/p.png)',
  '![x](data:image/svg+xml;base64,PHN2Zz4=)',
  '![x][i]\n\n[i]: https://evil.test/p.png',
  '[x][i]\n\n[i]: javascript:alert(1)',
  '<https://evil.test>',
  '<javascript:alert(1)>',
  'https://evil.test',
  '`<b>` <b onclick=alert(1)>bold</b>',
  '```"><script>alert(1)</script>\ncode\n```',
  '```js\n</code></pre><script>alert(1)</script>\n```',
  '| a | b |\n|---|---|\n| <img src=x onerror=alert(1)> | [x](command:x) |',
  '# <img src=x>',
  '- [ ] <input autofocus onfocus=alert(1)>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;img src=x onerror=alert(1)&#62;',
  '<!-- --><script>alert(1)</script>',
  '<![CDATA[<script>alert(1)</script>]]>',
  '\u0000<script>\u0000alert(1)</script>',
];

/** Names of the elements, and of all attributes, in a piece of HTML that was made by a renderer which escapes text. */
function structure(html: string): { readonly elements: readonly string[]; readonly attributes: readonly string[] } {
  const tags = [...html.matchAll(/<([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"]*")*)\s*\/?>/gi)];
  const attributes = tags.flatMap((tag) => [...(tag[2] ?? '').matchAll(/([a-z-]+)="/gi)].map((pair) => pair[1] ?? ''));
  return { elements: tags.map((tag) => tag[1] ?? ''), attributes };
}

describe('renderMarkdown', () => {
  it.each(payloads)('renders %j as text and structure only', (payload) => {
    const html = renderMarkdown(payload);
    const { elements, attributes } = structure(html);
    expect(
      elements.filter((name) => /^(script|img|svg|iframe|a|style|b|input|form|object|embed|link|meta)$/i.test(name)),
    ).toEqual([]);
    expect(attributes.filter((name) => !/^(class|start|style)$/.test(name))).toEqual([]);
    // Every "<" in the output begins a tag of the renderer.
    expect(html.replace(/<\/?[a-z][a-z0-9]*((\s+[a-z-]+="[^"]*")*)\s*\/?>/gi, '')).not.toContain('<');
  });

  it('keeps the address of a link readable', () => {
    expect(renderMarkdown('see [docs](https://example.test/a)')).toBe('<p>see [docs](https://example.test/a)</p>\n');
  });

  it('renders what an explanation needs', () => {
    const html = renderMarkdown(
      '## How\n\n1. **first** `a<b`\n2. _second_\n\n```python\nx = "<b>"\n```\n\n| a |\n|---|\n| 1 |',
    );
    expect(html).toContain('<h2>How</h2>');
    expect(html).toContain('<strong>first</strong> <code>a&lt;b</code>');
    expect(html).toContain('<pre><code class="language-python">x = &quot;&lt;b&gt;&quot;\n</code></pre>');
    expect(html).toContain('<table>');
  });

  it('does not make headings out of a list that begins to stream', () => {
    expect(renderMarkdown('Steps:\n-')).not.toContain('<h');
    expect(renderMarkdown('Steps:\n---')).not.toContain('<h2');
  });

  it.each([
    ['```python\nx = 1', false],
    ['```python\nx = 1\n', false],
    ['```python\n', false],
    ['```python', false],
    ['```python\nx = 1\n```', true],
    ['```python\n```', true],
    ['- item\n\n  ```python\n  x = 1\n  ```', true],
    ['- item\n\n  ```python\n  x = 1\n', false],
    ['```python\nx\n```\n\n```go\ny', true],
  ])('while it grows, %j tells the language of the first fence: %j', (markdown, isTold) => {
    expect(renderMarkdown(markdown, { isGrowing: true }).includes('language-python')).toBe(isTold);
    expect(renderMarkdown(markdown)).toContain('language-python');
    expect(renderMarkdown(markdown, { isGrowing: true })).not.toContain('language-go');
  });

  it('bears with deep nesting and long lines', () => {
    expect(renderMarkdown('>'.repeat(5000)).length).toBeGreaterThan(0);
    expect(renderMarkdown(`${'*a '.repeat(5000)}`).length).toBeGreaterThan(0);
    expect(renderMarkdown('['.repeat(20_000)).length).toBeGreaterThan(0);
  });
});

describe('lastCodeBlock', () => {
  it('is the last one that holds something', () => {
    expect(lastCodeBlock('no code, `a` alone')).toBeUndefined();
    expect(lastCodeBlock('```js\na\n```\n\n- b\n\n  ~~~\n  c\n    d\n  ~~~\n\n```\n\n```')).toBe('c\n  d\n');
  });
});

describe('closeOpenMarks', () => {
  it.each([
    ['This is **bol', 'This is **bol**'],
    ['This is **bold** an', 'This is **bold** an'],
    ['This is **bold*', 'This is **bold**'],
    ['This is **', 'This is '],
    ['Call `pri', 'Call `pri`'],
    ['Call `', 'Call '],
    ['a `**` b', 'a `**` b'],
    ['one **done**\n\nnext `x', 'one **done**\n\nnext `x`'],
    ['```python\nx = a ** b', '```python\nx = a ** b'],
    ['```python\nx\n```\nthen **b', '```python\nx\n```\nthen **b**'],
    ['', ''],
  ])('%j becomes %j', (open, closed) => {
    expect(closeOpenMarks(open)).toBe(closed);
  });
});
