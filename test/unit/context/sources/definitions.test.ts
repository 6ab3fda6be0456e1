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

  it('gives members that are inherited, which stand without a receiver', async () => {
    const ruby = await collect(DefinitionsSource, {
      'file.rb': 'class CreateFile < Empty\n  def run\n    with_check(1)\n    █\n  end\nend\n',
      'empty.rb': 'class Empty\n  def with_check(n)\n  end\nend\n',
      'other.rb': 'class Other\n  def with_check\n  end\nend\n',
    });
    const inherited = ruby.filter(({ names }) => names[0] === 'with_check');
    expect(inherited.map(({ path, text }) => [path, text])).toEqual([
      ['empty.rb', 'class Empty {\n  def with_check(n)\n}\n'],
    ]);
    const java = await collect(DefinitionsSource, {
      'A.java': 'class A extends Base {\n  void run() {\n    open(1);\n    hidden(1);\n    █\n  }\n}\n',
      'Base.java': 'class Base {\n  protected void open(int a) {}\n  private void hidden(int a) {}\n}\n',
    });
    expect(java.flatMap(({ names }) => names)).toEqual(['open', 'Base']);
  });

  it('takes the member of the type that the value has', async () => {
    const found = await collect(DefinitionsSource, {
      'p/A.java': 'package p;\nclass A {\n  void run(Far far) {\n    far.open(1);\n    █\n  }\n}\n',
      'p/Near.java': 'package p;\nclass Near {\n  void open(String s) {}\n}\n',
      'q/Far.java': 'package q;\npublic class Far {\n  void open(int a) {}\n}\n',
    });
    expect(found.filter(({ names }) => names[0] === 'open').map(({ path }) => path)).toEqual(['q/Far.java']);
  });

  it('takes what strings and lists have for nothing of the workspace', async () => {
    const lua = await collect(DefinitionsSource, {
      'a.lua': 'local function f(s)\n  s:find("x")\n  s:rare("x")\n  █\nend\n',
      'b.lua': 'local M = {}\nfunction M.find(t)\nend\nfunction M.rare(t)\nend\nreturn M\n',
    });
    expect(lua.map(({ text }) => text)).toEqual(['function M.rare(t)\n']);
  });

  it('gives neither locals of other Lua files nor tags of structs for values', async () => {
    const lua = await collect(DefinitionsSource, {
      'a.lua': 'local function f()\n  own(1)\n  shared(1)\n  █\nend\n',
      'b.lua': 'local function own(a)\nend\nfunction shared(a)\nend\n',
    });
    expect(lua.flatMap(({ names }) => names)).toEqual(['shared']);
    const c = await collect(DefinitionsSource, {
      'a.c': 'void f(void *privdata) {\n  ((void) privdata);\n  use(limit);\n  █\n}\n',
      'b.c': 'struct privdata {\n  int counter;\n};\nint limit;\n',
    });
    expect(c.flatMap(({ names }) => names)).toEqual(['limit']);
  });

  it('tells of a class that is called how it is made', async () => {
    const java = await collect(DefinitionsSource, {
      'p/A.java': 'package p;\nclass A {\n  void run() {\n    new Row(1);\n    █\n  }\n}\n',
      'p/Row.java': 'package p;\nclass Row {\n  Row(int id) {}\n  int size() { return 1; }\n}\n',
    });
    expect(java.map(({ text }) => text)).toEqual(['class Row {\n  Row(int id)\n}\n']);
    const kotlin = await collect(DefinitionsSource, {
      'p/a.kt': 'package p\nfun run() {\n  Row(1)\n  █\n}\n',
      'p/Row.kt': 'package p\nclass Row(val id: Int) {\n  fun size(): Int = 1\n}\n',
    });
    expect(kotlin.map(({ text }) => text)).toEqual(['class Row(val id: Int)\n']);
  });

  it('gives a class of Ruby as it stands in the file of its name', async () => {
    const found = await collect(DefinitionsSource, {
      'lib/thor/runner.rb': 'def run\n  Thor.start(1)\n  █\nend\n',
      'lib/thor/version.rb': 'class Thor\n  VERSION = 1\nend\n',
      'lib/thor.rb': 'class Thor\n  def start(args)\n  end\nend\n',
    });
    expect(found.find(({ names }) => names[0] === 'Thor')?.path).toBe('lib/thor.rb');
  });
});
