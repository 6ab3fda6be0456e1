import { describe, expect, it } from 'vitest';
import { languages } from '../../../src/core/syntax/languages';
import { commentedText } from '../../../src/editor/explain/commentedText';

describe('commentedText', () => {
  it('writes each line in the form of the language, indented', () => {
    expect(commentedText('python', 'Adds.\n\nReturns the sum.', '    ')).toBe(
      '    # Adds.\n    #\n    # Returns the sum.\n',
    );
    expect(commentedText('typescript', 'Adds.', '\t')).toBe('\t// Adds.\n');
    expect(commentedText('lua', 'Adds.', '')).toBe('-- Adds.\n');
    expect(commentedText('html', 'A page.\n\nLong.', '  ')).toBe('  <!--\n  A page.\n\n  Long.\n  -->\n');
  });

  it('knows every language that has a grammar, and refuses others', () => {
    for (const id of Object.keys(languages)) expect(commentedText(id, 'x', '')).toMatch(/^\S+ x\n$/);
    expect(commentedText('brainfuck', 'x', '')).toBeUndefined();
    expect(commentedText('constructor', 'x', '')).toBeUndefined();
  });

  it('wraps long lines, keeps list items aligned and code in fences as it is', () => {
    const code = `const x = ${'1 + '.repeat(40)}1;`;
    const text = `- ${'word '.repeat(40)}\n\`\`\`js\n${code}\n\`\`\``;
    const lines = (commentedText('go', text, '  ') ?? '').split('\n');
    expect(lines[0]).toMatch(/^ {2}\/\/ - word/);
    expect(lines[1]).toMatch(/^ {2}\/\/ {3}word/);
    expect(lines.filter((line) => line.length > 100)).toEqual([`  // ${code}`]);
    expect(lines.join(' ').match(/word/g)).toHaveLength(40);
  });

  it('keeps a word that is longer than a line whole', () => {
    expect(commentedText('go', 'x'.repeat(300), '')).toBe(`// ${'x'.repeat(300)}\n`);
  });

  it.each(['\r', '\r\n', '\u2028', '\u2029', '\u0085', '\v', '\f'])('lets %j end no comment', (lineBreak) => {
    expect(commentedText('javascript', `a${lineBreak}steal()`, '')).toBe('// a\n// steal()\n');
  });

  it('leaves nothing that is code inside of a comment', () => {
    expect(commentedText('php', 'a ?><?php steal();', '')).not.toContain('?>');
    expect(commentedText('java', 'a \\u000a steal();', '')).not.toMatch(/\\u/);
    expect(commentedText('c', 'ends in \\', '')).toBe('// ends in\n');
    expect(commentedText('css', 'a */ body { display: none }', '')?.match(/\*\//g)).toHaveLength(1);
    expect(commentedText('html', 'a --> <script>steal()</script>', '')?.match(/-->/g)).toHaveLength(1);
  });
});
