import { describe, expect, it } from 'vitest';
import { readFixAnswer } from '../../../src/core/fix/fixAnswer';
import type { FixTarget } from '../../../src/core/fix/fixTarget';

function targetOf(text: string, name: string, kind: FixTarget['kind'] = 'function'): FixTarget {
  return { start: 0, end: text.length, kind, name, text, firstLine: 1, problems: [] };
}

const method = '    def total(self, items):\n        return sum(item.prize for item in items)';
const python = targetOf(method, 'total');
const fixed = method.replace('prize', 'price');

/** The language that the first fence names, so that these tests need not say it twice. */
const languageOf = (answer: string): string => /^\s*(?:`{3,}|~{3,})(\w+)/m.exec(answer)?.[1] ?? 'python';

function codeOf(answer: string, target = python, cut = false): string {
  const reading = readFixAnswer(answer, target, { cut, languageId: languageOf(answer) });
  if (reading.kind !== 'code') throw new Error(`refused: ${reading.reason}`);
  return reading.code;
}

function refusalOf(answer: string, target = python, cut = false): string {
  const reading = readFixAnswer(answer, target, { cut, languageId: 'python' });
  return reading.kind === 'refused' ? reading.reason : `code: ${reading.code}`;
}

describe('readFixAnswer', () => {
  it('takes the fenced block out of the prose', () => {
    expect(codeOf(`Sure!\n\n\`\`\`python\n${fixed}\n\`\`\`\nThe name was wrong.`)).toBe(fixed);
  });

  it('takes a bare answer that begins like the target', () => {
    expect(codeOf(`${fixed}\n`)).toBe(fixed);
  });

  it('takes the longest of several blocks and understands tildes and long fences', () => {
    expect(codeOf(`\`\`\`\nprize\n\`\`\`\n~~~~py\n${fixed}\n~~~~`)).toBe(fixed);
    expect(codeOf(`\`\`\`\`\n${fixed}\n\`\`\`\``)).toBe(fixed);
  });

  it('gives a dedented answer the indentation of the target', () => {
    const dedented = fixed.replace(/^ {4}/gm, '');
    expect(codeOf(`\`\`\`python\n${dedented}\n\`\`\``)).toBe(fixed);
  });

  it('indents only the first line when the rest already stands in its place', () => {
    expect(codeOf(`\`\`\`python\n${fixed.trimStart()}\n\`\`\``)).toBe(fixed);
  });

  it('leaves out imports, the class and calls around the function', () => {
    const answer = `import math\n\nclass Cart:\n${fixed}\n\n    def other(self):\n        pass\n\nprint(Cart())`;
    expect(codeOf(`\`\`\`python\n${answer}\n\`\`\``)).toBe(fixed);
  });

  it('finds the function by its name when its first line changed', () => {
    const changed = fixed.replace('self, items', 'self, items, tax=0');
    expect(codeOf(`\`\`\`python\nimport math\n${changed}\n\`\`\``)).toBe(changed);
  });

  it('keeps the whole body of functions with braces, attributes and signatures of several lines', () => {
    const allman = 'template <class T>\nint f(T a)\n{\n  return a\n}';
    const answer = '```cpp\ntemplate <class T>\nint f(T a)\n{\n  return a;\n}\n\nint main() { return f(1); }\n```';
    expect(codeOf(answer, targetOf(allman, 'f'))).toBe('template <class T>\nint f(T a)\n{\n  return a;\n}');
    const rust = '#[test]\nfn works(\n    a: u8,\n) -> bool {\n    a = 1\n}';
    const right = rust.replace('a = 1', 'a == 1');
    expect(codeOf(`\`\`\`rust\n${right}\n\`\`\``, targetOf(rust, 'works'))).toBe(right);
    const decorated = '@cache\ndef f(x):\n    return y';
    expect(codeOf('```\n@cache\ndef f(x):\n    return x\n\nf(1)\n```', targetOf(decorated, 'f'))).toBe(
      '@cache\ndef f(x):\n    return x',
    );
  });

  it('keeps lines at the left edge that stand inside a string', () => {
    const old = 'def f():\n    return """\nleft\n""" + x';
    const right = old.replace('x', 'y');
    expect(codeOf(`\`\`\`\n${right}\n\`\`\``, targetOf(old, 'f'))).toBe(right);
  });

  it('writes CRLF into a CRLF document', () => {
    const crlf = targetOf(method.replaceAll('\n', '\r\n'), 'total');
    expect(codeOf(`\`\`\`\n${fixed}\n\`\`\``, crlf)).toBe(fixed.replaceAll('\n', '\r\n'));
  });

  it('refuses prose, empty blocks, unchanged, elided and cut answers', () => {
    expect(refusalOf('I cannot see a problem.')).toBe('noCode');
    expect(refusalOf('```python\n\n```')).toBe('noCode');
    expect(refusalOf('')).toBe('noCode');
    expect(refusalOf(`\`\`\`\n${method}  \n\`\`\``)).toBe('unchanged');
    expect(refusalOf('```\n    def total(self, items):\n        # ... rest of the code\n```')).toBe('elided');
    expect(refusalOf('```\n    def total(self, items):\n        // existing code\n```')).toBe('elided');
    expect(refusalOf(`\`\`\`\n${fixed}`, python, true)).toBe('tooLong');
    expect(refusalOf('words without end', python, true)).toBe('tooLong');
  });

  it('accepts an ellipsis that was there before, and a closed block although the prose after it was cut', () => {
    const stub = targetOf('def f(x):\n    ...\n    return y', 'f');
    expect(codeOf('```\ndef f(x):\n    ...\n    return x\n```', stub)).toBe('def f(x):\n    ...\n    return x');
    expect(codeOf(`\`\`\`\n${fixed}\n\`\`\`\nand then`, python, true)).toBe(fixed);
  });

  it('keeps the head of a method that came back as a function', () => {
    const old = '  private async total(): Promise<number> {\n    return this.prize;\n  }';
    const right = old.replace('prize', 'price');
    const answer = right.replace('private async total', 'async function total').replace(/^ {2}/gm, '');
    expect(codeOf(`\`\`\`ts\n${answer}\n\`\`\``, targetOf(old, 'total'))).toBe(right);
    const more = answer.replace('total()', 'total(tax = 0)');
    const expected = right.replace('total()', 'total(tax = 0)');
    expect(codeOf(`\`\`\`ts\n${more}\n\`\`\``, targetOf(old, 'total'))).toBe(expected);
  });

  it('lets an answer add async and keeps the word function where it was', () => {
    const old = 'export function load() {\n  await read();\n}';
    const right = old.replace('export function', 'export async function');
    expect(codeOf(`\`\`\`js\n${right}\n\`\`\``, targetOf(old, 'load'))).toBe(right);
    expect(codeOf(`\`\`\`js\n${right.replace('export ', '')}\n\`\`\``, targetOf(old, 'load'))).toBe(right);
  });

  it.each([
    [
      '  static async load(id) {\n    await id;\n  }',
      'load(id, more) {\n  await id;\n}',
      '  static async load(id, more) {',
    ],
    ['export default function f(a) {\n}', 'function f(a, b) {\n}', 'export default function f(a, b) {'],
    ['export class A extends B {\n  x\n}', 'class A extends C {\n  x;\n}', 'export class A extends C {'],
    ['  private int f(int a) {\n  }', '  public int f(long a) {\n  }', '  public int f(long a) {'],
    ['  public static int f(int a) {\n  }', '  static int f(long a) {\n  }', '  public static int f(long a) {'],
    ['pub fn f(a: u8) {\n}', 'fn f(a: u16) {\n}', 'pub fn f(a: u16) {'],
    ['async def f(a):\n    await g(a)', 'def f(a, b):\n    await g(b)', 'async def f(a, b):'],
    // Gone on purpose: nothing is awaited any more, or nothing else changed.
    ['async function f(a) {\n  await a;\n}', 'function f(a, b) {\n  return a;\n}', 'function f(a, b) {'],
    ['  static f(a) {\n    return this.a\n  }', '  f(a) {\n    return this.a;\n  }', '  f(a) {'],
  ])('gives back the modifiers of %j that %j dropped', (old, answer, head) => {
    const name = /(\w+)\s*(?:\(|extends|\{)/.exec(old)?.[1] ?? '';
    expect(codeOf(`\`\`\`\n${answer}\n\`\`\``, targetOf(old, name)).split('\n')[0]).toBe(head);
  });

  it('leaves out a class in braces around the method, and brackets in strings', () => {
    const old = "  close() {\n    return '}' + x;\n  }";
    const right = old.replace('x', 'y');
    expect(codeOf(`\`\`\`ts\nclass A {\n${right}\n}\n\`\`\``, targetOf(old, 'close'))).toBe(right);
    const open = right.replace("'}'", "'{'");
    expect(codeOf(`\`\`\`ts\n${open}\n\n  other() {}\n\`\`\``, targetOf(old, 'close'))).toBe(open);
  });

  it('replaces an excerpt of lines as a whole', () => {
    const lines = targetOf('a = 1\nb = c', '', 'lines');
    expect(codeOf('```\na = 1\nb = a\n```', lines)).toBe('a = 1\nb = a');
    const padded = targetOf('\n  \n  a = 1\n  b = c\n\n', '', 'lines');
    expect(codeOf('```\na = 1\nb = a\n```', padded)).toBe('\n  \n  a = 1\n  b = a\n\n');
  });

  it('does not stumble over names that are patterns', () => {
    const odd = targetOf('function $(a) {\n  return b;\n}', '$');
    expect(codeOf('```js\nfunction $(a) {\n  return a;\n}\n```', odd)).toBe('function $(a) {\n  return a;\n}');
  });

  it('tells what stands above the function, where imports may be', () => {
    const reading = readFixAnswer(`\`\`\`python\nimport math\n\n${fixed}\n\`\`\``, python, {
      cut: false,
      languageId: 'python',
    });
    expect(reading).toMatchObject({ kind: 'code', code: fixed, above: 'import math\n' });
  });

  it.each<[what: string, answer: string, reason: string]>([
    ['an answer with no code', 'You should check the name.', 'noCode'],
    ['other code than what was asked about', '```python\ndef other(a):\n    return a\n```', 'outside'],
    ['a call of the function alone', '```python\nprint(1)\n```', 'outside'],
    ['another language', '```javascript\nfunction total(items) {\n  return 0;\n}\n```', 'otherLanguage'],
    ['a command', '```bash\nrm -rf total(self)\n```', 'otherLanguage'],
  ])('refuses %s', (_what, answer, reason) => {
    expect(refusalOf(answer)).toBe(reason);
  });

  it('takes the block that changes something, whichever it is', () => {
    const old = `\`\`\`python\n${method}\n\`\`\``;
    const right = `\`\`\`python\n${fixed}\n\`\`\``;
    for (const answer of [`Before:\n${old}\nAfter:\n${right}`, `${right}\ninstead of\n${old}`])
      expect(codeOf(answer)).toBe(fixed);
    const explained = `${right}\n\`\`\`bash\npython -m pytest tests/test_cart.py --verbose --maxfail=1 --durations=10 -k total\n\`\`\``;
    expect(codeOf(explained)).toBe(fixed);
  });

  it('takes the block with the function where imports or a test stand in another one', () => {
    const imports = '```python\nimport decimal\nimport fractions\nimport functools\nimport operator\n```';
    const test = `\`\`\`python\ndef test_total():\n${'    assert total() == 1\n'.repeat(20)}\`\`\``;
    const right = `\`\`\`python\n${fixed}\n\`\`\``;
    for (const answer of [`${imports}\n\n${right}`, `${right}\n\nTest it:\n\n${test}`])
      expect(codeOf(answer)).toBe(fixed);
  });

  it('takes the function out of a whole file', () => {
    const file = `import os\n\nclass Cart:\n    def __init__(self):\n        self.items = []\n\n${fixed}\n\n\nif __name__ == "__main__":\n    main()\n`;
    expect(codeOf(`\`\`\`python\n${file}\n\`\`\``)).toBe(fixed);
  });

  it('follows a name that was itself the mistake, with its decorators', () => {
    const old = '    @property\n    def __lenght(self):\n        return 1';
    const answer = '```python\n@property\ndef __length(self):\n    return 1\n```';
    expect(codeOf(answer, targetOf(old, '__lenght'))).toBe(old.replace('lenght', 'length'));
  });

  it('places a part of the function by its first and last line', () => {
    const old = 'def f(a):\n    b = a + 1\n    c = b * x\n    return c';
    const part = '```python\n    b = a + 1\n    c = b * 2\n    return c\n```';
    expect(codeOf(part, targetOf(old, 'f'))).toBe(old.replace('x', '2'));
  });

  describe('for lines without a function around them', () => {
    const excerpt = 'import os\n\na = 1\nb = a + x\nprint(b)\nprint(a)\n\n';
    const lines = targetOf(excerpt, '', 'lines');

    it('replaces only the lines that the answer covers', () => {
      expect(codeOf('```\na = 1\nb = a + 1\nprint(b)\n```', lines)).toBe(excerpt.replace('a + x', 'a + 1'));
    });

    it('keeps blank lines at the ends when the whole excerpt comes back', () => {
      expect(codeOf(`\`\`\`\n${excerpt.replace('a + x', 'a + 1').trim()}\n\`\`\``, lines)).toBe(
        excerpt.replace('a + x', 'a + 1'),
      );
    });

    it('keeps CRLF and the final line break', () => {
      const crlf = targetOf(excerpt.replaceAll('\n', '\r\n'), '', 'lines');
      expect(codeOf('```\nb = a + 1\nprint(b)\n```', crlf)).toBe(
        excerpt.replace('a + x', 'a + 1').replaceAll('\n', '\r\n'),
      );
    });

    it('takes the excerpt out of a whole file, which would otherwise stand in it twice', () => {
      const around = { before: '# Numbers.\n\n', after: 'import re\n\n\nprint(re)\n' };
      const right = excerpt.replace('a + x', 'a + 1');
      const readingOf = (code: string) =>
        readFixAnswer(`\`\`\`python\n${code}\n\`\`\``, lines, { cut: false, languageId: 'python', around });
      for (const code of [around.before + right + around.after, right + around.after, around.before + right])
        expect(readingOf(code)).toMatchObject({ kind: 'code', code: right });
      // Not to the end of the file.
      expect(readingOf(`${right}import re`)).toMatchObject({ kind: 'code', code: right });
    });

    it('refuses an answer whose place is not certain or that loses lines', () => {
      const long = Array.from({ length: 20 }, (_, index) => `line_${index} = ${index}`).join('\n');
      expect(refusalOf('```\nc = 3\n```', lines)).toBe('elided');
      expect(refusalOf('```\nline_0 = 0\nline_19 = 19\n```', targetOf(long, '', 'lines'))).toBe('elided');
    });
  });
});
