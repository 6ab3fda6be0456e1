/** What the product knows about a test framework before it has seen a project. */
export interface FrameworkManner {
  /** For people and for the model. */
  readonly name: string;
  /** Begins a test case, in code whose strings are blank. */
  readonly testCase: RegExp;
  /** Says what is expected, in the same code. */
  readonly assertion: RegExp;
  /** What only another framework of the language has, in the same code. */
  readonly alien?: RegExp;
  /** The form of a test, for the model when the project has no test to show. */
  readonly sample: string;
  /** Macros and commands that the grammar of the language does not know, and what stands for them when the text is parsed. */
  readonly foreign?: readonly (readonly [pattern: RegExp, plain: string])[];
}

export type FrameworkId =
  | ScriptFrameworkId
  | 'pytest'
  | 'unittest'
  | 'goTesting'
  | 'rustTest'
  | 'junit5'
  | 'junit4'
  | 'kotlinTest'
  | 'rspec'
  | 'minitest'
  | 'phpunit'
  | 'xunit'
  | 'nunit'
  | 'mstest'
  | 'gtest'
  | 'catch2'
  | 'doctest'
  | 'bats'
  | 'busted';

export type ScriptFrameworkId = 'vitest' | 'jest' | 'mocha' | 'mochaChai' | 'ava' | 'bunTest' | 'nodeTest';

/** The framework of a project, as its files tell. */
export interface TestFramework {
  readonly id: FrameworkId;
  /** Folder from which its command is run. */
  readonly root: string;
  /** The file that told; empty where none did, and it is the one that comes with the language. */
  readonly foundIn: string;
}

