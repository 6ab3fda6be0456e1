import { foldersAround } from '../../context/paths';
import { inFolder } from '../../context/resolve/world';
import type { TestFramework } from './frameworks';
import { folderWith, type ProjectFiles, type TestedFile } from './projectFiles';

/** Files that configure pytest, or name it among what a project needs. */
const telling: readonly (readonly [name: RegExp, text: RegExp])[] = [
  [/^\.?pytest\.(?:ini|toml)$/, /^/],
  [/^conftest\.py$/, /^/],
  [/^pyproject\.toml$/, /\[tool\.pytest\b|\bpytest\b/],
  [/^tox\.ini$/, /\[pytest\]|\bpytest\b/],
  [/^setup\.cfg$/, /\[tool:pytest\]|\bpytest\b/],
  [/^setup\.py$/, /['"]pytest\b/],
  [/^Pipfile$/, /\bpytest\b/],
  [/^(?:requirements.*|.*requirements)\.(?:txt|in)$/, /^\s*pytest\b/m],
];
const projectFile = /^(?:pyproject\.toml|setup\.(?:py|cfg)|tox\.ini|Pipfile|requirements\.txt|pytest\.ini|\.git)\/?$/;
const testFolders = ['tests', 'test', 'requirements'];

/** pytest where the project says so or its tests use it, else unittest. */
export async function pythonFramework(
  { path }: TestedFile,
  tests: readonly string[],
  files: ProjectFiles,
): Promise<TestFramework> {
  const root = (await folderWith(path, (name) => projectFile.test(name), files))?.folder ?? '';
  for (const folder of foldersAround(path)) {
    const places = [folder, ...testFolders.map((name) => inFolder(folder, name))];
    for (const place of places) {
      const foundIn = await pytestFile(place, files);
      if (foundIn !== undefined) return { id: 'pytest', root, foundIn };
    }
    if (folder === root) break;
  }
  const [nearest] = tests;
  const text = nearest === undefined ? '' : ((await files.read(nearest)) ?? '');
  const isPytest =
    /^\s*(?:import|from)\s+pytest\b/m.test(text) || (/^def\s+test/m.test(text) && !/\bunittest\b/.test(text));
  if (nearest !== undefined && isPytest) return { id: 'pytest', root, foundIn: nearest };
  return { id: 'unittest', root, foundIn: /\bunittest\b/.test(text) ? (nearest ?? '') : '' };
}

async function pytestFile(folder: string, files: ProjectFiles): Promise<string | undefined> {
  for (const name of await files.list(folder)) {
    const [, wanted] = telling.find(([pattern]) => pattern.test(name)) ?? [];
    const file = inFolder(folder, name);
    if (wanted?.test((await files.read(file)) ?? '') === true) return file;
  }
  return undefined;
}
