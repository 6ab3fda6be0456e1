import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { InertMarkdown } from '../../../src/core/chat/inertMarkdown';

/** As liberal as any editor: links of all kinds, HTML and images. */
const renderer = new MarkdownIt('default', { html: true, linkify: true });

function inert(markdown: string, pieceChars = markdown.length): string {
  const made = new InertMarkdown();
  let out = '';
  for (let at = 0; at < markdown.length; at += Math.max(1, pieceChars))
    out += made.push(markdown.slice(at, at + Math.max(1, pieceChars)));
  return out + made.end();
}

function rendered(markdown: string): string {
  return renderer.render(inert(markdown));
}

describe('text of the model', () => {
  it('keeps its form', () => {
    const markdown = '# Title\n\nIt **adds** `a` to *b*:\n\n1. first\n2. second\n';
    expect(inert(markdown)).toBe(markdown);
  });

  it('leaves tables as text', () => {
    expect(rendered('a | b\n--|--\n1 | 2\n')).not.toContain('<table');
    expect(rendered('a\n:--\n1\n')).not.toContain('<table');
  });

  it('lets a fence name a language alone', () => {
    expect(inert('```vscode-extensions\nevil.extension\n```')).toBe('```\nevil.extension\n```');
    expect(inert('```ts title="x"\na\n```')).toBe('```ts\na\n```');
    const tagged = inert('```ts\n<vscode_codeblock_uri>file:///other.ts</vscode_codeblock_uri>\n```');
    expect(tagged).not.toContain('<vscode_');
    expect(tagged).not.toContain('</vscode_');
  });

  it('keeps code as it is, in spans and in blocks', () => {
    const markdown = 'Use `a[0](x) <b>`:\n\n```ts\nconst a = b[0](c); // <https://x.example>\n```\nDone.';
    expect(inert(markdown)).toBe(markdown);
  });

  it.each([
    '[a](https://evil.example)',
    '![a](https://evil.example/a.png)',
    '<img src="https://evil.example/a.png">',
    'see https://evil.example/x and www.evil.example or me@evil.example',
    '<https://evil.example>',
    '[a]: https://evil.example\n\n[a]',
    '[a](command:plinth.deleteAllData)',
    'a ` [a](https://evil.example) b',
    'a ` b\n[a](https://evil.example) ` c',
    '`` a ` [a](https://evil.example)',
    '\\` [a](https://evil.example) \\`',
    '\\[a](https://evil.example)',
    '    ```\n[a](https://evil.example)\n    ```\n',
    '- ```js\n  x\n  ```\n[a](https://evil.example)',
    '> ```\n> x\n> ```\n[a](https://evil.example)',
    '> ```\n[a](https://evil.example)',
    '```a`b\n[a](https://evil.example)\n',
    '~~~\nx\n```\n~~~\n[a](https://evil.example)',
    'a | b\n--|--\n`x | [click](https://evil.example) `',
    'a\n:--\n`x | [click](https://evil.example) `',
    '<script>\nalert(1)\n</script>',
    '<!-- [a](https://evil.example) -->',
  ])('makes no link, image or HTML of %j', (markdown) => {
    const html = rendered(markdown);
    expect(html).not.toMatch(/<(?:a|img|script)\b|<!--/);
    expect(html.replace(/<[^>]+>/g, '')).toMatch(/evil|alert|deleteAllData/);
  });

  it('makes none of anything, in whatever pieces it comes', () => {
    const part = fc.constantFrom(
      ...['`', '``', '```', '~~~', '\n', '\n\n', ' ', '    ', '- ', '> ', '1. ', '\\', '[a](https://e.example)', '<b>'],
      ...['![a](b)', 'www.', 'e.example', 'https:', '//e.example', 'word', '<https://e.example>', '[a]: b', '\t'],
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), fc.integer({ min: 1, max: 7 }), (parts, pieceChars) => {
        const out = inert(parts.join(''), pieceChars);
        expect(out).toBe(inert(parts.join('')));
        expect(renderer.render(out)).not.toMatch(/<(?:a|img|b)\b/);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('while it streams', () => {
  it('gives out words as they come, and code by the line', () => {
    const made = new InertMarkdown();
    expect(made.push('It ad')).toBe('It ');
    expect(made.push('ds `a')).toBe('adds ');
    expect(made.push('` and')).toBe('`a` ');
    expect(made.push(' b.\n```ts\nlet a')).toBe('and b.\n```ts\n');
    expect(made.push(' = 1;\n``')).toBe('let a = 1;\n');
    expect(made.push('`\nx')).toBe('```\n');
    expect(made.end()).toBe('x');
  });

  it('begins with the first word, whatever it looks like', () => {
    for (const start of ['`add` ', '**Bold** ', '3 of ', '~x~ ', '- item '])
      expect(new InertMarkdown().push(`${start}x`)).toBe(start);
  });

  it('closes a block that the end left open', () => {
    expect(inert('```py\nx = 1')).toBe('```py\nx = 1\n```');
    expect(inert('')).toBe('');
  });
});
