import { describe, expect, it } from 'vitest';
import { Highlighter } from '../../../src/panel/highlighter';

const highlighter = new Highlighter();
const samples: Readonly<Record<string, string>> = {
  typescript: 'const a: number = 1;',
  typescriptreact: 'const a = <b>{c}</b>;',
  javascript: 'return a;',
  javascriptreact: 'return <a/>;',
  python: 'def f(): return 1',
  java: 'class A {}',
  go: 'func f() {}',
  rust: 'fn f() {}',
  c: 'int a = 1;',
  cpp: 'class A {};',
  csharp: 'class A {}',
  ruby: 'def f; end',
  php: '$a = 1; return $a;',
  kotlin: 'fun f() {}',
  lua: 'local a = 1',
  shellscript: 'if true; then echo 1; fi',
  json: '{"a": true}',
  diff: '+ added\n- removed',
};

/** The text that a browser would show. */
function shownText(html: string): string {
  const text = html
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>');
  return text
    .replace(/&quot;/g, '"')
    .replace(/&#x27;/g, "'")
    .replace(/&amp;/g, '&');
}

describe('Highlighter', () => {
  it.each(Object.entries(samples))('finds words of %s and changes no character', (language, code) => {
    const html = highlighter.highlight(code, language) ?? '';
    expect(html).toMatch(/<span class="hljs-/);
    expect(shownText(html)).toBe(code);
  });

  it('knows the short names that models write', () => {
    for (const language of [
      'ts',
      'tsx',
      'js',
      'jsx',
      'py',
      'rs',
      'c++',
      'c#',
      'cs',
      'rb',
      'kt',
      'sh',
      'bash',
      'Python',
    ])
      expect(highlighter.highlight('x = 1', language), language).toBeDefined();
  });

  it('lets no markup of the code through', () => {
    const code = `"</span><img src=x onerror=alert(1)>" // <script>'&amp;'`;
    for (const language of Object.keys(samples)) {
      const html = highlighter.highlight(code, language) ?? '';
      expect(html.replace(/<span class="[\w -]+">|<\/span>/g, '')).not.toMatch(/[<>]/);
      expect(shownText(html)).toBe(code);
    }
  });

  it('leaves other languages, odd names and very long code alone', () => {
    expect(highlighter.highlight('x', 'brainfuck')).toBeUndefined();
    expect(highlighter.highlight('x', 'constructor')).toBeUndefined();
    expect(highlighter.highlight('x', '')).toBeUndefined();
    expect(highlighter.highlight('x'.repeat(20_001), 'python')).toBeUndefined();
  });
});
