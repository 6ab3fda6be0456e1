import { describe, expect, it } from 'vitest';
import { existingTests, findTestFramework } from '../../../../src/core/write/tests/testFramework';
import { ProjectInMemory } from '../../../fakes/projectInMemory';

async function found(languageId: string, path: string, texts: Readonly<Record<string, string>>): Promise<string> {
  const files = new ProjectInMemory({ [path]: '', ...texts });
  const source = { path, languageId };
  const tests = (await existingTests(source, files)) ?? [];
  const framework = await findTestFramework(source, tests, files);
  return framework === undefined ? 'none' : `${framework.id} in '${framework.root}' by '${framework.foundIn}'`;
}

const manifest = (content: object): string => JSON.stringify(content);

describe('the framework of a project', () => {
  it.each([
    [
      'its test script',
      { 'package.json': manifest({ scripts: { test: 'tsc && vitest run' } }) },
      "vitest in '' by 'package.json'",
    ],
    [
      'the script rather than what else is installed',
      { 'package.json': manifest({ scripts: { test: 'jest' }, devDependencies: { vitest: '1' } }) },
      "jest in '' by 'package.json'",
    ],
    [
      'a dependency',
      { 'package.json': manifest({ devDependencies: { 'ts-jest': '29' } }) },
      "jest in '' by 'package.json'",
    ],
    [
      'a section',
      { 'package.json': manifest({ ava: {}, devDependencies: { mocha: '1' } }) },
      "ava in '' by 'package.json'",
    ],
    [
      'a configuration file',
      { 'package.json': manifest({ devDependencies: { jest: '1' } }), 'vitest.config.mts': '' },
      "vitest in '' by 'package.json'",
    ],
    ['a configuration file without a manifest', { '.mocharc.yml': '' }, "mocha in '' by '.mocharc.yml'"],
    [
      'Mocha with the assertions of Chai',
      { 'package.json': manifest({ scripts: { 'test:unit': 'nyc mocha' }, devDependencies: { chai: '4' } }) },
      "mochaChai in '' by 'package.json'",
    ],
    [
      "Node's own in a script",
      { 'package.json': manifest({ scripts: { test: 'node --import tsx --test' } }) },
      "nodeTest in '' by 'package.json'",
    ],
    ['that of bun', { 'package.json': manifest({ scripts: { test: 'bun test' } }) }, "bunTest in '' by 'package.json'"],
    [
      'no end-to-end runner',
      { 'package.json': manifest({ scripts: { 'test:e2e': 'mocha e2e', test: 'playwright test' } }) },
      "nodeTest in '' by ''",
    ],
    [
      'the nearest package that tells',
      {
        'package.json': manifest({ devDependencies: { jest: '1' } }),
        'src/package.json': manifest({ devDependencies: { vitest: '1' } }),
      },
      "vitest in 'src' by 'src/package.json'",
    ],
    [
      'that of the repository, where the package does not tell',
      { 'package.json': manifest({ devDependencies: { jest: '1' } }), 'src/package.json': '{}' },
      "jest in '' by 'package.json'",
    ],
    ["Node's own, where nobody tells", { 'package.json': '{"name": "x"}' }, "nodeTest in '' by ''"],
    ["Node's own, where the manifest is broken", { 'package.json': '{"jest": ' }, "nodeTest in '' by ''"],
  ])('in TypeScript: %s', async (_title, texts, expected) => {
    expect(await found('typescript', 'src/a.ts', texts)).toBe(expected);
  });

  it.each([
    ['pyproject.toml', { 'pyproject.toml': '[tool.pytest.ini_options]\n' }, "pytest in '' by 'pyproject.toml'"],
    ['pytest.ini', { 'pytest.ini': '' }, "pytest in '' by 'pytest.ini'"],
    ['conftest.py of the tests', { 'setup.py': '', 'tests/conftest.py': '' }, "pytest in '' by 'tests/conftest.py'"],
    ['setup.cfg', { 'setup.cfg': '[tool:pytest]\n' }, "pytest in '' by 'setup.cfg'"],
    ['requirements', { 'requirements-dev.txt': 'black\npytest>=7\n' }, "pytest in '' by 'requirements-dev.txt'"],
    [
      'what the tests import',
      { 'tests/test_x.py': 'import pytest\n\ndef test_x():\n    assert True\n' },
      "pytest in '' by 'tests/test_x.py'",
    ],
    [
      'unittest in the tests',
      { 'tests/test_x.py': 'import unittest\nclass X(unittest.TestCase): pass\n' },
      "unittest in '' by 'tests/test_x.py'",
    ],
    ['nothing', { 'app/pyproject.toml': '[project]\n' }, "unittest in 'app' by ''"],
  ])('in Python, by %s', async (_title, texts, expected) => {
    expect(await found('python', 'app/a.py', texts)).toBe(expected);
  });

  it.each([
    ['go', 'm/a.go', { 'm/go.mod': 'module x' }, "goTesting in 'm' by ''"],
    ['rust', 'src/lib.rs', { 'Cargo.toml': '' }, "rustTest in '' by ''"],
    [
      'java',
      'app/src/main/java/a/A.java',
      {
        'app/build.gradle.kts': 'dependencies {}',
        'build.gradle.kts': 'testImplementation("org.junit.jupiter:junit-jupiter")',
      },
      "junit5 in 'app' by 'build.gradle.kts'",
    ],
    ['java', 'src/main/java/A.java', { 'pom.xml': '<groupId>junit</groupId>' }, "junit4 in '' by 'pom.xml'"],
    [
      'java',
      'src/A.java',
      { 'test/BTest.java': 'import org.junit.jupiter.api.Test;' },
      "junit5 in '' by 'test/BTest.java'",
    ],
    ['java', 'A.java', {}, 'none'],
    [
      'kotlin',
      'src/main/kotlin/A.kt',
      { 'build.gradle.kts': 'testImplementation(kotlin("test"))' },
      "kotlinTest in '' by 'build.gradle.kts'",
    ],
    ['ruby', 'lib/a.rb', { '.rspec': '' }, "rspec in '' by '.rspec'"],
    ['ruby', 'lib/a.rb', { Gemfile: 'gem "rspec-rails"' }, "rspec in '' by 'Gemfile'"],
    ['ruby', 'lib/a.rb', {}, "minitest in '' by ''"],
    [
      'php',
      'src/A.php',
      { 'composer.json': '{"require-dev": {"phpunit/phpunit": "^10"}}' },
      "phpunit in '' by 'composer.json'",
    ],
    ['php', 'src/A.php', { 'composer.json': '{}' }, 'none'],
    [
      'csharp',
      'Shop/A.cs',
      { 'Shop.Tests/BTests.cs': '', 'Shop.Tests/Shop.Tests.csproj': '<PackageReference Include="xunit" />' },
      "xunit in 'Shop.Tests' by 'Shop.Tests/Shop.Tests.csproj'",
    ],
    [
      'csharp',
      'src/Shop/A.cs',
      { 'Shop.sln': '', 'tests/ShopTests/ShopTests.csproj': '<PackageReference Include="NUnit" />' },
      "nunit in 'tests/ShopTests' by 'tests/ShopTests/ShopTests.csproj'",
    ],
    ['csharp', 'A.cs', { 'A.csproj': '' }, 'none'],
    ['cpp', 'src/a.cpp', { 'CMakeLists.txt': 'find_package(GTest REQUIRED)' }, "gtest in '' by 'CMakeLists.txt'"],
    [
      'cpp',
      'src/a.cpp',
      { 'test/b_test.cpp': '#include <catch2/catch_test_macros.hpp>' },
      "catch2 in '' by 'test/b_test.cpp'",
    ],
    ['cpp', 'src/a.cpp', {}, 'none'],
    ['shellscript', 'bin/a.sh', { 'test/b.bats': '' }, "bats in '' by 'test/b.bats'"],
    ['shellscript', 'bin/a.sh', {}, 'none'],
    ['lua', 'src/a.lua', { '.busted': '' }, "busted in '' by '.busted'"],
    ['lua', 'src/a.lua', {}, 'none'],
    ['markdown', 'a.md', {}, 'none'],
  ])('in %s, of %s', async (languageId, path, texts, expected) => {
    expect(await found(languageId, path, texts)).toBe(expected);
  });

  it('knows no tests of a language that it does not know', async () => {
    expect(await existingTests({ path: 'a.md', languageId: 'markdown' }, new ProjectInMemory({}))).toBeUndefined();
  });
});
