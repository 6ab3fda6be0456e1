import { describe, expect, it } from 'vitest';
import { unresolvedName } from '../../../src/core/fix/unresolvedNames';

/** `├ ┤` marks what the checker marks. */
function ask(drawn: string, message: string, languageId = 'typescript') {
  const start = drawn.indexOf('├');
  const end = drawn.indexOf('┤') - 1;
  return unresolvedName({ text: drawn.replace(/[├┤]/g, ''), languageId }, { message, source: '', start, end });
}

describe('unresolvedName', () => {
  it.each<[drawn: string, message: string, name: string, meant: string[]]>([
    ['return ├totl┤(a);', "Cannot find name 'totl'. Did you mean 'total'?", 'totl', ['total']],
    ['return ├total┤(a);', "Cannot find name 'total'.", 'total', []],
    ['return ├foo┤;', "Cannot find name 'foo'. Did you mean the instance member 'this.foo'?", 'foo', ['this.foo']],
    ['    x = ├Path┤("a")', '"Path" is not defined', 'Path', []],
    ['├x = np.zeros(3)┤', 'F821 Undefined name `np`', 'np', []],
    ['├    x = np.zeros(3)┤', 'Name "np" is not defined  [name-defined]', 'np', []],
    ['├x = os.getcwd()┤', "NameError: name 'os' is not defined. Did you forget to import 'os'?", 'os', []],
    ['├x = lenn(a)┤', "NameError: name 'lenn' is not defined. Did you mean: 'len'?", 'lenn', ['len']],
    ['const a = ├b┤;', "'b' is not defined.", 'b', []],
    ['├a.b()┤', 'ReferenceError: a is not defined', 'a', []],
    ['x := ├foo┤()', 'undefined: foo', 'foo', []],
    [
      'let a = ├totl┤;',
      'cannot find value `totl` in this scope help: a local variable with a similar name exists: `total`',
      'totl',
      ['total'],
    ],
    ['├val a = Foo()┤', 'Unresolved reference: Foo', 'Foo', []],
    [
      "import { ├totl┤ } from './m';",
      "Module './m' has no exported member 'totl'. Did you mean 'total'?",
      'totl',
      ['total'],
    ],
    [
      'draw({ ├colr┤: 1 })',
      "Object literal may only specify known properties, but 'colr' does not exist in type 'P'. Did you mean to write 'color'?",
      'colr',
      ['color'],
    ],
  ])('%s: %s', (drawn, message, name, meant) => {
    expect(ask(drawn, message)).toMatchObject({
      name,
      meant,
      isMember: false,
      start: drawn.replace(/[├┤]/g, '').indexOf(name),
    });
  });

  it.each([
    ['typescript', '├return (┤\n  ▸valuue && "valuue"\n);', 'ReferenceError: valuue is not defined', 'valuue', false],
    [
      'python',
      '├def check(name):┤\n    """Uses re."""\n    return ▸re.match("a", name)',
      "NameError: name 're' is not defined",
      're',
      false,
    ],
    [
      'typescript',
      '├return (┤\n  names\n    .▸inclludes(a)\n);',
      'TypeError: names.inclludes is not a function',
      'inclludes',
      true,
    ],
    [
      'python',
      'pah = 1\n├def f():┤\n    if ▸pah:\n        pah = 2',
      "UnboundLocalError: cannot access local variable 'pah' where it is not associated with a value",
      'pah',
      false,
    ],
    ['javascript', 'const kind = ▸Kindd;\n├f(kind);┤', 'ReferenceError: Kindd is not defined', 'Kindd', false],
  ])('looks further for what a running program names, %s: %s', (languageId, drawn, message, name, isMember) => {
    const start = drawn.replace(/[├┤]/g, '').indexOf('▸');
    expect(ask(drawn.replace('▸', ''), message, languageId)).toMatchObject({ name, isMember, start });
  });

  it.each([
    ['a.├lenght┤', "Property 'lenght' does not exist on type 'string'."],
    ['a?.├lenght┤', "Property 'lenght' does not exist on type 'string'."],
    ['self.├itms┤.append(1)', 'Cannot access attribute "itms" for class "Cart"'],
  ])('knows members: %s', (drawn, message) => {
    expect(ask(drawn, message)).toMatchObject({ isMember: true });
  });

  it.each([
    ['return ├1┤', "Type 'number' is not assignable to type 'string'."],
    ['├a┤', "'a' is declared but its value is never read."],
    ['├(┤', 'undefined'],
  ])('has nothing to say of other problems: %s %s', (drawn, message) => {
    expect(ask(drawn, message)).toBeUndefined();
  });

  it('bears with a problem behind the end of the text', () => {
    expect(
      unresolvedName(
        { text: 'a', languageId: 'typescript' },
        { message: "Cannot find name 'zz'", source: '', start: 99, end: 100 },
      ),
    ).toBeUndefined();
  });
});
