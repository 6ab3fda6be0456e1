import { extensionOf, folderOf, nearnessOf, stemOf } from '../../context/paths';
import { inFolder } from '../../context/resolve/world';
import type { FrameworkId, TestFramework } from './frameworks';
import type { ProjectFiles, TestedFile } from './projectFiles';

/** Where new tests go. Nothing lies there yet. */
export interface TestPlace {
  readonly path: string;
  /** The file that has the natural name; empty where that is free. */
  readonly taken: string;
  /** A test of the project that shows its style, the nearest; empty where it has none. */
  readonly example: string;
}

/** What stands around the name of the source in the name of its test. */
interface TestNaming {
  readonly prefix: string;
  readonly suffix: string;
}

const testFolder = /^(?:tests?|__tests__|specs?)$/i;
/** Files of test folders that are no tests, and folders that hold none. */
const helperName =
  /^(?:conftest|__init__|index|setup\w*|.*[._-]setup|helpers?|utils?|fixtures?|(?:test|spec|rails)_helper)$/i;
const helperFolder =
  /^(?:fixtures?|__fixtures__|__mocks__|mocks?|fakes?|stubs?|__snapshots__|snapshots?|data|testdata|support|harness|helpers?|bench(?:marks?)?|node_modules)$/i;
/** Tests of another kind than those of one function. */
const widerFolder = /^(?:integration|e2e|functional|acceptance|system|smoke)$/i;
/** Folders of sources that trees of tests leave out. */
const sourceFolder = /^(?:src|lib|app|source|main|pkg)$/i;

const namings: { readonly [F in FrameworkId]: TestNaming } = {
  ...{ vitest: after('.test'), jest: after('.test'), mocha: after('.test'), mochaChai: after('.test') },
  ...{ ava: after('.test'), bunTest: after('.test'), nodeTest: after('.test') },
  ...{ pytest: before('test_'), unittest: before('test_'), goTesting: after('_test'), rustTest: after('') },
  ...{ junit5: after('Test'), junit4: after('Test'), kotlinTest: after('Test') },
  ...{ rspec: after('_spec'), minitest: before('test_'), phpunit: after('Test') },
  ...{ xunit: after('Tests'), nunit: after('Tests'), mstest: after('Tests') },
  ...{
    gtest: after('_test'),
    catch2: before('test_'),
    doctest: before('test_'),
    bats: after(''),
    busted: after('_spec'),
  },
};
/** Frameworks that find tests in a folder whatever their names are. */
const anyName: ReadonlySet<FrameworkId> = new Set([
  'jest',
  'mocha',
  'mochaChai',
  'ava',
  'nodeTest',
  'rustTest',
  'bats',
]);

/**
 * Chooses the file for tests of a source: beside the tests that the project has, named like them; by the custom of the framework where it has
 * none. A name that is taken gets a number.
 * @param tests of the project, the nearest to the source first
 */
export async function chooseTestPlace(
  source: TestedFile,
  framework: TestFramework,
  tests: readonly string[],
  files: ProjectFiles,
): Promise<TestPlace> {
  const { root, id } = framework;
  const examples = tests.filter((test) => (root === '' || test.startsWith(`${root}/`)) && isExample(test, id));
  const folder = await folderFor(source, framework, examples, files);
  const near = [...examples].sort((a, b) => rank(b, folder) - rank(a, folder));
  const naming = near.map((test) => namingOf(test)).find((each) => isNamed(each)) ?? unnamed(near[0], id);
  const ending = endingFor(source, id, near[0]);
  const names = new Set((await files.list(folder)).map((name) => name.toLowerCase()));
  const nameOf = (count: string): string => `${naming.prefix}${stemOf(source.path)}${count}${naming.suffix}.${ending}`;
  let name = nameOf('');
  for (let count = 2; names.has(name.toLowerCase()); count += 1) name = nameOf(String(count));
  const taken = name === nameOf('') ? '' : inFolder(folder, nameOf(''));
  const example = taken === '' ? (near[0] ?? '') : taken;
  return { path: inFolder(folder, name), taken, example };
}

