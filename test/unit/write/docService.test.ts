import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOfMessage } from '../../../src/core/prompt/messageText';
import type { LocalSyntax } from '../../../src/core/syntax/localSyntax';
import type { WithheldFiles } from '../../../src/core/ports';
import { type DocOutcome, DocService } from '../../../src/core/write/doc/docService';
import { createLocalSyntax } from '../../cases/syntax/grammarFiles';
import { ScriptedEngine, snapshotOf } from '../../fakes/scriptedChat';

const never = new AbortController().signal;
let syntax: LocalSyntax;
beforeAll(() => {
  syntax = createLocalSyntax();
});
afterAll(() => syntax.dispose());

/** `█` marks the cursor, two of them a selection. */
async function write(
  languageId: string,
  drawn: string,
  ...answers: readonly string[]
): Promise<{ readonly outcome: DocOutcome; readonly engine: ScriptedEngine }> {
  const start = drawn.indexOf('█');
  const text = drawn.replaceAll('█', '');
  const end = Math.max(start, drawn.replace('█', '').indexOf('█'));
  const snapshot = snapshotOf(text, languageId);
  syntax.open({ uri: snapshot.uri, languageId, version: snapshot.version, text });
  const engine = new ScriptedEngine(answers);
  const outcome = await new DocService({ engine, syntax }).write({ snapshot, start, end }, never);
  return { outcome, engine };
}

async function documented(languageId: string, drawn: string, answer: string): Promise<string> {
  const { outcome } = await write(languageId, drawn, answer);
  if (outcome.kind !== 'written') throw new Error(JSON.stringify(outcome));
  expect(outcome.verdict).toBe('parses');
  return outcome.newText;
}

const jsdoc =
  '```js\n/**\n * Adds two numbers.\n * @param {number} a - the first\n * @param b the second\n * @param c nothing\n * @returns {number} the sum\n */\n```';

