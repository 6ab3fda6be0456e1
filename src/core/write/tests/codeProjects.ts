import { inFolder } from '../../context/resolve/world';
import { folderOf } from '../../context/paths';
import type { FrameworkId, TestFramework } from './frameworks';
import { firstTelling, folderWith, type ProjectFiles, type TestedFile } from './projectFiles';

type Sign = readonly [FrameworkId, RegExp];

const inJavaBuild: readonly Sign[] = [
  ['junit5', /junit-jupiter|useJUnitPlatform|org\.junit\.jupiter|spring-boot-starter-test|junit-bom|quarkus-junit5/],
  ['junit4', /\bjunit:junit\b|<groupId>junit<\/groupId>|libs\.junit\b|useJUnit\(/],
];
const inKotlinBuild: readonly Sign[] = [
  ['kotlinTest', /kotlin\(\s*["']test|kotlin-test|libs\.kotlin\.test/],
  ...inJavaBuild,
];
const inJvmTests: readonly Sign[] = [
  ['junit5', /\borg\.junit\.jupiter\b/],
  ['kotlinTest', /\bkotlin\.test\b/],
  ['junit4', /\borg\.junit\b/],
];
const inDotnetProject: readonly Sign[] = [
  ['xunit', /"xunit/i],
  ['nunit', /"nunit"/i],
  ['mstest', /"mstest/i],
];
const inNativeTests: readonly Sign[] = [
  ['doctest', /doctest\.h\b/],
  ['catch2', /\bcatch2\/|\bcatch\.hpp\b/],
  ['gtest', /\bgtest\/gtest\.h\b|\bgmock\/gmock\.h\b/],
];
const inNativeBuild: readonly Sign[] = [
  ['catch2', /\bcatch2\b/i],
  ['gtest', /\b(?:gtest|googletest)\b/i],
  ['doctest', /\bdoctest\b/i],
];
const nativeBuild = /^(?:CMakeLists\.txt|conanfile\.(?:txt|py)|vcpkg\.json|meson\.build|MODULE\.bazel|WORKSPACE)$/;

/** The framework of languages that are built as a project: by its build files, then by its tests; some languages bring their own. */
export async function codeProjectFramework(
  source: TestedFile,
  tests: readonly string[],
  files: ProjectFiles,
): Promise<TestFramework | undefined> {
  const { path, languageId } = source;
  const rootOf = async (name: RegExp): Promise<string> =>
    (await folderWith(path, (each) => name.test(each), files))?.folder ?? '';
  switch (languageId) {
    case 'go':
      return { id: 'goTesting', root: await rootOf(/^go\.mod$/), foundIn: '' };
    case 'rust':
      return { id: 'rustTest', root: await rootOf(/^Cargo\.toml$/), foundIn: '' };
    case 'java':
    case 'kotlin':
      return jvmFramework(source, tests, files);
    case 'ruby':
      return rubyFramework(path, tests, files);
    case 'php':
      return phpFramework(path, files);
    case 'csharp':
      return dotnetFramework(path, tests, files);
    case 'c':
    case 'cpp':
      return (await inTests(tests, inNativeTests, '', files)) ?? inBuild(path, nativeBuild, inNativeBuild, files);
    case 'shellscript': {
      const [first] = tests;
      return first === undefined ? undefined : { id: 'bats', root: '', foundIn: first };
    }
    case 'lua':
      return luaFramework(path, tests, files);
    default:
      return undefined;
  }
}

async function jvmFramework(
  { path, languageId }: TestedFile,
  tests: readonly string[],
  files: ProjectFiles,
): Promise<TestFramework | undefined> {
  const build = /^(?:build\.gradle(?:\.kts)?|pom\.xml)$/;
  const root = (await folderWith(path, (name) => build.test(name), files))?.folder ?? '';
  const signs = languageId === 'kotlin' ? inKotlinBuild : inJavaBuild;
  const found = (await inBuild(path, build, signs, files)) ?? (await inTests(tests, inJvmTests, root, files));
  // A parent may say it for all its modules; the module is what is built.
  return found === undefined ? undefined : { ...found, root };
}

async function rubyFramework(path: string, tests: readonly string[], files: ProjectFiles): Promise<TestFramework> {
  const project = await folderWith(path, (name) => /^(?:Gemfile|\.rspec|Rakefile|.*\.gemspec)$/.test(name), files);
  const root = project?.folder ?? '';
  const names = await files.list(root);
  const rspec = ['.rspec', 'spec/'].find((name) => names.includes(name));
  if (rspec === '.rspec') return { id: 'rspec', root, foundIn: inFolder(root, '.rspec') };
  const judge = (text: string): FrameworkId | undefined =>
    /\brspec\b/.test(text) ? 'rspec' : /\bminitest\b/.test(text) ? 'minitest' : undefined;
  const named = await firstTelling(path, (name) => /^(?:Gemfile|.*\.gemspec)$/.test(name), judge, files);
  if (named !== undefined) return { id: named.told, root, foundIn: named.file };
  const [nearest] = tests;
  if (nearest?.endsWith('_spec.rb') === true) return { id: 'rspec', root, foundIn: nearest };
  return { id: 'minitest', root, foundIn: nearest ?? '' };
}

async function phpFramework(path: string, files: ProjectFiles): Promise<TestFramework | undefined> {
  const judge = (text: string, name: string): FrameworkId | undefined =>
    name.startsWith('phpunit') || /"(?:phpunit\/phpunit|pestphp\/pest)"/.test(text) ? 'phpunit' : undefined;
  const found = await firstTelling(path, (name) => /^(?:phpunit\.xml.*|composer\.json)$/.test(name), judge, files);
  return found && { id: found.told, root: found.folder, foundIn: found.file };
}

/** Tests of .NET stand in a project of their own: that of the nearest tests, else one whose name says so. */
async function dotnetFramework(
  path: string,
  tests: readonly string[],
  files: ProjectFiles,
): Promise<TestFramework | undefined> {
  const isProject = (name: string): boolean => name.endsWith('.csproj');
  const judge = (text: string): FrameworkId | undefined => inDotnetProject.find(([, sign]) => sign.test(text))?.[0];
  const solution = await folderWith(path, (name) => /\.slnx?$/.test(name), files);
  const around = solution?.folder ?? folderOf(folderOf(path));
  const beside = ['', 'test/', 'tests/', 'src/'].map(async (name) => {
    const folder = inFolder(around, name.slice(0, -1));
    const folders = (await files.list(folder)).filter((each) => /tests?\/$/i.test(each));
    return folders.map((each) => `${inFolder(folder, each)}Tests.cs`);
  });
  for (const test of [...tests.slice(0, 3), ...(await Promise.all(beside)).flat()]) {
    const found = await firstTelling(test, isProject, judge, files);
    if (found !== undefined) return { id: found.told, root: found.folder, foundIn: found.file };
  }
  return undefined;
}

async function luaFramework(
  path: string,
  tests: readonly string[],
  files: ProjectFiles,
): Promise<TestFramework | undefined> {
  const configured = await folderWith(path, (name) => name === '.busted', files);
  if (configured !== undefined)
    return { id: 'busted', root: configured.folder, foundIn: inFolder(configured.folder, '.busted') };
  const spec = tests.find((test) => test.endsWith('_spec.lua'));
  if (spec !== undefined) return { id: 'busted', root: '', foundIn: spec };
  return inBuild(path, /\.rockspec$/, [['busted', /\bbusted\b/]], files);
}

async function inBuild(
  path: string,
  name: RegExp,
  signs: readonly Sign[],
  files: ProjectFiles,
): Promise<TestFramework | undefined> {
  const judge = (text: string): FrameworkId | undefined => signs.find(([, sign]) => sign.test(text))?.[0];
  const found = await firstTelling(path, (each) => name.test(each), judge, files);
  return found && { id: found.told, root: found.folder, foundIn: found.file };
}

/** By what the nearest tests import. */
async function inTests(
  tests: readonly string[],
  signs: readonly Sign[],
  root: string,
  files: ProjectFiles,
): Promise<TestFramework | undefined> {
  for (const foundIn of tests.slice(0, 3)) {
    const text = (await files.read(foundIn)) ?? '';
    const [id] = signs.find(([, sign]) => sign.test(text)) ?? [];
    if (id !== undefined) return { id, root, foundIn };
  }
  return undefined;
}
