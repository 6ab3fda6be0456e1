import { describe, expect, it } from 'vitest';
import { roundTripFunctions } from '../../../../src/core/bench/explain/roundTripItem';
import { SnippetParser } from '../../../fakes/parsedWorkspace';

const parser = new SnippetParser();

async function functionsIn(path: string, text: string) {
  const document = await parser.parse(path, text);
  if (document === undefined) throw new Error(`There is no grammar for ${path}`);
  return roundTripFunctions(document, '1');
}

describe('a function that can be written again', () => {
  const body = ' {\n  const x = a;\n  return x;\n}';
  it.each([
    ['a.ts', `export function f(a: number)${body}`, 'export function f(a: number)'],
    [
      'a.ts',
      `export async function f<T>(\n  a: T, // the first one\n  /* more */ b = '  ',\n): Promise<T>${body}`,
      "export async function f<T>( a: T, b = '  ', ): Promise<T>",
    ],
    ['a.js', `export const f = (a, { b, c }) =>${body};`, 'export function f(a, { b, c })'],
    ['a.js', `export const f = async a =>${body}`, 'export async function f(a)'],
    ['a.ts', `export const f = (a: string): string =>\n  a +\n  'x';`, 'export function f(a: string): string'],
    ['a.js', `export const f = function (a)${body}`, 'export function f(a)'],
    ['a.js', `function f(a)${body}\nexport { f };`, 'function f(a)'],
    [
      'a.py',
      'def f(a: int, *, b=2) -> int:\n    """Says it."""\n    x = a\n    return x\n',
      'def f(a: int, *, b=2) -> int:',
    ],
  ])('in %s %j begins with its signature', async (path, text, signature) => {
    const found = await functionsIn(path, text);
    expect(found.map((each) => each.signature)).toEqual([signature]);
    expect(text.slice(found[0]?.start, found[0]?.end)).toMatch(/^(?:export|function|def)[^]*(?:\}|;|return x)$/);
    expect(found[0]?.calls.length).toBeGreaterThan(4);
  });

  it.each([
    ['that nobody else can call', 'a.js', `function f(a)${body}`],
    ['with something else on its lines', 'a.js', `export function f(a)${body} g();`],
    ['of a class', 'a.js', `export class A {\n  f(a)${body}\n}`],
    ['in a file that does not parse', 'a.js', `export function f(a)${body}\nfunction (`],
    ['in a language that is not run', 'a.go', 'package a\n\nfunc F(a int) int {\n\tb := a\n\treturn b\n}\n'],
  ])('is none %s', async (_, path, text) => {
    expect(await functionsIn(path, text)).toEqual([]);
  });
});
