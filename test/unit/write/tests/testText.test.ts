import { describe, expect, it } from 'vitest';
import { type FrameworkId, frameworkManner, inPlainCode } from '../../../../src/core/write/tests/frameworks';
import type { TestSubject } from '../../../../src/core/write/tests/testSubject';
import {
  countTests,
  judgeTests,
  readTestAnswer,
  splitImports,
  trimmedTests,
  withClassName,
  withoutCopy,
} from '../../../../src/core/write/tests/testText';

const subject: TestSubject = {
  kind: 'function',
  name: 'add',
  containers: [],
  entry: 'add',
  code: 'export function add(a, b) {\n  return a + b;\n}',
  span: { start: 0, end: 0 },
};

function judged(id: FrameworkId, languageId: string, body: string): string {
  return judgeTests(body, languageId, subject, frameworkManner(id)) ?? 'sound';
}

describe('an answer with tests', () => {
  it('is the largest block of its language, without its imports', () => {
    const answer =
      'Here:\n```sh\nnpm i -D vitest and much more than the code\n```\n```ts\r\nimport { it } from "vitest";\r\n\r\nit(1);\r\n```\nDone.';
    expect(readTestAnswer(answer, 'typescript', false)).toEqual({
      statements: ['import { it } from "vitest";'],
      body: 'it(1);',
      isCut: false,
    });
  });

  it.each([
    ['noCode', 'I cannot write tests.', false],
    ['tooLong', 'Thinking about', true],
    ['otherLanguage', '```python\ndef test(): pass\n```', false],
    ['elided', '```ts\nit(1);\n// ... rest of the tests\n```', false],
  ])('is refused as %s', (reason, answer, isCut) => {
    expect(readTestAnswer(answer, 'typescript', isCut)).toBe(reason);
  });

  it('is cut only where its block is', () => {
    expect(readTestAnswer('```ts\nit(1);\n', 'typescript', true)).toMatchObject({ isCut: true });
    expect(readTestAnswer('```ts\nit(1);\n```\nNot cov', 'typescript', true)).toMatchObject({ isCut: false });
  });

  it('keeps what only looks like an import', () => {
    const code = "const text = `\nimport a from 'b';\n`;\n// import c from 'd';\nconst load = import('x');";
    expect(splitImports(code, 'typescript')).toEqual({ statements: [], body: code });
    const python = 'from a import (\n    b,\n    c,\n)\nimport d\n\ndef test():\n    import e\n';
    expect(splitImports(python, 'python')).toEqual({
      statements: ['from a import (\n    b,\n    c,\n)', 'import d'],
      body: 'def test():\n    import e',
    });
  });
});

