import { describe, expect, it } from 'vitest';
import { CounterpartSource, counterpartOf } from '../../../../src/core/context/sources/counterpart';
import { FactsIndex } from '../../../fakes/parsedWorkspace';
import { collect } from './collect';

const indexOf = (...paths: string[]): FactsIndex =>
  new FactsIndex(new Map(paths.map((path) => [path, { definitions: [], imports: [], reExports: [] }])));

describe('counterpartOf', () => {
  it.each([
    ['src/row.ts', 'src/row.test.ts'],
    ['src/row.ts', 'test/unit/row.spec.ts'],
    ['src/row.tsx', 'src/__tests__/row.test.ts'],
    ['shop/rows.py', 'tests/test_rows.py'],
    ['p/rows.go', 'p/rows_test.go'],
    ['src/main/java/a/Row.java', 'src/test/java/a/RowTest.java'],
    ['lib/row.rb', 'spec/row_spec.rb'],
  ])('pairs %s and %s', (implementation, test) => {
    const index = indexOf(implementation, test, 'src/other.ts', 'test/other.test.ts');
    expect(counterpartOf({ path: implementation, index })).toBe(test);
    expect(counterpartOf({ path: test, index })).toBe(implementation);
  });

  it('takes the one whose folders are alike, and none for a file without', () => {
    const index = indexOf('src/a/x.ts', 'src/b/x.ts', 'test/a/x.test.ts', 'test/b/x.test.ts');
    expect(counterpartOf({ path: 'test/b/x.test.ts', index })).toBe('src/b/x.ts');
    expect(counterpartOf({ path: 'src/a/x.ts', index })).toBe('test/a/x.test.ts');
    expect(counterpartOf({ path: 'src/lone.ts', index })).toBeUndefined();
  });
});

describe('counterpart', () => {
  const rows = 'export function openRow(id: number): Row {\n  return x\n}\nfunction hidden() {}\n';

  it('gives a test the signatures of what it tests', async () => {
    const found = await collect(CounterpartSource, {
      'src/rows.ts': rows,
      'src/rows.test.ts': "it('opens', () => {\n  █\n})\n",
    });
    expect(found.map(({ path, text }) => [path, text])).toEqual([
      ['src/rows.ts', 'export function openRow(id: number): Row\n'],
    ]);
  });

  it('gives an implementation the places where its test uses what is being written', async () => {
    const found = await collect(CounterpartSource, {
      'src/rows.ts': rows.replace('return x', '█'),
      'src/rows.test.ts':
        "import { openRow } from './rows'\n\nit('opens', () => {\n  const row = openRow(3)\n  expect(row.id).toBe(3)\n})\n",
    });
    expect(found.map(({ text }) => text)).toEqual(['const row = openRow(3)\nexpect(row.id).toBe(3)\n']);
  });
});
