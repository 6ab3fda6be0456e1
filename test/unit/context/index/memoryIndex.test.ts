import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LocatedDefinition } from '../../../../src/core/context/index/fileIndex';
import { MemoryIndex } from '../../../../src/core/context/index/memoryIndex';
import type { FileFacts } from '../../../../src/core/syntax/fileFacts';
import { DeflatePacker } from '../../../../src/worker/deflatePacker';
import { arbitraryFacts, factsOf } from '../arbitraryFacts';

const paths = ['a.ts', 'src/a.ts', 'src/b.ts', 'größe/日本.py', 'x'];
const change = fc.oneof(
  fc.record({ path: fc.constantFrom(...paths), facts: arbitraryFacts }),
  fc.record({ path: fc.constantFrom(...paths), facts: fc.constant(undefined) }),
);

describe('MemoryIndex', () => {
  it('answers as a plain map of all facts would', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        const index = new MemoryIndex();
        const plain = new Map<string, FileFacts>();
        for (const { path, facts } of changes) {
          if (facts === undefined) expect(index.remove(path)).toBe(plain.delete(path));
          else {
            index.put(path, facts);
            plain.set(path, facts);
          }
        }
        expect(index.size).toBe(plain.size);
        expect([...index.paths()].sort()).toEqual([...plain.keys()].sort());
        for (const path of paths) expect(index.facts(path)).toEqual(plain.get(path));
        for (const name of ['total', 'Order', '', '日本', 'constructor', '__proto__', 'nobody']) {
          const defining = [...plain].flatMap(([path, facts]) =>
            facts.definitions.filter((each) => each.name === name).map((definition) => ({ path, definition })),
          );
          expect(sorted(index.definitionsOf(name))).toEqual(sorted(defining));
          const importing = [...plain].filter(([, facts]) => facts.imports.some((each) => each.name === name));
          expect([...index.importersOf(name)].sort()).toEqual(importing.map(([path]) => path).sort());
        }
        expect([...index.named('a.ts')].sort()).toEqual(['a.ts', 'src/a.ts'].filter((path) => plain.has(path)));
      }),
      { numRuns: 100 },
    );
  });

  it('stays right and small however often files change', () => {
    const index = new MemoryIndex();
    for (let round = 0; round < 20_000; round++)
      index.put(`src/file${round % 40}.ts`, factsOf([`name${round}`, 'same']));
    expect(index.size).toBe(40);
    expect([...index.paths()]).toHaveLength(40);
    expect(index.definitionsOf('name19999').map(({ path }) => path)).toEqual(['src/file39.ts']);
    expect(index.definitionsOf('name19959')).toEqual([]);
  });

  it('wins back the room of large files that were replaced', () => {
    const index = new MemoryIndex();
    const long = Array.from({ length: 2_000 }, (_, each) => `${'long'.repeat(20)}${each}`);
    for (let round = 0; round < 300; round++) index.put(`file${round % 3}.ts`, factsOf([...long, `round${round}`]));
    expect(index.facts('file2.ts')?.definitions).toHaveLength(2_001);
    expect(index.definitionsOf('round299').map(({ path }) => path)).toEqual(['file2.ts']);
    expect(index.definitionsOf('round200')).toEqual([]);
  });

  it('takes a record over as it gave it', () => {
    const packer = new DeflatePacker();
    const [from, to] = [new MemoryIndex(packer), new MemoryIndex(packer)];
    const names = Array.from({ length: 100 }, (_, each) => `total${each}`);
    from.put('a.ts', factsOf(names, ['Order']));
    expect(from.facts('a.ts')).toEqual(factsOf(names, ['Order']));
    to.putRecord('a.ts', from.record('a.ts') ?? new Uint8Array(0));
    expect(to.facts('a.ts')).toEqual(from.facts('a.ts'));
    expect(to.importersOf('Order')).toEqual(['a.ts']);
    expect(() => to.putRecord('a.ts', new Uint8Array([9, 1]))).toThrow(RangeError);
    expect(to.facts('a.ts')).toEqual(from.facts('a.ts'));
  });

  it('tells of a name that very many files define only those that are nearest', () => {
    const index = new MemoryIndex();
    for (let file = 0; file < 700; file++) index.put(`f${file}.ts`, factsOf(['constructor']));
    index.put('src/deep/own.ts', factsOf(['constructor']));
    for (let file = 0; file < 100; file++) index.put(`lib/f${file}.ts`, factsOf(['rare']));
    const found = index.definitionsOf('rare', 'lib/a.ts');
    expect(found).toHaveLength(16);
    expect(index.definitionsOf('constructor', 'a.ts')).toHaveLength(16);
  });
});

/** By path; those of one file stay in their order. */
function sorted(found: readonly LocatedDefinition[]): LocatedDefinition[] {
  return [...found].sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
}
