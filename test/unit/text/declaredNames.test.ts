import { describe, expect, it } from 'vitest';
import { declaredNames } from '../../../src/core/text/declaredNames';

describe('declaredNames', () => {
  it.each([
    ['typescript', '  export const total = 1;', ['value total']],
    ['typescript', 'const { a, b: c, d = 1 } = f();', ['value a', 'value c', 'value d']],
    ['typescript', "import first, { second, third as fourth, type Fifth } from 'x';", ['second', 'fourth', 'Fifth']],
    ['typescript', "import all from 'x';", ['value all']],
    ['typescript', 'export abstract class A<T> {', ['value A']],
    ['typescript', 'type A<T> = T[];', ['type A']],
    ['javascript', 'let $a', ['value $a']],
    ['go', 'func (a *A) String() string {', ['method (a *A) String']],
    ['go', 'type A struct {', ['all A']],
    ['rust', '    pub(crate) async fn go() {', ['value go']],
    ['kotlin', '  private val a = 1', ['value a']],
    ['json', '  "a b": 1,', ['key a b']],
  ])('in %s: %s', (languageId, line, names) => {
    const found = declaredNames(line, languageId);
    expect(names).toEqual(names.some((name) => name.includes(' ')) ? found : found.map((name) => name.slice(6)));
  });

  it.each([
    ['typescript', 'total = 1;'],
    ['typescript', 'function f(a: string): void;'],
    ['typescript', 'interface A {'],
    ['typescript', 'for (const a of b) {'],
    ['typescript', 'import type { A } from "a";'],
    ['rust', 'let a = 1;'],
    ['go', 'func init() {'],
    ['go', 'func _() {'],
    ['java', 'int add(int a) {'],
    ['typescript', 'export const enum A {'],
    ['kotlin', 'val Int.px get() = this'],
    ['kotlin', 'val Int?.px get() = 0'],
    ['kotlin', 'val List<Int>.px get() = 0'],
    ['json', '{ "a": 1 },'],
    ['python', 'def f():'],
    ['constructor', 'const a = 1;'],
  ])('none in %s: %s', (languageId, line) => expect(declaredNames(line, languageId)).toEqual([]));
});
