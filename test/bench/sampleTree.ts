import { cp, copyFile, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { languages } from '../../src/core/syntax/languages';

const { resolve } = createRequire(import.meta.url);
const maxCopiedBytes = 256 * 1_024;

const packages = path.resolve(path.dirname(resolve('web-tree-sitter/web-tree-sitter.wasm')), '..');
/** The folder of this project: a bundle lies elsewhere, but beside the packages. */
export const checkout = path.resolve(packages, '..');

/** Grammars and queries in one folder, as the build lays them out. Gives the folder back. */
export async function copyGrammars(folder: string): Promise<string> {
  await cp(path.join(checkout, 'grammars'), folder, { recursive: true });
  await copyFile(resolve('web-tree-sitter/web-tree-sitter.wasm'), path.join(folder, 'web-tree-sitter.wasm'));
  const wanted = new Set(Object.values(languages).map(({ grammar }) => `tree-sitter-${grammar}.wasm`));
  const holders = (await readdir(packages)).filter((name) => name.startsWith('tree-sitter-'));
  const scoped = await readdir(path.join(packages, '@tree-sitter-grammars')).catch(() => []);
  for (const holder of [...holders, ...scoped.map((name) => `@tree-sitter-grammars/${name}`)])
    for (const name of await readdir(path.join(packages, holder)))
      if (wanted.has(name)) await copyFile(path.join(packages, holder, name), path.join(folder, name));
  return folder;
}

/** Copies of the sources in node_modules, again and again until there are enough, each folder under a name that no rule passes over. */
export async function makeTree(folder: string, count: number): Promise<string> {
  const names = await readdir(packages, { recursive: true });
  const sources: string[] = [];
  for (const name of names.filter((each) => /\.(d\.ts|js|mjs|cjs)$/.test(each) && !each.startsWith('.')).sort()) {
    const facts = await stat(path.join(packages, name));
    if (facts.isFile() && facts.size <= maxCopiedBytes) sources.push(name);
  }
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'README.md'), 'Copies of packages, to be indexed.\n');
  for (let index = 0; index < count; index++) {
    const source = sources[index % sources.length] ?? '';
    const round = Math.floor(index / sources.length);
    const target = path.join(folder, `copy${round}`, source.replaceAll('node_modules', 'inner'));
    await mkdir(path.dirname(target), { recursive: true });
    await copyFile(path.join(packages, source), target);
  }
  return folder;
}
