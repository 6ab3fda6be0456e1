import { describe, expect, it } from 'vitest';
import { DefinitionsSource } from '../../../../src/core/context/sources/definitions';
import { collect } from './collect';

describe('definitions', () => {
  it('gives what is used near the cursor and stands in the same package', async () => {
    const found = await collect(DefinitionsSource, {
      'go.mod': 'module x\n',
      'shop/a.go': 'package shop\n\nfunc run(s *Store) {\n\trow := openRow(s, 1)\n\t█\n}\n',
      'shop/b.go':
        'package shop\n\n// Opens a row.\nfunc openRow(s *Store, id int) Row {\n\treturn Row{}\n}\n\ntype Store struct{ name string }\n',
    });
    expect(found.map(({ names }) => names[0]).sort()).toEqual(['Store', 'openRow']);
    expect(found.find(({ names }) => names[0] === 'openRow')?.text).toBe(
      '// Opens a row.\nfunc openRow(s *Store, id int) Row\n',
    );
  });

  it('leaves out names of this file, imported ones, variables and the word that is being typed', async () => {
    const found = await collect(DefinitionsSource, {
      'a.ts':
        "import { taken } from './b'\nfunction own() {}\nfunction f(para: number) {\n  const local = 1\n  own(taken, local, para)\n  missing(1)\n  typed█\n}\n",
      'b.ts':
        'export const taken = 1\nexport const local = 2\nexport const para = 3\nexport function own() {}\nexport function missing(n: number) {}\nexport function typed() {}\n',
    });
    expect(found.map(({ names }) => names[0])).toEqual(['missing']);
  });

  it('puts names of the cursor’s own function first', async () => {
    const found = await collect(DefinitionsSource, {
      'a.ts': 'function before() {\n  far(1)\n}\nfunction f() {\n  near(1)\n\n\n  █\n}\n',
      'b.ts': 'export function far() {}\nexport function near() {}\n',
    });
    expect(found.map(({ names }) => names[0])).toEqual(['near', 'far']);
  });

  it('finds a method by its name only while few types have it', async () => {
    const holder = (at: number): string => `export class C${at} {\n  common(): void {}\n}\n`;
    const found = await collect(DefinitionsSource, {
      'a.ts': 'function f(x) {\n  x.rare(1)\n  x.common(2)\n  █\n}\n',
      'b.ts': 'export class B {\n  rare(n: number): string { return "" }\n}\n' + [1, 2, 3, 4].map(holder).join(''),
    });
    expect(found.map(({ names }) => names[0])).toEqual(['rare']);
  });

  it('knows what modules and namespaces hold by its name alone', async () => {
    const ruby = await collect(DefinitionsSource, {
      'a.rb': 'module Shop\n  def self.run\n    Cart.new(1)\n    █\n  end\nend\n',
      'b.rb': 'module Shop\n  class Cart\n    def initialize(id)\n    end\n  end\nend\n',
    });
    expect(ruby.map(({ names }) => names[0])).toEqual(['Cart']);
    const sharp = await collect(DefinitionsSource, {
      'a.cs': 'namespace Shop {\n  class A {\n    void Run(Cart cart) {\n      █\n    }\n  }\n}\n',
      'b.cs': 'namespace Shop {\n  public class Cart { public int Total() { return 1; } }\n}\n',
    });
    expect(sharp.map(({ names }) => names[0])).toEqual(['Cart']);
  });

  it('does not take a class inside of another one for what it is not', async () => {
    const java = await collect(DefinitionsSource, {
      'p/A.java': 'package p;\nclass A {\n  void run(Builder b) {\n    █\n  }\n}\n',
      'p/B.java': 'package p;\npublic class B {\n  public static class Builder {}\n}\n',
    });
    expect(java).toEqual([]);
  });

  it('answers in a half-written file', async () => {
    const found = await collect(DefinitionsSource, {
      'a.ts': 'function f( {\n  if (openRow(\n  █\n',
      'b.ts': 'export function openRow(id: number) {}\n',
    });
    expect(found.map(({ text }) => text)).toEqual(['export function openRow(id: number)\n']);
  });

  it('takes members of another class neither for those of this one nor where they are private', async () => {
    const found = await collect(DefinitionsSource, {
      'A.java':
        'class A {\n  private String store;\n  void f(java.util.Map m) {\n    this.store = "";\n    m.put(1);\n    m.take(1);\n    █\n  }\n}\n',
      'Other.java': 'class Other {\n  String store;\n  private void put(int a) {}\n  void take(int a) {}\n}\n',
    });
    expect(found.flatMap(({ names }) => names)).toEqual(['take']);
  });
});