describe('tests', () => {
  it.each<readonly [string, FrameworkId, string, string]>([
    ['sound', 'vitest', 'typescript', "it('adds', () => { expect(add(1, 2)).toBe(3); });"],
    ['sound', 'jest', 'javascript', 'test.each([[1]])("adds %i", (a) => { expect(add(a, 2)).toBe(3); });'],
    ['noTest', 'vitest', 'typescript', "expect(add(1, 2)).toBe(3); // it('x', () => 1)"],
    ['noAssertion', 'vitest', 'typescript', "it('expect', () => { add(1, 2); });"],
    ['otherFramework', 'vitest', 'typescript', "it('adds', () => { jest.fn(); expect(add(1, 2)).toBe(3); });"],
    ['otherFramework', 'nodeTest', 'javascript', "it('adds', () => { expect(add(1, 2)).toBe(3); assert.ok(1); });"],
    ['otherFramework', 'mochaChai', 'javascript', "it('adds', () => { expect(add(1, 2)).toBe(3); });"],
    ['otherCode', 'vitest', 'typescript', "it('add', () => { expect(sum(1, 2)).toBe(3); });"],
    [
      'copied',
      'vitest',
      'typescript',
      "const add = (a, b) => a + b;\nit('adds', () => { expect(add(1, 2)).toBe(3); });",
    ],
    ['sound', 'pytest', 'python', 'class TestAdd:\n    def test_a(self):\n        assert add(1, 2) == 3'],
    ['noTest', 'unittest', 'python', 'def test_a():\n    assert add(1, 2) == 3'],
    ['copied', 'pytest', 'python', 'def add(a, b):\n    return a\n\ndef test_a():\n    assert add(1, 2) == 3'],
    ['sound', 'goTesting', 'go', 'func TestAdd(t *testing.T) {\n\tif add(1, 2) != 3 { t.Fatal("no") }\n}'],
    ['sound', 'rustTest', 'rust', '#[test]\nfn adds() { assert_eq!(add(1, 2), 3); }'],
    ['sound', 'junit5', 'java', '@Test\nvoid adds() { assertEquals(3, add(1, 2)); }'],
    ['sound', 'kotlinTest', 'kotlin', '@Test\nfun adds() { assertFailsWith<Error> { add(1, 2) } }'],
    ['sound', 'rspec', 'ruby', "it 'adds' do\n  expect(add(1, 2)).to eq(3)\nend"],
    ['sound', 'minitest', 'ruby', 'def test_add\n  assert_equal 3, add(1, 2)\nend'],
    ['sound', 'phpunit', 'php', 'public function testAdd(): void { $this->assertSame(3, add(1, 2)); }'],
    ['sound', 'nunit', 'csharp', '[TestCase(1)]\npublic void Adds(int a) { Assert.That(add(a, 2), Is.EqualTo(3)); }'],
    ['noTest', 'mstest', 'csharp', '[Fact]\npublic void Adds() { Assert.Equal(add(1, 2), 3); }'],
    ['sound', 'gtest', 'cpp', 'TEST(Add, Adds) { EXPECT_EQ(add(1, 2), 3); }'],
    ['sound', 'bats', 'shellscript', '@test "adds" {\n  run add 1 2\n  [ "$output" -eq 3 ]\n}'],
    ['sound', 'busted', 'lua', "it('adds', function() assert.are.equal(3, add(1, 2)) end)"],
  ])('are %s: %s, %s', (verdict, id, languageId, body) => {
    expect(judged(id, languageId, body)).toBe(verdict);
  });

  it('lose a copy of what they test', () => {
    const copy = 'function add(a, b) {\n  return a + b;\n}';
    expect(withoutCopy(`${copy}\n\nit(add);`, subject.code)).toBe('it(add);');
    expect(withoutCopy(`const a = 1;\n\nexport ${copy}\n\nit(add);`, subject.code)).toBe('const a = 1;\n\nit(add);');
  });

  it('are counted', () => {
    expect(countTests("it('a');\n  it('b');\n// it('c')\n", 'typescript', frameworkManner('vitest'))).toBe(2);
  });

  it('that were cut are left whole, with their blocks closed', () => {
    const vitest = "describe('add', () => {\n  it('a', () => {\n    f('{');\n  });\n\n  it('b', () => {\n    f(";
    expect([...trimmedTests(vitest, 'typescript', frameworkManner('vitest'))]).toEqual([
      "describe('add', () => {\n  it('a', () => {\n    f('{');\n  });\n});",
    ]);
    const java = 'class T {\n    @Test\n    void a() { }\n\n    @Test\n    @DisplayName("b")\n    void b() {';
    expect([...trimmedTests(java, 'java', frameworkManner('junit5'))]).toEqual([
      'class T {\n    @Test\n    void a() { }\n}',
    ]);
    const python = 'def test_a():\n    assert a\n\n\n@pytest.mark.x\ndef test_b():\n    ass';
    expect([...trimmedTests(python, 'python', frameworkManner('pytest'))]).toEqual(['def test_a():\n    assert a']);
    const rspec = "describe A do\n  it 'a' do\n    x\n  end\n\n  it 'b' do\n";
    expect([...trimmedTests(rspec, 'ruby', frameworkManner('rspec'))]).toContain(
      "describe A do\n  it 'a' do\n    x\n  end\nend",
    );
    expect([...trimmedTests("it('a', () => {\n", 'typescript', frameworkManner('vitest'))]).toEqual([]);
  });

  it('have the class that the name of their file asks for', () => {
    expect(withClassName('class SumTest {\n    SumTest() { }\n}', 'java', 'Sum2Test')).toBe(
      'class Sum2Test {\n    Sum2Test() { }\n}',
    );
    expect(withClassName('class TestSum {}', 'python', 'test_sum')).toBe('class TestSum {}');
  });

  it('in words that the grammar does not know are written in plain ones for the parser', () => {
    const catch2 = 'TEST_CASE("adds (1)") {\n  SECTION("a") {\n    CHECK(add(1));\n  }\n}';
    expect(inPlainCode(catch2, frameworkManner('catch2'))).toBe(
      'void test() {\n  if (true) {\n    CHECK(add(1));\n  }\n}',
    );
    expect(inPlainCode('@test "a b" {\n}', frameworkManner('bats'))).toBe('tested() {\n}');
  });
});
