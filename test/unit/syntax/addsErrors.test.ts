import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { LocalSyntax } from '../../../src/core/syntax/localSyntax';
import { createGrammars, createLocalSyntax } from '../../cases/syntax/grammarFiles';

/** Tries the text between `├` and `┤` in the place of what stands between `┤` and `│`, or of nothing. */
async function tried(languageId: string, drawn: string, syntax = createLocalSyntax()): Promise<boolean | undefined> {
  const [, before = '', text = '', replaced = '', after = ''] = /^([^]*)├([^]*)┤(?:([^]*)│)?([^]*)$/.exec(drawn) ?? [];
  syntax.open({ uri: 'a', languageId, version: 1, text: before + replaced + after });
  const edit = { start: before.length, oldEnd: before.length + replaced.length, text };
  return syntax.addsErrors({ uri: 'a', version: 1, edit });
}

describe('addsErrors', () => {
  it.each([
    ['typescript', 'a();\n├f(b;┤\nc();\n'],
    ['typescript', 'f(├a))┤);\n'],
    ['typescript', 'if (a) {\n  ├b();\n}\n}┤\n}\nc();\n'],
    ['python', 'def f():\n    ├return (a]┤\n\nb = 1\n'],
    ['java', 'class A {\n  void f() {\n    ├int = 1;┤\n  }\n}\n'],
    ['go', 'package a\n\nfunc f() {\n\t├x := := 1┤\n}\n'],
    ['rust', 'fn f() {\n    ├let = 1;┤\n}\n'],
  ])('refuses in %s: %j', async (languageId, drawn) => expect(await tried(languageId, drawn)).toBe(true));

  it.each([
    ['typescript', 'a();\n├f(b);┤\nc();\n'],
    ['typescript', 'f(├a)┤)│;\n'],
    ['typescript', 'class A {\n  f() {\n    ├if (a)┤\n  }\n}\n'],
    ['typescript', '// ├a) is b┤\n'],
    ['python', 'def f():\n    ├return [a]┤\n\nb = 1\n'],
    ['python', 'class A:\n    ├def f(self):\n        """Says."""┤\n'],
    ['c', 'int f(void) {\n  ├return 1;┤\n}\n'],
  ])('lets pass in %s: %j', async (languageId, drawn) => expect(await tried(languageId, drawn)).toBe(false));

  it('tells nothing of a document that is broken already, of an unknown language, or where the place is none', async () => {
    expect(await tried('typescript', 'const b = ├f(c;┤\n')).toBeUndefined();
    expect(await tried('typescript', 'a();\n├f(b;┤\nfunction {\n')).toBeUndefined();
    expect(await tried('cobol', '├f(b;┤')).toBeUndefined();
    const syntax = createLocalSyntax();
    syntax.open({ uri: 'a', languageId: 'go', version: 1, text: 'package a\n' });
    for (const [start, oldEnd] of [
      [-1, 0],
      [0, 11],
      [2, 1],
      [0.5, 1],
    ] as const)
      expect(await syntax.addsErrors({ uri: 'a', version: 1, edit: { start, oldEnd, text: '((' } })).toBeUndefined();
    expect(
      await syntax.addsErrors({ uri: 'a', version: 2, edit: { start: 0, oldEnd: 0, text: '((' } }),
    ).toBeUndefined();
  });

  it('leaves the document as it is', async () => {
    const syntax = new LocalSyntax({ grammars: createGrammars(), clock: systemClock, budgetMs: 10_000 });
    expect(await tried('typescript', 'a();\n├f(b;┤\nc();\n', syntax)).toBe(true);
    const edit = { start: 5, oldEnd: 5, text: 'f(b);' };
    expect(await syntax.addsErrors({ uri: 'a', version: 1, edit })).toBe(false);
  });
});
