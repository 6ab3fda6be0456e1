import { describe, expect, it } from 'vitest';
import { MembersSource } from '../../../../src/core/context/sources/members';
import { collect } from './collect';

const store =
  'export class Base {\n  close(): void {}\n}\nexport class Store extends Base {\n  private hidden = 1\n  open(id: number): Row { return x }\n  find(name: string): Row[] { return [] }\n}\nexport class Row {\n  cells: string[] = []\n}\n';

async function first(
  path: string,
  text: string,
  others: Readonly<Record<string, string>> = { 'store.ts': store },
): Promise<string> {
  const found = await collect(MembersSource, { [path]: text, ...others });
  return found.find(({ relevance }) => relevance === 1)?.text ?? '';
}

describe('members', () => {
  it.each([
    ['an annotation', "import { Store } from './store'\nfunction f(s: Store) {\n  s.█\n}\n"],
    ['an optional one', "import { Store } from './store'\nlet s: Store | undefined\ns?.█\n"],
    ['a new object', "import { Store } from './store'\nconst s = new Store()\ns.█\n"],
    [
      'the result of a call',
      "import { Store } from './store'\nfunction make(): Promise<Store> { return x }\nconst s = await make()\ns.█\n",
    ],
    [
      'the result of an arrow function',
      "import { Store } from './store'\nconst make = async (d: string): Promise<Store> => {\n  return x\n}\nconst s = await make('.')\ns.█\n",
    ],
    [
      'the result of a generic arrow function that is an expression',
      "import { Store } from './store'\nconst make = <T extends { a: T }>(d: (t: T) => void): Store | undefined =>\n  x\nconst s = make(y)\ns.█\n",
    ],
    [
      'a field',
      "import { Store } from './store'\nclass A {\n  constructor(private readonly s: Store) {}\n  run() {\n    this.s.█\n  }\n}\n",
    ],
    [
      'an assigned field',
      "import { Store } from './store'\nclass A {\n  constructor(s: Store) {\n    this.s = s\n  }\n  run() {\n    this.s.█\n  }\n}\n",
    ],
  ])('knows the type by %s', async (_, text) => {
    const found = await first('a.ts', text);
    expect(found).toContain('open(id: number): Row');
    expect(found).toContain('close(): void');
    expect(found).not.toContain('hidden');
  });

  it('knows the type of a field that only the class itself may use', async () => {
    const text = "import { Store } from './store'\nclass A {\n  #s: Store\n  run() {\n    this.#s.█\n  }\n}\n";
    expect(await first('a.ts', text)).toContain('open(id: number): Row');
  });

  it.each([
    ['struct redisContext *c', 'c->'],
    ['const redisContext *c', 'c->'],
    ['redisContext& c', 'c.'],
    ['redisContext c', 'c.'],
  ])('knows types in lower case: %s', async (declared, receiver) => {
    const header = 'struct redisContext {\n  int err;\n  char *errstr;\n};\n';
    const text = `#include "r.h"\nvoid f(${declared}) {\n  int x = c;\n  return c;\n  ${receiver}█\n}\n`;
    expect(await first('a.cpp', text, { 'r.h': header })).toContain('char *errstr');
  });

  it('reads classes of C++ in headers', async () => {
    const header = 'namespace n {\nclass Sink {\npublic:\n  void flush(int level);\n};\n}\n';
    const text = '#include "sink.h"\nvoid f(n::Sink &sink) {\n  sink.█\n}\n';
    expect(await first('a.cpp', text, { 'sink.h': header })).toContain('void flush(int level)');
  });

  it('shows overloads', async () => {
    const java = 'class Writer {\n  void put(int a) {}\n  void put(String b) {}\n}\n';
    const found = await first('A.java', 'class A {\n  void f(Writer w) {\n    w.█\n  }\n}\n', { 'Writer.java': java });
    expect(found).toContain('put(int a)');
    expect(found).toContain('put(String b)');
  });

  it('writes the fields of a C type once', async () => {
    const header = 'typedef struct node {\n  int value;\n  struct node *next;\n} node;\n';
    const found = await first('a.c', '#include "n.h"\nvoid f(node *n) {\n  n->█\n}\n', { 'n.h': header });
    expect(found.match(/int value/g)).toHaveLength(1);
  });

  it('shows what a table of Lua holds', async () => {
    const found = await first('a.lua', "local calc = require('calc')\ncalc.█\n", {
      'calc.lua': 'local M = {}\nfunction M.add(a, b) return a + b end\nreturn M\n',
    });
    expect(found).toContain('add(a, b)');
  });

  it('follows chains of members and results of methods', async () => {
    const text =
      "import { Store } from './store'\nclass A {\n  s = new Store()\n  get(): Store { return this.s }\n  run() {\n    const r = this.s\n    r.█\n  }\n}\n";
    expect(await first('a.ts', text.replace('r.█', 'this.s.█'))).toContain('find(name: string): Row[]');
  });

  it('puts members that fit the typed part first', async () => {
    const found = await first('a.ts', "import { Store } from './store'\nconst s = new Store()\ns.fi█\n");
    expect(found.indexOf('find')).toBeLessThan(found.indexOf('open'));
  });

  it('gives what a module hands out that is imported whole', async () => {
    const found = await first('a.ts', "import * as tools from './tools'\ntools.█\n", {
      'tools.ts': 'export function cut(text: string): string { return text }\nfunction hidden() {}\n',
    });
    expect(found).toBe('export function cut(text: string): string\n');
  });

  it.each([
    ['from .util import money', 'shop/util/money.py'],
    ['from .util import money', 'shop/util/money/__init__.py'],
    ['from . import money', 'shop/money.py'],
    ['from .. import money', 'money.py'],
    ['from shop.util import money', 'shop/util/money.py'],
  ])('gives what a module inside a package of Python hands out: %s, %s', async (line, module) => {
    const text = `${line}\n\n\ndef f():\n    money.█\n`;
    const cut = 'def cut(text: str) -> str:\n    return text\n';
    const packages = { 'shop/__init__.py': '', 'shop/util/__init__.py': '' };
    expect(await first('shop/a.py', text, { ...packages, [module]: cut })).toContain('def cut(text: str) -> str');
  });

  it('takes the name that a package of Python hands out for what it is, not for the module inside', async () => {
    const found = await first('a.py', 'from util import money\n\nmoney.█\n', {
      'util/__init__.py': 'class money:\n    def open(self) -> int:\n        return 1\n',
      'util/money.py': 'def cut(text: str) -> str:\n    return text\n',
    });
    expect(found).toContain('def open(self) -> int');
    expect(found).not.toContain('cut');
  });

  it('shows members of the own class only where the window does not', async () => {
    const text = 'class A {\n  one(): void {}\n  two(): void {\n    this.█\n  }\n}\n';
    expect(await first('a.ts', text)).toBe('');
    const found = await collect(MembersSource, { 'a.ts': text }, { window: { start: 30, end: 60 } });
    expect(found[0]?.text).toContain('one(): void');
  });

  it.each([
    ['a.py', 'from store import Store\n\n\ndef f(s: Store):\n    s.█\n'],
    ['a.py', 'from store import Store\n\n\ndef f():\n    s = Store()\n    s.█\n'],
    [
      'a.py',
      'from store import Store\n\n\nclass A:\n    def __init__(self, s: "Store"):\n        self.s = s\n\n    def run(self):\n        self.s.█\n',
    ],
  ])('knows the types of Python (%#)', async (path, text) => {
    const found = await first(path, text, {
      'store.py': 'class Store:\n    def open(self, row_id: int) -> int:\n        return 1\n',
    });
    expect(found).toContain('def open(self, row_id: int) -> int');
  });

  it('knows the types of Java and Go', async () => {
    const java = await first('A.java', 'class A {\n  void f() {\n    Store s = make();\n    s.█\n  }\n}\n', {
      'Store.java': 'public class Store {\n  public int open(int id) { return 1; }\n}\n',
    });
    expect(java).toContain('public int open(int id)');
    const go = await first('p/a.go', 'package p\n\nfunc f(s *Store) {\n\ts.█\n}\n', {
      'p/store.go': 'package p\n\ntype Store struct{}\n\nfunc (s *Store) Open(id int) Row {\n\treturn Row{}\n}\n',
    });
    expect(go).toContain('Open(id int) Row');
  });

  it.each([
    ['a parameter', '<?php\nfunction run(Order $order) {\n    $order->█\n}\n'],
    [
      'a parameter that may be absent',
      '<?php\nfunction run(int $id, ?\\App\\Order $order = null) {\n    $order->█\n}\n',
    ],
    ['a new object', '<?php\n$o = new Order();\n$o->█\n'],
    [
      'the nearest of several',
      '<?php\nfunction a(Other $o) {}\nfunction b(Order $o, Other $other) {\n    $o->█\n}\nclass Other {}\n',
    ],
    [
      'the result of a method',
      '<?php\nclass A {\n    function make(): Order { return x; }\n    function run() {\n        $o = $this->make();\n        $o->█\n    }\n}\n',
    ],
    [
      'a field',
      '<?php\nclass A {\n    private Order $order;\n    function run() {\n        $this->order->█\n    }\n}\n',
    ],
  ])('knows the type of a variable of PHP by %s', async (_, text) => {
    const found = await first('a.php', text, {
      'Order.php': '<?php\nclass Order {\n    public function pay(int $amount): bool { return true; }\n}\n',
    });
    expect(found).toContain('public function pay(int $amount): bool');
  });

  it('takes the dollar of a script for a part of the name', async () => {
    const imports = "import { Row, Store } from './store'\n";
    expect(await first('a.ts', `${imports}const s = new Row()\nconst $s = new Store()\n$s.█\n`)).toContain('open(id');
    expect(await first('a.ts', `${imports}const $s = new Row()\nconst s = new Store()\ns.█\n`)).toContain('open(id');
  });

  it('knows what an imported arrow function gives', async () => {
    const found = await first('a.ts', "import { make } from './make'\nconst s = await make('.')\ns.█\n", {
      'make.ts':
        "import { Store } from './store'\nexport const make = async (d: string): Promise<Store> => {\n  return x\n}\n",
      'store.ts': store,
    });
    expect(found).toContain('open(id: number): Row');
  });

  it('says nothing about values that it does not know', async () => {
    const text = "import { Store } from './store'\nconst make = (): (() => Store) => x\nconst s = make()\ns.█\n";
    expect(await first('a.ts', text)).toBe('');
    expect(await collect(MembersSource, { 'a.ts': 'function f(x) {\n  x.█\n}\n', 'store.ts': store })).toEqual([]);
  });

  it.each([
    ['a borrowed parameter', "fn f(c: &'a mut Config) {\n    c.█\n}\n"],
    [
      'a borrowed field',
      "struct S<'a> {\n    config: &'a Config,\n}\nimpl<'a> S<'a> {\n    fn f(&self) {\n        self.config.█\n    }\n}\n",
    ],
    [
      'a part of another value',
      'struct S {\n    config: Config,\n}\nfn f(state: &S) {\n    let c = &state.config;\n    c.█\n}\n',
    ],
  ])('knows the type in Rust by %s', async (_, text) => {
    const config = 'pub struct Config {\n    pub quiet: bool,\n}\n';
    expect(
      await first('src/a.rs', `use crate::config::Config;\n${text}`, { 'src/lib.rs': '', 'src/config.rs': config }),
    ).toContain('pub quiet: bool');
  });

  it('follows a value that is a part of itself to its first declaration', async () => {
    const text = 'class A {\n  void f(Node n) {\n    n = n.next;\n    n = n.next;\n    n.█\n  }\n}\n';
    const node = 'class Node {\n  Node next;\n  int size() { return 1; }\n}\n';
    expect(await first('A.java', text, { 'Node.java': node })).toContain('int size()');
  });

  it('knows fields without a receiver, however far away they are declared', async () => {
    const token = 'final class Token {\n  void reset() {}\n}\n';
    const java = `class A {\n  private final Token token = new Token();\n${'  // far\n'.repeat(450)}  void f() {\n    token.█\n  }\n}\n`;
    expect(await first('A.java', java, { 'Token.java': token })).toContain('void reset()');
    const cpp = await first('parser.cpp', '#include "parser.h"\nvoid Parser::run() {\n  m_scanner.█\n}\n', {
      'parser.h': '#include "scanner.h"\nclass Parser {\n  void run();\n  Scanner& m_scanner;\n};\n',
      'scanner.h': 'class Scanner {\n public:\n  int peek();\n};\n',
    });
    expect(cpp).toContain('int peek()');
  });

  it('follows pointers from struct to struct', async () => {
    const header =
      'typedef struct funcs {\n  void (*close)(int fd);\n} funcs;\ntypedef struct ctx {\n  const funcs *funcs;\n} ctx;\n';
    expect(await first('a.c', '#include "r.h"\nvoid f(ctx *c) {\n  c->funcs->█\n}\n', { 'r.h': header })).toContain(
      'void (*close)(int fd)',
    );
  });

  it('finds what stands in another type, in Ruby at home in the file of its name', async () => {
    const files = {
      'lib/thor/actions.rb': 'class Thor\n  module Actions\n  end\nend\n',
      'lib/thor/util.rb': 'class Thor\n  module Util\n    def load(path)\n    end\n  end\nend\n',
      'lib/thor.rb': 'class Thor\n  def start(args)\n  end\nend\n',
    };
    expect(await first('lib/thor/a.rb', 'Thor::Util.█\n', files)).toContain('def load(path)');
    expect(await first('lib/thor/a.rb', 'Thor.█\n', files)).toContain('def start(args)');
    const java = {
      'Token.java': 'class Token {\n  enum Type { EOF, COMMENT }\n}\n',
      'Other.java': 'enum Type { WRONG }\n',
    };
    expect(await first('A.java', 'class A {\n  Object f() {\n    return Token.Type.█\n  }\n}\n', java)).toContain(
      'COMMENT',
    );
  });

  it('takes the class of PHP that its namespace says', async () => {
    const files = {
      'src/Data/Marked.php': '<?php\nnamespace App\\Data;\nclass Marked {\n    const WRONG = 1;\n}\n',
      'src/Send/Marked.php': '<?php\nnamespace App\\Send;\nclass Marked {\n    const RIGHT = 1;\n}\n',
    };
    expect(await first('src/a.php', '<?php\nnamespace App;\n$a = Send\\Marked::█\n', files)).toContain('RIGHT');
  });

  it('gives what a module of Rust has', async () => {
    const found = await first('src/a.rs', 'use crate::{output, config::Config};\nfn f() {\n    output::█\n}\n', {
      'src/lib.rs': 'mod output;\nmod a;\n',
      'src/output.rs': 'pub fn print(text: &str) {}\nfn hidden() {}\n',
    });
    expect(found).toBe('pub fn print(text: &str)\n');
  });

  it('gives the path of the file of a package that comes first', async () => {
    const found = await collect(MembersSource, {
      'go.mod': 'module x.org/chi\n',
      'chi/chain.go': 'package chi\n\nfunc Chain(a int) int {\n\treturn a\n}\n',
      'chi/context.go': 'package chi\n\nfunc RouteContext(a int) int {\n\treturn a\n}\n',
      'a.go': 'package main\n\nimport "x.org/chi/chi"\n\nfunc f() {\n\tchi.Rou█\n}\n',
    });
    expect(found[0]?.path).toBe('chi/context.go');
  });

  it('writes what defines several members once', async () => {
    const found = await first('a.rb', 'class A < Base\n  def run\n    self.n█\n  end\nend\n', {
      'base.rb': 'class Base\n  attr_reader :name, :size\nend\n',
    });
    expect(found.match(/attr_reader/g)).toHaveLength(1);
  });
});