function before(prefix: string): TestNaming {
  return { prefix, suffix: '' };
}

function after(suffix: string): TestNaming {
  return { prefix: '', suffix };
}

function rank(test: string, folder: string): number {
  return nearnessOf(inFolder(folder, 'x'), test);
}

function isExample(test: string, id: FrameworkId): boolean {
  const folders = folderOf(test).split('/');
  if (helperName.test(stemOf(test)) || folders.some((each) => helperFolder.test(each))) return false;
  return isNamed(namingOf(test)) || (anyName.has(id) && folders.some((each) => testFolder.test(each)));
}

function namingOf(test: string): TestNaming {
  const stem = stemOf(test);
  if (/^test_./.test(stem)) return before('test_');
  const [suffix = ''] =
    /(?:[._-](?:unit[._-])?(?:tests?|specs?)|(?<=[a-z0-9])(?:Tests?|TestCase|Spec))$/.exec(stem) ?? [];
  return after(suffix);
}

function isNamed({ prefix, suffix }: TestNaming): boolean {
  return prefix !== '' || suffix !== '';
}

/** The custom of the project may be that the folder alone says it. */
function unnamed(example: string | undefined, id: FrameworkId): TestNaming {
  return example !== undefined && anyName.has(id) ? after('') : namings[id];
}

function endingFor({ path }: TestedFile, id: FrameworkId, example: string | undefined): string {
  const own = extensionOf(path);
  if (id === 'bats') return 'bats';
  if (id === 'gtest' || id === 'catch2' || id === 'doctest')
    return example === undefined ? (own === 'c' || own.startsWith('h') ? 'cpp' : own) : extensionOf(example);
  // Markup needs an ending that allows it.
  if (example === undefined || own.endsWith('x') || extensionOf(example).endsWith('x')) return own;
  return extensionOf(example);
}

async function folderFor(
  { path, languageId }: TestedFile,
  { id, root }: TestFramework,
  examples: readonly string[],
  files: ProjectFiles,
): Promise<string> {
  const own = folderOf(path);
  if (id === 'goTesting') return own;
  if (id === 'rustTest') return inFolder(root, 'tests');
  const fixed = fixedFolder(path, languageId, id, root);
  if (fixed !== undefined) return fixed;
  const folders = examples.map(folderOf);
  if (isDotnet(id)) return folders.length === 0 ? root : mostLike(own, root, folders);
  if (folders.includes(own)) return own;
  const inner = ['__tests__', 'tests', 'test', 'specs', 'spec'].map((name) => inFolder(own, name));
  const beside = inner.find((each) => folders.includes(each));
  if (beside !== undefined) return beside;
  const kinds = folders.slice(0, maxJudged).map(kindOf);
  const count = (kind: FolderKind): number => kinds.filter((each) => each === kind).length;
  if (count('rooted') > 0 && count('rooted') >= count('colocated') + count('inner'))
    return rootedFolder(own, root, folders);
  if (count('inner') > count('colocated')) return inFolder(own, '__tests__');
  if (kinds.length > 0) return own;
  return customaryFolder(own, { id, root }, files);
}

/** The nearest of them decide. */
const maxJudged = 30;

type FolderKind = 'colocated' | 'inner' | 'rooted';

function kindOf(folder: string): FolderKind {
  const parts = folder.split('/');
  if (parts.at(-1) === '__tests__' && parts.length > 1) return 'inner';
  return parts.some((part) => testFolder.test(part)) ? 'rooted' : 'colocated';
}

