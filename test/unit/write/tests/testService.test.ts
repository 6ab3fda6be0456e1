import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalSyntax } from '../../../../src/core/syntax/localSyntax';
import { type TestOutcome, TestService } from '../../../../src/core/write/tests/testService';
import type { WriteParts } from '../../../../src/core/write/writeParts';
import type { StopReason } from '../../../../src/protocol/engine';
import { createLocalSyntax } from '../../../cases/syntax/grammarFiles';
import { ProjectInMemory } from '../../../fakes/projectInMemory';
import { ScriptedEngine } from '../../../fakes/scriptedChat';

const never = new AbortController().signal;
let syntax: LocalSyntax;
let count = 0;
beforeAll(() => {
  syntax = createLocalSyntax();
});
afterAll(() => syntax.dispose());

type Answer = string | { readonly text: string; readonly stop: StopReason };

/** `█` marks the cursor, two of them a selection. */
async function write(
  languageId: string,
  path: string,
  drawn: string,
  { texts = {}, withheld = [] as readonly string[], parts = {} as Partial<WriteParts> },
  ...answers: readonly Answer[]
): Promise<{ readonly outcome: TestOutcome; readonly engine: ScriptedEngine }> {
  const start = drawn.indexOf('█');
  const text = drawn.replaceAll('█', '');
  const end = Math.max(start, drawn.replace('█', '').indexOf('█'));
  const uri = `file:///w${(count += 1)}/${path}`;
  const snapshot = { uri, path, repository: 'w', languageId, version: 1, text };
  syntax.open({ uri, languageId, version: 1, text });
  const engine = new ScriptedEngine(answers);
  const files = new ProjectInMemory({ [path]: text, ...texts }, withheld);
  const outcome = await new TestService({ engine, syntax, ...parts }).write({ snapshot, start, end, files }, never);
  return { outcome, engine };
}

const source = 'export function add(a: number, b: number): number {\n  return █a + b;\n}\n';
const vitest = { texts: { 'package.json': '{"devDependencies": {"vitest": "3"}}' } };
const good =
  "```ts\nimport { add } from './add';\n\ndescribe('add', () => {\n  it('adds', () => {\n    expect(add(1, 2)).toBe(3);\n  });\n});\n```";
const body = "describe('add', () => {\n  it('adds', () => {\n    expect(add(1, 2)).toBe(3);\n  });\n});\n";
const whole = `import { describe, expect, it } from 'vitest';\nimport { add } from './sum';\n\n${body}`;

