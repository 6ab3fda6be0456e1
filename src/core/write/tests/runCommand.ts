import { folderOf, foldersAround, stemOf } from '../../context/paths';
import { inFolder } from '../../context/resolve/world';
import type { ScriptFrameworkId, TestFramework } from './frameworks';
import { folderWith, type ProjectFiles } from './projectFiles';
import { dependenciesOf, packageIn } from './scriptProject';

/** A command that runs one test file. It is a list of arguments and no line for a shell, so that a file's name can do nothing. */
export interface TestCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** Where it runs, relative to the workspace folder. */
  readonly folder: string;
}

export interface RunParts {
  readonly framework: TestFramework;
  /** Of the test file. */
  readonly path: string;
  readonly text: string;
  readonly files: ProjectFiles;
  /** Interpreters of Python that the user has named, best first. */
  readonly interpreters: readonly string[];
}

/** Names that some program on the way would not take as they are: Windows' command processor, the editor's variables. */
const unsafeName = /[\p{Cc}"%&|<>^!`]|\$\{/u;

/** The command for a test file. Undefined where one file cannot be run by itself, and for a name that is not safe in a command. */
export async function testCommand(parts: RunParts): Promise<TestCommand | undefined> {
  const { framework, path } = parts;
  if (unsafeName.test(path)) return undefined;
  const { root } = framework;
  const own = root === '' ? path : path.startsWith(`${root}/`) ? path.slice(root.length + 1) : undefined;
  if (own === undefined) return undefined;
  // So that no name is taken for an option.
  const file = own.startsWith('-') ? `./${own}` : own;
  const command = await argumentsFor(parts, file);
  if (command === undefined) return undefined;
  const [program = '', ...args] = command.line;
  return { program, args, folder: command.folder ?? root };
}

interface Line {
  readonly line: readonly string[];
  /** By default the root of the framework. */
  readonly folder?: string;
}

async function argumentsFor(parts: RunParts, file: string): Promise<Line | undefined> {
  const { framework, text, files } = parts;
  const { id, root } = framework;
  switch (id) {
    case 'vitest':
    case 'jest':
    case 'mocha':
    case 'mochaChai':
    case 'ava':
    case 'bunTest':
    case 'nodeTest':
      return { line: await scriptLine(id, root, file, files) };
    case 'pytest':
    case 'unittest':
      return { line: [await pythonOf(parts), '-m', id, file] };
    case 'goTesting':
      return { line: ['go', 'test', `./${folderOf(file)}`, '-run', `^(${goTests(text).join('|')})$`] };
    case 'rustTest':
      return { line: ['cargo', 'test', '--test', stemOf(file)] };
    case 'junit5':
    case 'junit4':
    case 'kotlinTest':
      return jvmLine(parts);
    case 'rspec':
    case 'minitest':
      return { line: await rubyLine(id, root, file, files) };
    case 'phpunit':
      return { line: ['php', 'vendor/bin/phpunit', file] };
    case 'xunit':
    case 'nunit':
    case 'mstest':
      return { line: ['dotnet', 'test', '--filter', `FullyQualifiedName~${stemOf(file)}`] };
    case 'bats':
    case 'busted':
      return { line: [id, file] };
    case 'gtest':
    case 'catch2':
    case 'doctest':
      // They are built into a program, whose build must learn of the new file first.
      return undefined;
  }
}

async function scriptLine(
  id: ScriptFrameworkId,
  root: string,
  file: string,
  files: ProjectFiles,
): Promise<readonly string[]> {
  if (id === 'bunTest') return ['bun', 'test', file.startsWith('./') ? file : `./${file}`];
  if (id === 'nodeTest') {
    const usesTsx = /\.[cm]?tsx?$/.test(file) && dependenciesOf(await packageIn(root, files)).includes('tsx');
    return ['node', ...(usesTsx ? ['--import', 'tsx'] : []), '--test', file];
  }
  const runner = await runnerOf(root, files);
  if (id === 'vitest') return [...runner, 'vitest', 'run', file];
  if (id === 'jest') return [...runner, 'jest', '--runTestsByPath', file];
  return [...runner, id === 'ava' ? 'ava' : 'mocha', file];
}

const lockFiles: readonly (readonly [name: RegExp, runner: readonly string[]])[] = [
  [/^pnpm-lock\.yaml$/, ['pnpm', 'exec']],
  [/^yarn\.lock$/, ['yarn', 'run']],
  [/^bun\.lockb?$/, ['bunx', '--no-install']],
  [/^(?:package-lock|npm-shrinkwrap)\.json$/, ['npx', '--no', '--']],
];

/** What runs a tool of the project, by the lock file of its package manager. None of them downloads anything. */
async function runnerOf(root: string, files: ProjectFiles): Promise<readonly string[]> {
  for (const folder of foldersAround(inFolder(root, 'package.json'))) {
    const names = await files.list(folder);
    const [, runner] = lockFiles.find(([lock]) => names.some((name) => lock.test(name))) ?? [];
    if (runner !== undefined) return runner;
  }
  return ['npx', '--no', '--'];
}

/** The one that the user has named, else that of the project's environment. */
async function pythonOf({ framework: { root }, files, interpreters }: RunParts): Promise<string> {
  const [named] = interpreters.filter((file) => /^(?:\/|[A-Za-z]:[\\/])/.test(file));
  if (named !== undefined) return named;
  const names = await files.list(root);
  for (const folder of ['.venv', 'venv'].filter((name) => names.includes(`${name}/`))) {
    if ((await files.list(inFolder(root, `${folder}/bin`))).includes('python')) return `${folder}/bin/python`;
    if ((await files.list(inFolder(root, `${folder}/Scripts`))).includes('python.exe'))
      return `${folder}/Scripts/python.exe`;
  }
  return 'python3';
}

function goTests(text: string): string[] {
  return [...text.matchAll(/^func[^\S\n]+(Test\w*)\s*\(/gm)].map(([, name = '']) => name);
}

async function jvmLine({ framework: { root }, path, text, files }: RunParts): Promise<Line | undefined> {
  const stem = stemOf(path);
  const space = /^\s*package\s+([\w.]+)/m.exec(text)?.[1];
  const gradle = await folderWith(
    inFolder(root, 'x'),
    (name) => /^gradlew$|^settings\.gradle(?:\.kts)?$/.test(name),
    files,
  );
  const names = await files.list(root);
  if (gradle !== undefined || names.some((name) => name.startsWith('build.gradle'))) {
    const folder = gradle?.folder ?? root;
    const module = folder === '' ? root : root.slice(folder.length + 1);
    const task = module === '' ? 'test' : `:${module.replaceAll('/', ':')}:test`;
    const program = (await files.list(folder)).includes('gradlew') ? './gradlew' : 'gradle';
    return { line: [program, task, '--tests', space === undefined ? stem : `${space}.${stem}`], folder };
  }
  if (!names.includes('pom.xml')) return undefined;
  return { line: [names.includes('mvnw') ? './mvnw' : 'mvn', 'test', `-Dtest=${stem}`] };
}

async function rubyLine(
  id: 'rspec' | 'minitest',
  root: string,
  file: string,
  files: ProjectFiles,
): Promise<readonly string[]> {
  const bundle = (await files.list(root)).includes('Gemfile') ? ['bundle', 'exec'] : [];
  return id === 'rspec' ? [...bundle, 'rspec', file] : [...bundle, 'ruby', '-Ilib', '-Itest', file];
}

/** The command as a person reads it: for a confirmation, never for a shell. */
export function commandText({ program, args }: TestCommand): string {
  return [program, ...args].map((word) => (/^[\w./:=@+,~-]+$/.test(word) ? word : `'${word}'`)).join(' ');
}
