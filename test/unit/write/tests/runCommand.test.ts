import { describe, expect, it } from 'vitest';
import type { FrameworkId } from '../../../../src/core/write/tests/frameworks';
import { commandText, testCommand } from '../../../../src/core/write/tests/runCommand';
import { ProjectInMemory } from '../../../fakes/projectInMemory';

async function commandOf(
  id: FrameworkId,
  path: string,
  texts: Readonly<Record<string, string>> = {},
  { root = '', text = '', interpreters = [] as readonly string[] } = {},
): Promise<string> {
  const files = new ProjectInMemory(texts);
  const command = await testCommand({ framework: { id, root, foundIn: '' }, path, text, files, interpreters });
  return command === undefined ? 'none' : `${command.folder}> ${commandText(command)}`;
}

describe('the command that runs a test file', () => {
  it.each<readonly [FrameworkId, string, Readonly<Record<string, string>>, string]>([
    ['vitest', 'src/a.test.ts', {}, '> npx --no -- vitest run src/a.test.ts'],
    ['vitest', 'a.test.ts', { 'pnpm-lock.yaml': '' }, '> pnpm exec vitest run a.test.ts'],
    ['jest', 'a.test.ts', { 'yarn.lock': '' }, '> yarn run jest --runTestsByPath a.test.ts'],
    ['mochaChai', 'test/a.js', { 'bun.lock': '' }, '> bunx --no-install mocha test/a.js'],
    ['ava', 'test/a.js', { 'package-lock.json': '' }, '> npx --no -- ava test/a.js'],
    ['bunTest', 'a.test.ts', {}, '> bun test ./a.test.ts'],
    ['nodeTest', 'a.test.js', {}, '> node --test a.test.js'],
    [
      'nodeTest',
      'a.test.ts',
      { 'package.json': '{"devDependencies": {"tsx": "4"}}' },
      '> node --import tsx --test a.test.ts',
    ],
    ['pytest', 'tests/test_a.py', {}, '> python3 -m pytest tests/test_a.py'],
    ['pytest', 'test_a.py', { '.venv/bin/python': '' }, '> .venv/bin/python -m pytest test_a.py'],
    ['unittest', 'test_a.py', { 'venv/Scripts/python.exe': '' }, '> venv/Scripts/python.exe -m unittest test_a.py'],
    ['rustTest', 'tests/a.rs', {}, '> cargo test --test a'],
    ['rspec', 'spec/a_spec.rb', { Gemfile: '' }, '> bundle exec rspec spec/a_spec.rb'],
    ['minitest', 'test/test_a.rb', {}, '> ruby -Ilib -Itest test/test_a.rb'],
    ['phpunit', 'tests/ATest.php', {}, '> php vendor/bin/phpunit tests/ATest.php'],
    ['xunit', 'ATests.cs', {}, '> dotnet test --filter FullyQualifiedName~ATests'],
    ['bats', 'test/a.bats', {}, '> bats test/a.bats'],
    ['busted', 'spec/a_spec.lua', {}, '> busted spec/a_spec.lua'],
    ['gtest', 'tests/a_test.cpp', {}, 'none'],
  ])('of %s, for %s with %j', async (id, path, texts, expected) => {
    expect(await commandOf(id, path, texts)).toBe(expected);
  });

  it('runs where the framework was found', async () => {
    const lock = { 'yarn.lock': '', 'packages/a/package.json': '{}' };
    expect(await commandOf('vitest', 'packages/a/x.test.ts', lock, { root: 'packages/a' })).toBe(
      'packages/a> yarn run vitest run x.test.ts',
    );
    expect(await commandOf('vitest', 'packages/b/x.test.ts', lock, { root: 'packages/a' })).toBe('none');
  });

  it('runs the new tests of a Go package alone, and one class of Java', async () => {
    const text = 'package a\n\nfunc TestAdd(t *testing.T) {}\n\nfunc TestSub(t *testing.T) {}\n';
    expect(await commandOf('goTesting', 'a/x_test.go', {}, { text })).toBe("> go test ./a -run '^(TestAdd|TestSub)$'");
    const java = { text: 'package a.b;\n', root: 'app' };
    const path = 'app/src/test/java/a/b/XTest.java';
    const gradle = { 'settings.gradle': '', gradlew: '', 'app/build.gradle': '' };
    expect(await commandOf('junit5', path, gradle, java)).toBe('> ./gradlew :app:test --tests a.b.XTest');
    expect(await commandOf('junit5', path, { 'app/pom.xml': '' }, java)).toBe('app> mvn test -Dtest=XTest');
    expect(await commandOf('junit5', path, {}, java)).toBe('none');
  });

  it('prefers the interpreter that the user has named, if it is a path', async () => {
    const venv = { '.venv/bin/python': '' };
    expect(await commandOf('pytest', 'test_a.py', venv, { interpreters: ['python', '/opt/py/bin/python'] })).toBe(
      '> /opt/py/bin/python -m pytest test_a.py',
    );
    expect(await commandOf('pytest', 'test_a.py', venv, { interpreters: ['python'] })).toContain('.venv/bin/python');
  });

  it('takes no name that could mean something else', async () => {
    for (const name of ['a"b.test.js', 'a&calc.test.js', '${command:x}.test.js', 'a\nb.test.js', '`id`.test.js'])
      expect(await commandOf('nodeTest', name)).toBe('none');
    expect(await commandOf('nodeTest', '--eval=1.test.js')).toBe('> node --test ./--eval=1.test.js');
    expect(await commandOf('nodeTest', "it's [id].test.js")).toBe("> node --test 'it's [id].test.js'");
  });
});
