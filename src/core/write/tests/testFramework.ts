import { nearnessOf } from '../../context/paths';
import { codeProjectFramework } from './codeProjects';
import type { TestFramework } from './frameworks';
import type { ProjectFiles, TestedFile } from './projectFiles';
import { pythonFramework } from './pythonProject';
import { scriptFramework } from './scriptProject';

/** Endings of tests, by the language of the source. What is not here has no tests that Plinth could write. */
const testEndings: Readonly<Record<string, readonly string[]>> = {
  typescript: ['ts', 'mts', 'cts', 'tsx', 'js', 'mjs', 'cjs'],
  typescriptreact: ['tsx', 'ts', 'jsx', 'js'],
  javascript: ['js', 'mjs', 'cjs', 'jsx', 'ts', 'mts'],
  javascriptreact: ['jsx', 'js', 'tsx', 'ts'],
  python: ['py'],
  go: ['go'],
  rust: ['rs'],
  java: ['java'],
  kotlin: ['kt'],
  ruby: ['rb'],
  php: ['php'],
  csharp: ['cs'],
  c: ['cc', 'cpp', 'cxx'],
  cpp: ['cc', 'cpp', 'cxx'],
  shellscript: ['bats'],
  lua: ['lua'],
};

/** Tests of the project in the language of a source file, the nearest first. Undefined for a language without tests that Plinth could write. */
export async function existingTests(
  { path, languageId }: TestedFile,
  files: ProjectFiles,
): Promise<readonly string[] | undefined> {
  const endings = Object.hasOwn(testEndings, languageId) ? testEndings[languageId] : undefined;
  if (endings === undefined) return undefined;
  const found = await files.tests(endings);
  return found
    .filter((each) => each !== path)
    .map((each) => ({ each, nearness: nearnessOf(path, each) }))
    .sort((a, b) => b.nearness - a.nearness || (a.each < b.each ? -1 : 1))
    .map(({ each }) => each);
}

/**
 * The framework in which tests of a file are written: what the project's files say, those near the file first; else the one that comes with the
 * language. Undefined where the project has none and the language neither.
 * @param tests those of the project, the nearest first
 */
export async function findTestFramework(
  source: TestedFile,
  tests: readonly string[],
  files: ProjectFiles,
): Promise<TestFramework | undefined> {
  switch (source.languageId) {
    case 'typescript':
    case 'typescriptreact':
    case 'javascript':
    case 'javascriptreact':
      return scriptFramework(source, files);
    case 'python':
      return pythonFramework(source, tests, files);
    default:
      return codeProjectFramework(source, tests, files);
  }
}