describe('TestService', () => {
  it('writes a file of tests with the framework, the place and the imports of the project', async () => {
    const { outcome, engine } = await write('typescript', 'src/sum.ts', source, vitest, good);
    expect(outcome).toMatchObject({
      kind: 'written',
      place: { path: 'src/sum.test.ts', taken: '' },
      framework: { id: 'vitest', foundIn: 'package.json' },
      count: 1,
      isTrimmed: false,
      verdict: 'parses',
      text: whole,
    });
    const question = engine.lastQuestion();
    expect(question).toContain('Write tests for `add` with Vitest, as the new file `src/sum.test.ts`');
    expect(question).toContain("import { add } from './sum';");
    expect(question).toContain('return a + b;');
  });

  it('leaves out the example that the model was shown', async () => {
    const other = source.replace('add(', 'plus(');
    const own = body.replaceAll('add', 'plus');
    const { outcome } = await write('typescript', 'src/sum.ts', other, vitest, `\`\`\`ts\n${body}\n${own}\`\`\``);
    expect(outcome).toMatchObject({
      kind: 'written',
      count: 1,
      text: whole.replace(body, own).replace('{ add }', '{ plus }'),
    });
  });

  it('keeps the line ends of the source', async () => {
    const { outcome } = await write('typescript', 'src/sum.ts', source.replaceAll('\n', '\r\n'), vitest, good);
    expect(outcome.kind === 'written' && outcome.text).toBe(whole.replaceAll('\n', '\r\n'));
  });

  it('shows a test of the project as an example, without keys, and none that is withheld', async () => {
    const key = 'ghp_1234567890abcdefghij';
    const texts = { ...vitest.texts, 'test/cart.spec.ts': `it('fills', () => {\n  pay('${key}');\n});\n` };
    const shown = await write('typescript', 'src/sum.ts', source, { texts }, good);
    expect(shown.outcome).toMatchObject({ place: { path: 'test/sum.spec.ts' } });
    expect(shown.engine.lastQuestion()).toContain("it('fills'");
    expect(shown.engine.lastQuestion()).not.toContain(key);
    const hidden = await write('typescript', 'src/sum.ts', source, { texts, withheld: ['test/cart.spec.ts'] }, good);
    expect(hidden.engine.lastQuestion()).not.toContain("it('fills'");
  });

  it.each<readonly [string, Answer, string]>([
    ['an answer without code', 'No.', 'Answer with code.'],
    ['a broken one', good.replace('toBe(3)', 'toBe(3'), 'no syntax error'],
    ['tests that expect nothing', good.replace('expect(add(1, 2)).toBe(3)', 'add(1, 2)'), 'what it expects'],
    [
      'one that imports what nobody has installed',
      good.replace('import', "import _ from 'lodash';\nimport").replace('1, 2', '_.one, 2'),
      'Import only',
    ],
    [
      'one that imports a file that is not there',
      good.replace('import', "import { b } from './b';\nimport").replace('1, 2', 'b, 2'),
      'Import only',
    ],
    ['one with words of another framework', good.replace('expect', 'jest.fn(), expect'), 'another test framework'],
    ['tests of something else', good.replaceAll(/\badd\b/g, 'sub'), 'no other'],
    ['one that ends in its first test', { text: good.slice(0, -20), stop: 'limit' }, 'fewer and shorter'],
  ])('asks once more after %s', async (_title, first, complaint) => {
    const { outcome, engine } = await write('typescript', 'src/sum.ts', source, vitest, first, good);
    expect(outcome).toMatchObject({ kind: 'written', text: whole });
    expect(engine.asked.map(({ sampling }) => sampling?.temperature)).toEqual([undefined, 0.5]);
    expect(engine.lastQuestion()).toContain(complaint);
    const { outcome: none } = await write('typescript', 'src/sum.ts', source, vitest, first, first);
    expect(none.kind).toBe('none');
  });

  it('keeps the whole tests of an answer that was cut', async () => {
    const cut = good.replace('});\n```', "  it('is cut', () => {\n    expect(add(");
    const { outcome } = await write('typescript', 'src/sum.ts', source, vitest, { text: cut, stop: 'limit' });
    expect(outcome).toMatchObject({ kind: 'written', isTrimmed: true, count: 1, text: whole });
  });

  it.each([
    [
      'python',
      'shop/sum.py',
      'class Sum:\n    def add(self, a):\n        return █a\n',
      '```python\nfrom sum import Sum\n\nclass SumTest(unittest.TestCase):\n    def test_add(self):\n        self.assertEqual(Sum().add(1), 1)\n```',
      'tests/test_sum.py',
      'import unittest\nfrom shop.sum import Sum\n\nclass SumTest',
    ],
    [
      'go',
      'a/sum.go',
      'package a\n\nfunc Add(a, b int) int {\n\treturn █a + b\n}\n',
      '```go\npackage main\n\nimport "testing"\n\nfunc TestAdd(t *testing.T) {\n\tif Add(1, 2) != 3 {\n\t\tt.Fatal()\n\t}\n}\n```',
      'a/sum_test.go',
      'package a\n\nimport "testing"\n\nfunc TestAdd',
    ],
    [
      'ruby',
      'lib/sum.rb',
      'class Sum\n  def add(a)\n    █a\n  end\nend\n',
      '```ruby\nclass SumTest < Minitest::Test\n  def test_add\n    assert_equal 1, Sum.new.add(1)\n  end\nend\n```',
      'test/test_sum.rb',
      "require 'minitest/autorun'\nrequire_relative '../lib/sum'\n\nclass SumTest",
    ],
  ])('writes in %s', async (languageId, path, drawn, answer, place, beginning) => {
    const { outcome } = await write(languageId, path, drawn, {}, answer);
    expect(outcome).toMatchObject({ kind: 'written', verdict: 'parses', place: { path: place } });
    expect(outcome.kind === 'written' && outcome.text.slice(0, beginning.length)).toBe(beginning);
  });

  it.each<readonly [string, string, string, Readonly<Record<string, string>>, string]>([
    [
      'java',
      'src/main/java/a/Sum.java',
      'package a;\n\npublic class Sum {\n    public static int add(int a) {\n        return █a;\n    }\n}\n',
      { 'pom.xml': 'junit-jupiter' },
      'public class CalcTest {\n    @Test\n    void adds() {\n        assertEquals(1, Sum.add(1));\n    }\n}',
    ],
    [
      'kotlin',
      'src/main/kotlin/a/Sum.kt',
      'package a\n\nfun add(a: Int): Int {\n    return █a\n}\n',
      { 'build.gradle.kts': 'kotlin("test")' },
      'class SumTest {\n    @Test\n    fun adds() {\n        assertEquals(1, add(1))\n    }\n}',
    ],
    [
      'php',
      'src/sum.php',
      '<?php\nfunction add(int $a): int\n{\n    return █$a;\n}\n',
      { 'phpunit.xml': '' },
      '<?php\nfinal class SumTest extends TestCase\n{\n    public function testAdds(): void\n    {\n        $this->assertSame(1, add(1));\n    }\n}',
    ],
    [
      'cpp',
      'src/sum.cpp',
      '#include "sum.hpp"\n\nint add(int a) {\n  return █a;\n}\n',
      { 'src/sum.hpp': 'int add(int a);\n', 'CMakeLists.txt': 'Catch2' },
      'TEST_CASE("add (int)", "[sum]") {\n  SECTION("adds") {\n    REQUIRE(add(1) == 1);\n  }\n}',
    ],
    [
      'c',
      'src/sum.c',
      'int add(int a) {\n  return █a;\n}\n',
      { 'src/sum.h': 'int add(int a);\n', 'CMakeLists.txt': 'GTest' },
      'TEST(AddTest, Adds) {\n  EXPECT_EQ(add(1), 1);\n}',
    ],
    [
      'shellscript',
      'bin/sum.sh',
      'add() {\n  echo █"$1"\n}\n',
      { 'test/other.bats': '@test "other" {\n  true\n}\n' },
      '@test "adds" {\n  run add 1\n  [ "$output" = "1" ]\n}',
    ],
    [
      'lua',
      'src/sum.lua',
      'local M = {}\nfunction M.add(a)\n  return █a\nend\nreturn M\n',
      { '.busted': '' },
      "describe('add', function()\n  it('adds', function()\n    assert.are.equal(1, M.add(1))\n  end)\nend)",
    ],
  ])('judges the words of the frameworks of %s by the parser, and finds what is broken', async (...given) => {
    const [languageId, path, drawn, texts, code] = given;
    const fenced = (text: string): string => `\`\`\`\n${text}\n\`\`\``;
    const { outcome } = await write(languageId, path, drawn, { texts }, fenced(code));
    expect(outcome).toMatchObject({ kind: 'written', verdict: 'parses', count: 1 });
    const broken = fenced(`${code}\n((`);
    const { outcome: none } = await write(languageId, path, drawn, { texts }, broken, broken);
    expect(none).toEqual({ kind: 'none', reason: 'syntaxError' });
  });

  it('tests what is around a private method, a constructor and an inner function', async () => {
    const inside = 'export class Sum {\n  #total = 0;\n  private plus() {\n    █return 1;\n  }\n}\n';
    const answer = good.replaceAll(/\badd\(1, 2\)/g, 'new Sum()');
    const { outcome } = await write('typescript', 'src/sum.ts', inside, vitest, answer);
    expect(outcome).toMatchObject({ kind: 'written', subject: { kind: 'class', name: 'Sum', entry: 'Sum' } });
    const nested =
      'export function add(a: number) {\n  function inner() {\n    return █a;\n  }\n  return inner();\n}\n';
    const outer = await write('typescript', 'src/sum.ts', nested, vitest, good);
    expect(outer.outcome).toMatchObject({ kind: 'written', subject: { name: 'add', containers: [] } });
    const method = 'export class Sum {\n  add(a: number) {\n    return █a;\n  }\n}\n';
    const { outcome: found, engine } = await write(
      'typescript',
      'src/sum.ts',
      method,
      vitest,
      good.replace('add(1', 'new Sum().add(1'),
    );
    expect(found).toMatchObject({ kind: 'written', subject: { name: 'add', containers: ['Sum'], entry: 'Sum' } });
    expect(engine.lastQuestion()).toContain('The function `add` of `Sum`');
  });

  it.each([
    ['noLanguage', 'markdown', 'a.md', '█# Title\n'],
    ['isTest', 'typescript', 'a.test.ts', source],
    ['isTest', 'java', 'ATest.java', 'class ATest {\n    int a() { return █1; }\n}\n'],
    ['noDefinition', 'typescript', 'a.ts', 'const a = █1;\n'],
    ['noFramework', 'java', 'A.java', 'public class A {\n    int a() { return █1; }\n}\n'],
    ['notExported', 'typescript', 'a.ts', 'function a() {\n  return █1;\n}\n'],
    ['noLibrary', 'rust', 'src/main.rs', 'fn a() -> u8 {\n    █1\n}\n'],
  ])('says why there are none: %s', async (reason, languageId, path, drawn) => {
    const { outcome, engine } = await write(languageId, path, drawn, {});
    expect(outcome).toEqual({ kind: 'none', reason });
    expect(engine.asked).toEqual([]);
  });

  it('lets imports be that the project can find', async () => {
    const texts = {
      'package.json': '{"name": "shop", "devDependencies": {"vitest": "3", "lodash": "4"}}',
      'tsconfig.json': '{"compilerOptions": {"paths": {"@lib/*": ["lib/*"]}}}',
      'src/cart.ts': '',
    };
    const more = ["'lodash/fp'", "'node:fs'", "'path'", "'@lib/x'", "'shop'", "'src/cart'", "'./cart.js'", "'@/x'"];
    const imports = more.map((module, index) => `import x${index} from ${module};`).join('\n');
    const uses = more.map((_, index) => `x${index}`).join(', ');
    const answer = good.replace('import', `${imports}\nimport`).replace('1, 2', uses);
    const { outcome } = await write('typescript', 'src/sum.ts', source, { texts }, answer);
    expect(outcome).toMatchObject({ kind: 'written', verdict: 'parses' });
  });

  it('tests a class where its member cannot be called from outside', async () => {
    const csharp = 'public class Sum\n{\n    int Add(int a)\n    {\n        return █a;\n    }\n}\n';
    const texts = { 'Sum.Tests/Sum.Tests.csproj': '"xunit"', 'Sum.Tests/OtherTests.cs': '' };
    const answer =
      '```cs\npublic class SumTests\n{\n    [Fact]\n    public void Makes()\n    {\n        Assert.NotNull(new Sum());\n    }\n}\n```';
    const { outcome } = await write('csharp', 'Sum/Sum.cs', csharp, { texts }, answer);
    expect(outcome).toMatchObject({
      kind: 'written',
      subject: { kind: 'class', name: 'Sum' },
      place: { path: 'Sum.Tests/SumTests.cs' },
    });
    const rust = 'pub struct Sum<T>(T);\n\nimpl<T> Sum<T> {\n    pub fn add(self) -> T {\n        █self.0\n    }\n}\n';
    const crate = { 'Cargo.toml': '[package]\nname = "sum"\n', 'src/lib.rs': '' };
    const made = '```rust\nuse super::*;\n\n#[test]\nfn adds() {\n    assert_eq!(Sum(1).add(), 1);\n}\n```';
    const found = await write('rust', 'src/sum.rs', rust, { texts: crate }, made);
    expect(found.outcome).toMatchObject({
      kind: 'written',
      subject: { name: 'add', containers: ['Sum'], entry: 'Sum' },
    });
    expect(found.outcome.kind === 'written' && found.outcome.text).toContain('use sum::sum::Sum;\n\n#[test]');
  });

  it('reads no secret or withheld file, and stops at once', async () => {
    await expect(write('typescript', 'secrets.ts', source, vitest)).rejects.toThrow(/keys or passwords/);
    const withheld = { isWithheld: () => Promise.resolve(true) };
    await expect(write('typescript', 'a.ts', source, { parts: { withheld } })).rejects.toThrow(/plinthignore/);
    const stopped = { text: good, stop: 'aborted' } as const;
    expect((await write('typescript', 'src/sum.ts', source, vitest, stopped)).outcome).toEqual({ kind: 'aborted' });
  });
});