const scriptCase = /^[^\S\n]*(?:it|test)(?:\.\w+)*\s*\(/m;
const expecting = "describe('add', () => {\n  it('adds', () => {\n    expect(add(1, 2)).toBe(3);\n  });\n});";
const asserting = "describe('add', () => {\n  it('adds', () => {\n    assert.strictEqual(add(1, 2), 3);\n  });\n});";
const chaiLike = expecting.replace('.toBe(3)', '.to.equal(3)');
const script = { testCase: scriptCase, assertion: /\b(?:expect|assert)\b/ } as const;
const asserted = {
  testCase: scriptCase,
  assertion: /\bassert\b/,
  alien: /(?<![\w$.])(?:expect\s*\(|(?:jest|vi)\.)/,
} as const;
const jvm = {
  testCase: /@(?:Test|ParameterizedTest|RepeatedTest)\b/,
  assertion: /\b(?:assert\w*|fail|verify)\s*(?:\(|\{|<)/,
} as const;
const junit = '@Test\nvoid adds() {\n    assertEquals(3, Calculator.add(1, 2));\n}';
const dotnet = { assertion: /\bAssert\.|\.Should\b/ } as const;
const catchLike = {
  testCase: /^[^\S\n]*(?:TEST_CASE|SCENARIO)(?:_\w+)?\s*\(/m,
  assertion: /\b(?:REQUIRE|CHECK)\w*\s*\(/,
  sample: 'TEST_CASE("add adds") {\n    REQUIRE(add(1, 2) == 3);\n}',
  foreign: [
    [/^([^\S\n]*)(?:TEST_CASE|SCENARIO)(?:_\w+)?\s*\((?:[^()\n]|\([^()\n]*\))*\)/gm, '$1void test()'],
    [/^([^\S\n]*)(?:SECTION|SUBCASE|GIVEN|WHEN|THEN)\s*\((?:[^()\n]|\([^()\n]*\))*\)/gm, '$1if (true)'],
  ],
} as const;

const manners: { readonly [F in FrameworkId]: FrameworkManner } = {
  vitest: { name: 'Vitest', ...script, alien: /(?<![\w$.])(?:jest|sinon)\./, sample: expecting },
  jest: { name: 'Jest', ...script, alien: /(?<![\w$.])vi\./, sample: expecting },
  mocha: { name: 'Mocha with node:assert', ...asserted, sample: asserting },
  mochaChai: {
    name: 'Mocha with Chai',
    ...script,
    alien: /(?<![\w$.])(?:jest|vi)\.|\)\.(?:not\.)?to(?:Be|Equal|StrictEqual|Throw|Contain|HaveLength)\b/,
    sample: chaiLike,
  },
  ava: {
    name: 'AVA',
    testCase: /^[^\S\n]*test(?:\.\w+)*\s*\(/m,
    assertion: /\bt\.\w+\s*\(/,
    sample: "test('adds', (t) => {\n  t.is(add(1, 2), 3);\n});",
  },
  bunTest: { name: 'bun test', ...script, sample: expecting },
  nodeTest: { name: "Node's test runner (node:test)", ...asserted, sample: asserting },
  pytest: {
    name: 'pytest',
    testCase: /^[^\S\n]*(?:async[^\S\n]+)?def[^\S\n]+test\w*\s*\(/m,
    assertion: /\bassert\b|\bpytest\.(?:raises|warns|approx|fail)\b|\bself\.(?:assert|fail)\w*\(/,
    sample: 'def test_adds():\n    assert add(1, 2) == 3',
  },
  unittest: {
    name: 'unittest',
    testCase: /^[^\S\n]+(?:async[^\S\n]+)?def[^\S\n]+test\w*\s*\(\s*self\b/m,
    assertion: /\bself\.(?:assert|fail)\w*\(/,
    sample: 'class AddTest(unittest.TestCase):\n    def test_adds(self):\n        self.assertEqual(add(1, 2), 3)',
  },
  goTesting: {
    name: "Go's testing package",
    testCase: /^func[^\S\n]+Test\w*\s*\(\s*\w+\s+\*testing\.T\s*\)/m,
    assertion: /\b\w+\.(?:Error|Errorf|Fatal|Fatalf|Fail|FailNow)\(|\b(?:assert|require)\.\w+\(/,
    sample:
      'func TestAdd(t *testing.T) {\n\tif got := Add(1, 2); got != 3 {\n\t\tt.Errorf("got %d, want 3", got)\n\t}\n}',
  },
  rustTest: {
    name: "Rust's own tests",
    testCase: /^[^\S\n]*#\[(?:\w+::)*test\b[^\]\n]*\]/m,
    assertion: /\b(?:debug_)?assert(?:_\w+)?!|\bshould_panic\b|\bpanic!/,
    sample: '#[test]\nfn adds() {\n    assert_eq!(add(1, 2), 3);\n}',
  },
  junit5: { name: 'JUnit 5', ...jvm, sample: junit },
  junit4: { name: 'JUnit 4', ...jvm, sample: junit.replace('void', 'public void') },
  kotlinTest: {
    name: 'kotlin.test',
    ...jvm,
    sample: 'class CalculatorTest {\n    @Test\n    fun adds() {\n        assertEquals(3, add(1, 2))\n    }\n}',
  },
  rspec: {
    name: 'RSpec',
    testCase: /^[^\S\n]*(?:it|specify|example)\b/m,
    assertion: /\bexpect\b|\bis_expected\b|\.should\b/,
    sample: "RSpec.describe Calculator do\n  it 'adds' do\n    expect(Calculator.add(1, 2)).to eq(3)\n  end\nend",
  },
  minitest: {
    name: 'Minitest',
    testCase: /^[^\S\n]*(?:def[^\S\n]+test_\w+|(?:test|it)\b)/m,
    assertion: /\b(?:assert|refute|flunk)\w*\b|\b(?:must|wont)_\w+/,
    sample:
      'class CalculatorTest < Minitest::Test\n  def test_adds\n    assert_equal 3, Calculator.add(1, 2)\n  end\nend',
  },
  phpunit: {
    name: 'PHPUnit',
    testCase: /\bfunction\s+test\w*\s*\(|#\[Test\b/,
    assertion: /(?:\$this->|\bself::|\bstatic::)(?:assert|expect|fail)\w*\(/,
    sample:
      'final class CalculatorTest extends TestCase\n{\n    public function testAdds(): void\n    {\n        $this->assertSame(3, add(1, 2));\n    }\n}',
  },
  xunit: {
    name: 'xUnit',
    testCase: /\[(?:Fact|Theory)\b/,
    ...dotnet,
    sample: '[Fact]\npublic void Adds()\n{\n    Assert.Equal(3, Calculator.Add(1, 2));\n}',
  },
  nunit: {
    name: 'NUnit',
    testCase: /\[(?:Test|TestCase)\b/,
    ...dotnet,
    sample: '[Test]\npublic void Adds()\n{\n    Assert.That(Calculator.Add(1, 2), Is.EqualTo(3));\n}',
  },
  mstest: {
    name: 'MSTest',
    testCase: /\[(?:TestMethod|DataTestMethod)\b/,
    ...dotnet,
    sample: '[TestMethod]\npublic void Adds()\n{\n    Assert.AreEqual(3, Calculator.Add(1, 2));\n}',
  },
  gtest: {
    name: 'GoogleTest',
    testCase: /^[^\S\n]*(?:TYPED_)?TEST(?:_F|_P)?\s*\(/m,
    assertion: /\b(?:EXPECT|ASSERT)_\w+/,
    sample: 'TEST(AddTest, Adds) {\n    EXPECT_EQ(add(1, 2), 3);\n}',
  },
  catch2: { name: 'Catch2', ...catchLike },
  doctest: { name: 'doctest', ...catchLike },
  bats: {
    name: 'Bats',
    testCase: /^@test[^\S\n]/m,
    assertion: /\[\[?[^\S\n]|\bassert\w*\b|\btest[^\S\n]/,
    sample: '@test "adds" {\n  run add 1 2\n  [ "$output" -eq 3 ]\n}',
    foreign: [[/^@test[^\S\n]+(?:"[^"\n]*"|'[^'\n]*'|\S+)/gm, 'tested()']],
  },
  busted: {
    name: 'busted',
    testCase: /^[^\S\n]*(?:it|test|spec)\s*\(/m,
    assertion: /\bassert\b/,
    sample: "describe('add', function()\n  it('adds', function()\n    assert.are.equal(3, add(1, 2))\n  end)\nend)",
  },
};

export function frameworkManner(id: FrameworkId): FrameworkManner {
  return manners[id];
}

/** The text with what its grammar does not know written in plain words of the language, so that a parser can judge the rest. */
export function inPlainCode(text: string, { foreign = [] }: FrameworkManner): string {
  return foreign.reduce((code, [pattern, plain]) => code.replace(pattern, plain), text);
}