describe('DocService', () => {
  it.each([
    [
      'typescript',
      'export function add(a: number, b: number): number {\n  return █a + b;\n}\n',
      '/**\n * Adds two numbers.\n *\n * @param a - the first\n * @param b - the second\n * @returns the sum\n */\nexport function add(a: number, b: number): number {\n  return a + b;\n}\n',
    ],
    [
      'javascript',
      'class Sum {\r\n\tadd(a, █b) {\r\n\t\treturn a + b;\r\n\t}\r\n}\r\n',
      'class Sum {\r\n\t/**\r\n\t * Adds two numbers.\r\n\t *\r\n\t * @param a - the first\r\n\t * @param b - the second\r\n\t * @returns the sum\r\n\t */\r\n\tadd(a, b) {\r\n\t\treturn a + b;\r\n\t}\r\n}\r\n',
    ],
    [
      'python',
      '@cached\ndef add(a, b):\n    █return a + b',
      '@cached\ndef add(a, b):\n    """Adds two numbers.\n\n    Args:\n        a: the first\n        b: the second\n\n    Returns:\n        the sum\n    """\n    return a + b',
    ],
    [
      'java',
      'class A {\n    @Override\n    public int add(int a, int b) {█ return a + b; }\n}\n',
      'class A {\n    /**\n     * Adds two numbers.\n     *\n     * @param a the first\n     * @param b the second\n     * @return the sum\n     */\n    @Override\n    public int add(int a, int b) { return a + b; }\n}\n',
    ],
    [
      'go',
      'package a\n\nfunc add(a, b int) int {\n\treturn █a + b\n}\n',
      'package a\n\n// add adds two numbers.\n//\n// It returns the sum\nfunc add(a, b int) int {\n\treturn a + b\n}\n',
    ],
    [
      'rust',
      '#[inline]\npub fn add(a: u8, b: u8) -> u8 {\n    a █+ b\n}\n',
      '/// Adds two numbers.\n///\n/// # Arguments\n///\n/// * `a` - the first\n/// * `b` - the second\n///\n/// # Returns\n///\n/// the sum\n#[inline]\npub fn add(a: u8, b: u8) -> u8 {\n    a + b\n}\n',
    ],
    [
      'csharp',
      'class A {\n    public int Add(int a, int b) { return █a + b; }\n}\n',
      'class A {\n    /// <summary>\n    /// Adds two numbers.\n    /// </summary>\n    /// <param name="a">the first</param>\n    /// <param name="b">the second</param>\n    /// <returns>the sum</returns>\n    public int Add(int a, int b) { return a + b; }\n}\n',
    ],
    [
      'kotlin',
      'fun add(a: Int, b: Int): Int {\n    return █a + b\n}\n',
      '/**\n * Adds two numbers.\n *\n * @param a the first\n * @param b the second\n * @return the sum\n */\nfun add(a: Int, b: Int): Int {\n    return a + b\n}\n',
    ],
    [
      'ruby',
      'def add(a, b)\n  █a + b\nend\n',
      '# Adds two numbers.\n#\n# @param a the first\n# @param b the second\n# @return the sum\ndef add(a, b)\n  a + b\nend\n',
    ],
    [
      'php',
      '<?php\nfunction add(int $a, int $b): int {\n    return █$a + $b;\n}\n',
      '<?php\n/**\n * Adds two numbers.\n *\n * @param $a the first\n * @param $b the second\n * @return the sum\n */\nfunction add(int $a, int $b): int {\n    return $a + $b;\n}\n',
    ],
    [
      'cpp',
      'template <typename T>\nT add(T a, T b) {\n  return █a + b;\n}\n',
      '/**\n * Adds two numbers.\n *\n * @param a the first\n * @param b the second\n * @return the sum\n */\ntemplate <typename T>\nT add(T a, T b) {\n  return a + b;\n}\n',
    ],
    [
      'lua',
      'local function add(a, b)\n  return █a + b\nend\n',
      '--- Adds two numbers.\n---\n--- @param a the first\n--- @param b the second\n--- @return the sum\nlocal function add(a, b)\n  return a + b\nend\n',
    ],
  ])(
    'writes in the convention of %s, without the parameter that does not exist',
    async (languageId, drawn, expected) => {
      expect(await documented(languageId, drawn, jsdoc)).toBe(expected);
    },
  );

  it('follows the style of the docstrings of a Python file', async () => {
    const answer =
      '"""Adds.\n\nArgs:\n    a (int): the first\n    b: the second\n        of two\n\nReturns:\n    int: the sum\n"""';
    const numpy = 'def f(x):\n    """F.\n\n    Parameters\n    ----------\n    x\n        y\n    """\n\n\n';
    const code = 'def add(a, b) -> int:\n    return █a + b\n';
    expect(await documented('python', numpy + code, answer)).toContain(
      '    """Adds.\n\n    Parameters\n    ----------\n    a\n        the first\n    b\n        the second of two\n\n    Returns\n    -------\n    int\n',
    );
    const sphinx = 'def f(x):\n    """F.\n\n    :param x: y\n    """\n\n\n';
    expect(await documented('python', sphinx + code, answer)).toContain(
      '    """Adds.\n\n    :param a: the first\n    :param b: the second of two\n    :returns: int: the sum\n    """\n    return a + b\n',
    );
  });

  it('replaces the documentation that is there, and keeps its tags', async () => {
    const old = '/**\n * Old.\n * @param z gone\n * @deprecated since 2\n */\n';
    const code = 'export const add = (a: number, b: number): number => a + b;\n';
    const { outcome, engine } = await write(
      'typescript',
      `const x = 1;\n${old}ex█port const add = (a: number, b: number): number => a + b;\n`,
      jsdoc,
    );
    expect(outcome).toMatchObject({ kind: 'written', replaces: true, struck: ['c'] });
    expect(outcome.kind === 'written' && outcome.newText).toBe(
      `const x = 1;\n/**\n * Adds two numbers.\n *\n * @param a - the first\n * @param b - the second\n * @returns the sum\n * @deprecated since 2\n */\n${code}`,
    );
    expect(engine.lastQuestion()).toContain('@param z gone');
    const python = await documented(
      'python',
      "def f(a):\n    '''Old.\n\n    Long.'''\n    return █a\n",
      'Gives it back.',
    );
    expect(python).toBe('def f(a):\n    """Gives it back."""\n    return a\n');
  });

  it('documents a class from its first line or its decorator, and what is selected', async () => {
    const text = '@Injectable()\nexport class Store {\n  get(key: string): string {\n    return key;\n  }\n}\n';
    const answer = '/** Keeps values. @param key x */';
    expect(await documented('typescript', text.replace('class', '█class'), answer)).toMatch(/^\/\*\* Keeps values/);
    expect(await documented('typescript', `█${text}`, '/** Keeps values. */')).toBe(`/** Keeps values. */\n${text}`);
    expect(
      await documented('typescript', text.replace('  get', '█  get').replace('return', '█return'), '/** Reads. */'),
    ).toContain('  /** Reads. */\n  get(');
  });

  it('cannot be led out of its comment', async () => {
    const code = 'function f(a) {\n  return █a;\n}\n';
    const said = '```\nEnds */ alert(1) or here \\u002a/.\n```';
    const text = await documented('javascript', code, said);
    expect(text).toBe(`/** Ends * / alert(1) or here \\\\u002a/. */\n${code.replace('█', '')}`);
    expect(await documented('python', 'def f(a):\n    █return a\n', '```\nSays """x""" and \\n "y"\n```')).toBe(
      'def f(a):\n    """Says \'\'\'x\'\'\' and \\\\n "y" """\n    return a\n',
    );
  });

  it('takes the comment out of an answer with the whole code, and says nothing of values and failures that are not there', async () => {
    const answer =
      'Sure:\n\n```ts\n/**\n * Logs a line.\n * @param line what is logged\n * @returns nothing\n * @throws {Error} never\n */\nfunction log(line: string): void {\n  console.log(line);\n}\n```\n';
    expect(
      await documented('typescript', 'function log(line: string): void {\n  █console.log(line);\n}\n', answer),
    ).toBe(
      '/**\n * Logs a line.\n *\n * @param line - what is logged\n */\nfunction log(line: string): void {\n  console.log(line);\n}\n',
    );
  });

  it('asks once more after an answer without documentation, then gives up', async () => {
    const code = 'function f(a) {\n  return █a;\n}\n';
    const { outcome, engine } = await write(
      'javascript',
      code,
      '```js\nfunction f(a) { return a; }\n```',
      '/** Gives it back. */',
    );
    expect(outcome.kind).toBe('written');
    expect(engine.asked.map(({ sampling }) => sampling?.temperature)).toEqual([undefined, 0.5]);
    expect((await write('javascript', code, '', '```\n```')).outcome).toEqual({ kind: 'none', reason: 'noText' });
  });

  it('says why there is nothing to document', async () => {
    expect((await write('shellscript', 'f() {\n  █true\n}\n')).outcome).toEqual({ kind: 'none', reason: 'noStyle' });
    expect((await write('typescript', 'const a = █1;\n')).outcome).toEqual({ kind: 'none', reason: 'noDefinition' });
    expect((await write('python', 'def f(a): return █a\n')).outcome).toEqual({ kind: 'none', reason: 'oneLine' });
  });

  it('reads no secret or withheld file', async () => {
    const withheld: WithheldFiles = { isWithheld: () => Promise.resolve(true) };
    const service = new DocService({ engine: new ScriptedEngine([]), syntax, withheld });
    const request = { snapshot: snapshotOf('def f():\n  pass\n'), start: 0, end: 0 };
    await expect(service.write(request, never)).rejects.toMatchObject({ code: 'withheldFile' });
    const secret = { ...request, snapshot: { ...request.snapshot, path: '.env', uri: 'file:///w/.env' } };
    await expect(service.write(secret, never)).rejects.toMatchObject({ code: 'secretFile' });
  });

  it('shows the model an exchange about other code, in the form that is wanted, with an error only where the code raises one', async () => {
    const asked = async (languageId: string, drawn: string): Promise<readonly string[]> => {
      const { engine } = await write(languageId, drawn, jsdoc);
      return (engine.asked[0]?.messages ?? []).slice(1, 3).map(textOfMessage);
    };
    const plain = await asked('python', 'def add(a, b):\n    return █a + b\n');
    expect(plain[0]).toContain('def clamp(value, limit):\n    return min(value, limit)');
    expect(plain[1]).toMatch(
      /^```python\n"""Keeps a value within a limit\.\n\nArgs:\n {4}value: [^]*Returns:\n[^]*"""\n```$/,
    );
    expect(plain[1]).not.toContain('Raises');
    const failing = await asked(
      'python',
      'def add(a, b):\n    if not b:\n        raise ValueError(b)\n    return █a + b\n',
    );
    expect(failing[0]).toContain('raise ValueError');
    expect(failing[1]).toMatch(/Raises:\n {4}ValueError: if the limit is negative/);
    const script = await asked('typescript', 'function add(a: number): void {\n  throw new Error(█a);\n}\n');
    expect(script[1]).toContain(' * @throws RangeError if the limit is negative');
  });
});
