import { describe, expect, it } from 'vitest';
import { OutlineSource } from '../../../../src/core/context/sources/outline';
import { collect } from './collect';

const text = [
  '/** Adds up. */',
  'export function total(rows: Row[]): number {',
  '  return rows.length',
  '}',
  'function unrelated() {}',
  'class Store {',
  '  first(): void {}',
  '  second(): void {}',
  '  run() {',
  '    const sum = total(█)',
  '  }',
  '}',
].join('\n');
const start = text.indexOf('  run()');

describe('outline', () => {
  it('folds what the window does not hold, what is named near the cursor first', async () => {
    const found = await collect(OutlineSource, { 'a.ts': text }, { window: { start, end: text.length } });
    expect(found[0]?.text).toBe('// Adds up.\nexport function total(rows: Row[]): number\n');
    expect(found[0]).toMatchObject({ source: 'outline', path: 'a.ts', names: ['total'], nearness: 1 });
    expect(found.find(({ text: each }) => each.startsWith('class'))?.text).toBe(
      'class Store {\n  first(): void\n  second(): void\n}\n',
    );
  });

  it('gives nothing when the window holds the whole file', async () => {
    expect(await collect(OutlineSource, { 'a.ts': text })).toEqual([]);
  });

  it('gives no namespace of which it has nothing to tell', async () => {
    const cpp = 'namespace shop {\nint total(int a) {\n  return a;\n}\n\nint half(int a) {\n  return █;\n}\n}\n';
    const window = { start: cpp.indexOf('int total'), end: cpp.length };
    expect(await collect(OutlineSource, { 'a.cpp': cpp }, { window })).toEqual([]);
  });
});
