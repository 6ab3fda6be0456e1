import { describe, expect, it } from 'vitest';
import type { FrameworkId } from '../../../../src/core/write/tests/frameworks';
import { existingTests } from '../../../../src/core/write/tests/testFramework';
import { chooseTestPlace, type TestPlace } from '../../../../src/core/write/tests/testPlace';
import { ProjectInMemory } from '../../../fakes/projectInMemory';

const languageIds: Readonly<Record<string, string>> = {
  ...{
    ts: 'typescript',
    tsx: 'typescriptreact',
    js: 'javascript',
    mjs: 'javascript',
    py: 'python',
    go: 'go',
    rs: 'rust',
  },
  ...{ java: 'java', kt: 'kotlin', rb: 'ruby', php: 'php', cs: 'csharp', cpp: 'cpp', sh: 'shellscript', lua: 'lua' },
};

async function placeOf(id: FrameworkId, path: string, others: readonly string[], root = ''): Promise<TestPlace> {
  const files = new ProjectInMemory(Object.fromEntries([path, ...others].map((each) => [each, ''])));
  const languageId = languageIds[path.slice(path.lastIndexOf('.') + 1)] ?? '';
  const tests = (await existingTests({ path, languageId }, files)) ?? [];
  return chooseTestPlace({ path, languageId }, { id, root, foundIn: '' }, tests, files);
}

describe('the place of new tests', () => {
  it.each<readonly [FrameworkId, string, readonly string[], string]>([
    // Beside what is there.
    ['vitest', 'src/a/x.ts', ['src/a/y.spec.ts', 'src/b/z.test.ts'], 'src/a/x.spec.ts'],
    ['jest', 'src/a/x.ts', ['src/a/__tests__/y.ts'], 'src/a/__tests__/x.ts'],
    ['jest', 'src/a/x.ts', ['src/b/__tests__/y.test.ts', 'src/c/__tests__/z.test.ts'], 'src/a/__tests__/x.test.ts'],
    [
      'vitest',
      'src/core/write/doc/x.ts',
      ['test/unit/write/y.test.ts', 'test/unit/core.test.ts', 'test/e2e/z.test.ts'],
      'test/unit/write/x.test.ts',
    ],
    [
      'vitest',
      'src/core/fix/x.ts',
      ['test/core/write/y.test.ts', 'test/integration/core/fix/z.test.ts'],
      'test/core/x.test.ts',
    ],
    ['vitest', 'src/x.ts', ['test/fakes/y.test.ts', 'test/setup.ts', 'test/a.spec.ts'], 'test/x.spec.ts'],
    ['vitest', 'src/x.tsx', ['src/y.test.ts'], 'src/x.test.tsx'],
    ['vitest', 'src/x.js', ['src/y.test.ts'], 'src/x.test.ts'],
    ['mocha', 'lib/x.js', ['test/y.js'], 'test/x.js'],
    [
      'pytest',
      'app/core/x.py',
      ['tests/core/test_y.py', 'tests/conftest.py', 'tests/test_z.py'],
      'tests/core/test_x.py',
    ],
    ['pytest', 'app/x.py', ['app/y_test.py'], 'app/x_test.py'],
    ['minitest', 'lib/a/x.rb', ['test/a/y_test.rb'], 'test/a/x_test.rb'],
    [
      'phpunit',
      'src/Cart/Item.php',
      ['tests/Unit/Cart/PriceTest.php', 'tests/Feature/ShopTest.php'],
      'tests/Unit/Cart/ItemTest.php',
    ],
    [
      'xunit',
      'Shop/Cart/Item.cs',
      ['Shop.Tests/Cart/PriceTests.cs', 'Shop.Tests/ShopTests.cs'],
      'Shop.Tests/Cart/ItemTests.cs',
    ],
    ['catch2', 'src/x.cpp', ['tests/y.test.cc'], 'tests/x.test.cc'],
    ['bats', 'bin/x.sh', ['test/y.bats'], 'test/x.bats'],
    // By custom.
    ['vitest', 'src/x.ts', [], 'src/x.test.ts'],
    ['nodeTest', 'src/x.mjs', [], 'src/x.test.mjs'],
    ['mocha', 'src/x.js', [], 'test/x.test.js'],
    ['pytest', 'app/x.py', [], 'tests/test_x.py'],
    ['unittest', 'app/x.py', ['test/data.txt'], 'test/test_x.py'],
    ['goTesting', 'a/x.go', ['b/y_test.go'], 'a/x_test.go'],
    ['rustTest', 'src/a/x.rs', [], 'tests/x.rs'],
    ['junit5', 'app/src/main/java/a/b/Item.java', [], 'app/src/test/java/a/b/ItemTest.java'],
    ['kotlinTest', 'src/main/kotlin/a/Item.kt', [], 'src/test/kotlin/a/ItemTest.kt'],
    ['junit4', 'Item.java', [], 'ItemTest.java'],
    ['rspec', 'lib/shop/x.rb', [], 'spec/shop/x_spec.rb'],
    ['rspec', 'app/models/x.rb', [], 'spec/models/x_spec.rb'],
    ['phpunit', 'src/Item.php', ['tests/Unit/.gitkeep'], 'tests/Unit/ItemTest.php'],
    ['gtest', 'src/x.cpp', [], 'tests/x_test.cpp'],
    ['busted', 'src/x.lua', [], 'spec/x_spec.lua'],
  ])('%s, of %s beside %j', async (id, path, others, expected) => {
    expect((await placeOf(id, path, others)).path).toBe(expected);
  });

  it('stays inside the package that has the framework', async () => {
    const others = ['packages/b/test/y.spec.ts'];
    expect((await placeOf('vitest', 'packages/a/src/x.ts', others, 'packages/a')).path).toBe(
      'packages/a/src/x.test.ts',
    );
    expect((await placeOf('vitest', 'packages/b/src/x.ts', others, 'packages/b')).path).toBe(
      'packages/b/test/x.spec.ts',
    );
    expect((await placeOf('xunit', 'Shop/Item.cs', [], 'Shop.Tests')).path).toBe('Shop.Tests/ItemTests.cs');
  });

  it('takes another name where the natural one is taken, and that file as the example', async () => {
    expect(await placeOf('vitest', 'src/x.ts', ['src/x.test.ts', 'src/y.test.ts'])).toEqual({
      path: 'src/x2.test.ts',
      taken: 'src/x.test.ts',
      example: 'src/x.test.ts',
    });
    expect((await placeOf('pytest', 'x.py', ['tests/test_X.py', 'tests/test_x2.py'])).path).toBe('tests/test_x3.py');
    expect((await placeOf('junit5', 'src/main/java/A.java', ['src/test/java/ATest.java'])).path).toBe(
      'src/test/java/A2Test.java',
    );
    expect((await placeOf('goTesting', 'x.go', ['x_test.go'])).path).toBe('x2_test.go');
  });

  it('has the nearest test as the example, and none where there is none', async () => {
    const { example } = await placeOf('vitest', 'src/a/x.ts', ['test/b/z.test.ts', 'test/a/y.test.ts']);
    expect(example).toBe('test/a/y.test.ts');
    expect((await placeOf('vitest', 'src/x.ts', ['test/fixtures/y.test.ts'])).example).toBe('');
  });
});
