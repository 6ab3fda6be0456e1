import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CutExtent } from '../../../src/protocol/syntax';
import { systemClock } from '../../../src/base/clock';
import { languages } from '../../../src/core/syntax/languages';
import { LocalSyntax } from '../../../src/core/syntax/localSyntax';
import { createGrammars, createLocalSyntax } from '../../cases/syntax/grammarFiles';

const uri = 'file:///a';
const extents: CutExtent[] = ['line', 'statement', 'block'];

describe('LocalSyntax', () => {
  it('counts errors and missing parts, with their offsets', async () => {
    const syntax = createLocalSyntax();
    expect(await syntax.parse('typescript', 'const a = 1;\n')).toEqual({ errors: 0, errorOffsets: [] });
    expect(await syntax.parse('typescript', 'function f() { a(1)')).toEqual({ errors: 1, errorOffsets: [19] });
    const broken = await syntax.parse('python', 'x = 1\ny = = 2\nz = 3\n');
    expect(broken?.errors).toBeGreaterThan(0);
    expect(broken?.errorOffsets[0]).toBeGreaterThanOrEqual(6);
    expect(broken?.errorOffsets[0]).toBeLessThan(14);
    expect((await syntax.parse('javascript', 'a ] '.repeat(200)))?.errorOffsets.length).toBeLessThanOrEqual(20);
  });

  it('does not answer for unknown languages and too long texts', async () => {
    const syntax = new LocalSyntax({ grammars: createGrammars(), clock: systemClock, maxUnits: 10 });
    expect(await syntax.parse('cobol', 'x')).toBeUndefined();
    expect(await syntax.parse('go', 'package abc')).toBeUndefined();
    syntax.open({ uri, languageId: 'cobol', version: 1, text: '' });
    expect(await syntax.scopeAt({ uri, version: 1, offset: 0 })).toBeUndefined();
    expect(
      await syntax.cut({ uri, version: 1, offset: 0, answer: 'a', complete: true, extent: 'line' }),
    ).toBeUndefined();
  });

  it('does not answer for offsets outside of the text', async () => {
    const syntax = createLocalSyntax();
    syntax.open({ uri, languageId: 'go', version: 1, text: 'package a' });
    for (const offset of [-1, 10, Number.NaN, 1.5]) {
      expect(await syntax.scopeAt({ uri, version: 1, offset })).toBeUndefined();
      expect(
        await syntax.cut({ uri, version: 1, offset, answer: 'a', complete: true, extent: 'block' }),
      ).toBeUndefined();
    }
    expect(await syntax.scopeAt({ uri, version: 1, offset: 9 })).toBeDefined();
  });

  it('gives up a parse that takes longer than its time', async () => {
    let now = 0;
    const clock = { ...systemClock, now: () => now++ };
    const syntax = new LocalSyntax({ grammars: createGrammars(), clock, parseBudgetMs: 30 });
    expect(await syntax.parse('javascript', 'f(1);\n'.repeat(20_000))).toBeUndefined();
    expect(await syntax.parse('javascript', 'f(1);\n')).toEqual({ errors: 0, errorOffsets: [] });
  });

  it('an answer never moves the document that it was tried in', async () => {
    const syntax = createLocalSyntax();
    const text = 'function f() {\n  \n}\n';
    syntax.open({ uri, languageId: 'typescript', version: 1, text });
    const before = await syntax.scopeAt({ uri, version: 1, offset: 17 });
    await syntax.cut({ uri, version: 1, offset: 17, answer: '}}}} (((', complete: false, extent: 'block' });
    expect(await syntax.scopeAt({ uri, version: 1, offset: 17 })).toEqual(before);
  });

  it.each(Object.keys(languages))('answers within the text for any %s text', async (languageId) => {
    const syntax = createLocalSyntax();
    const pieces = [
      'a',
      ' ',
      '\n',
      '\r\n',
      '\t',
      '(',
      ')',
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '`',
      '${',
      '/*',
      '*/',
      '//',
      '#',
      ':',
      ';',
      ',',
      '=',
      '<',
      '>',
      '</',
      '"""',
      'if ',
      'else',
      'def f():',
      'class A',
      'function f',
      'return ',
      '😀',
      '\ud83d',
      '\0',
      '\\',
    ];
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(''));
    const property = fc.asyncProperty(
      text,
      text,
      fc.nat(),
      fc.constantFrom(...extents),
      fc.boolean(),
      async (code, answer, at, extent, complete) => {
        const offset = at % (code.length + 1);
        syntax.open({ uri, languageId, version: 1, text: code });
        const scope = await syntax.scopeAt({ uri, version: 1, offset });
        expect(scope).toBeDefined();
        for (const node of scope?.enclosing ?? []) expect(node.end).toBeGreaterThanOrEqual(node.start);
        const cut = await syntax.cut({ uri, version: 1, offset, answer, complete, extent });
        expect(cut?.end).toBeGreaterThanOrEqual(0);
        expect(cut?.end).toBeLessThanOrEqual(answer.length);
        if (cut?.ended === false) expect(cut.end).toBe(answer.length);
        if (cut?.ended === true) expect(answer.slice(0, cut.end)).toBe(answer.slice(0, cut.end).trimEnd());
      },
    );
    await fc.assert(property, { numRuns: 60 });
    syntax.dispose();
  });

  it.each(['typescript', 'python', 'java'])(
    'an end that was found while %s streamed stays where it is',
    async (languageId) => {
      const syntax = createLocalSyntax();
      const answers: Record<string, [string, string, string]> = {
        typescript: [
          'function f() {\n  ',
          '\n}\n',
          'const a = foo(\n    1);\n  if (a) {\n    b();\n  } else {\n    c();\n  }\n  return a\n}\n\nfunction g() {\n}\n',
        ],
        python: [
          'def f():\n    ',
          '\n',
          'a = foo(\n        1)\n    if a:\n        b()\n    elif c:\n        d()\n    return a\n\ndef g():\n    pass\n',
        ],
        java: [
          'class A {\n  int f() {\n    ',
          '\n  }\n}\n',
          'int a = foo(\n        1);\n    if (a > 0) {\n      b();\n    }\n    return a;\n  }\n\n  int g() {\n  }\n',
        ],
      };
      const [before, after, whole] = answers[languageId] as [string, string, string];
      syntax.open({ uri, languageId, version: 1, text: before + after });
      for (const extent of extents) {
        const ends = new Set<number>();
        for (let units = 1; units <= whole.length; units++) {
          const answer = whole.slice(0, units);
          const cut = await syntax.cut({ uri, version: 1, offset: before.length, answer, complete: false, extent });
          if (cut?.ended === true) ends.add(cut.end);
        }
        expect([...ends], extent).toHaveLength(1);
      }
    },
  );

  it('is not held up by binary-like text or by very deep nesting', async () => {
    const syntax = new LocalSyntax({
      grammars: createGrammars(),
      clock: systemClock,
      budgetMs: 60,
      parseBudgetMs: 200,
    });
    const bytes = Array.from({ length: 100_000 }, (_, index) => String.fromCharCode((index * 7919) % 251)).join('');
    for (const text of [bytes, '('.repeat(8_000), '{'.repeat(8_000), '\ud800'.repeat(1_000)]) {
      for (const languageId of ['typescript', 'python', 'cpp']) {
        // Time of this process, because on a busy machine the clock counts the work of others, too.
        const start = process.cpuUsage();
        syntax.open({ uri, languageId, version: 1, text });
        await syntax.scopeAt({ uri, version: 1, offset: text.length >> 1 });
        await syntax.cut({
          uri,
          version: 1,
          offset: text.length >> 1,
          answer: 'a();\nb',
          complete: false,
          extent: 'block',
        });
        await syntax.parse(languageId, text);
        syntax.close(uri);
        const { user, system } = process.cpuUsage(start);
        expect((user + system) / 1_000, `${languageId} ${text.slice(0, 3)}`).toBeLessThan(5_000);
      }
    }
    syntax.dispose();
  });
});