/** Trees of tests that the tools themselves prescribe. */
function fixedFolder(path: string, languageId: string, id: FrameworkId, root: string): string | undefined {
  const folder = folderOf(path);
  if (languageId === 'java' || languageId === 'kotlin') {
    const moved = `/${folder}/`.replace(/\/src\/main\/(java|kotlin)\//, '/src/test/$1/').slice(1, -1);
    return moved === folder ? undefined : moved;
  }
  if (languageId !== 'ruby') return undefined;
  const inside = root === '' ? folder : folder.slice(root.length + 1);
  const rest = inside.replace(/^(?:lib|app)(?:\/|$)/, '');
  return inFolder(root, inFolder(id === 'rspec' ? 'spec' : 'test', rest));
}

/** The folder of tests, or one around it up to the test folder, that is most like the source's. */
function rootedFolder(own: string, root: string, folders: readonly string[]): string {
  const rooted = folders.filter((folder) => kindOf(folder) === 'rooted');
  return mostLike(own, root, [...rooted, ...rooted.flatMap(aboveInTests)]);
}

function mostLike(own: string, root: string, folders: readonly string[]): string {
  const wanted = innerParts(own, root);
  const scored = [...new Set(folders)].map((folder) => ({
    folder,
    score: likeness(wanted, folder, root),
    uses: folders.filter((each) => each === folder).length,
  }));
  scored.sort((a, b) => b.score - a.score || b.uses - a.uses || a.folder.length - b.folder.length);
  return scored[0]?.folder ?? own;
}

/** Their tests stand in a project of their own, whose folder is the root. */
function isDotnet(id: FrameworkId): boolean {
  return id === 'xunit' || id === 'nunit' || id === 'mstest';
}

function aboveInTests(folder: string): string[] {
  const parts = folder.split('/');
  const first = parts.findIndex((part) => testFolder.test(part));
  return parts.map((_, at) => parts.slice(0, at + 1).join('/')).filter((_, at) => at >= first && at < parts.length - 1);
}

function likeness(wanted: readonly string[], folder: string, root: string): number {
  const parts = innerParts(folder, root).filter((part) => !testFolder.test(part) && part !== 'unit');
  const same = commonParts(wanted, parts);
  const isUnit = folder.split('/').includes('unit') ? 0.5 : 0;
  return 2 * same - (parts.length - same) + isUnit - (parts.some((part) => widerFolder.test(part)) ? 3 : 0);
}

function innerParts(folder: string, root: string): string[] {
  const inside = root !== '' && folder.startsWith(`${root}/`) ? folder.slice(root.length + 1) : folder;
  return inside.split('/').filter((part) => part !== '' && !sourceFolder.test(part));
}

/** Length of the longest common subsequence. */
function commonParts(a: readonly string[], b: readonly string[]): number {
  const [first, ...rest] = a;
  if (first === undefined || b.length === 0) return 0;
  const at = b.indexOf(first);
  const without = commonParts(rest, b);
  return at === -1 ? without : Math.max(without, 1 + commonParts(rest, b.slice(at + 1)));
}

/** Where a project without tests gets its first one. */
async function customaryFolder(
  own: string,
  { id, root }: Pick<TestFramework, 'id' | 'root'>,
  files: ProjectFiles,
): Promise<string> {
  const names = await files.list(root);
  const there = ['tests/', 'test/', 'spec/'].find((name) => names.includes(name))?.slice(0, -1);
  const rooted = (name: string): string => inFolder(root, there ?? name);
  switch (id) {
    case 'vitest':
    case 'jest':
    case 'bunTest':
    case 'nodeTest':
    case 'junit5':
    case 'junit4':
    case 'kotlinTest':
      return own;
    case 'mocha':
    case 'mochaChai':
    case 'ava':
    case 'bats':
      return rooted('test');
    case 'busted':
      return inFolder(root, 'spec');
    case 'phpunit': {
      const tests = rooted('tests');
      return (await files.list(tests)).includes('Unit/') ? inFolder(tests, 'Unit') : tests;
    }
    default:
      return rooted('tests');
  }
}
