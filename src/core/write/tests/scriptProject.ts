import { foldersAround } from '../../context/paths';
import { type JsonObject, objectOf, readJsonObject, stringOf } from '../../context/resolve/json';
import { inFolder } from '../../context/resolve/world';
import type { ScriptFrameworkId, TestFramework } from './frameworks';
import type { ProjectFiles, TestedFile } from './projectFiles';

type Runner = Exclude<ScriptFrameworkId, 'mochaChai'>;

/** In scripts of package.json, the surest sign. */
const inScripts: readonly (readonly [Runner, RegExp])[] = [
  ['vitest', /\bvitest\b/],
  ['jest', /\bjest\b|\breact-scripts\s+test\b/],
  ['mocha', /\b(?:_?mocha)\b/],
  ['ava', /(?:^|[\s;&|])ava\b/],
  ['bunTest', /\bbun\s+test\b/],
  ['nodeTest', /\b(?:node|tsx)\b[^&|;]*\s--test\b/],
];
const configNames: readonly (readonly [Runner, RegExp])[] = [
  ['vitest', /^vitest\.(?:config|workspace|projects)\.\w+$/],
  ['jest', /^jest\.config\.\w+$/],
  ['mocha', /^\.mocharc(?:\.\w+)?$/],
  ['ava', /^ava\.config\.\w+$/],
];
const packageNames: readonly (readonly [Runner, RegExp])[] = [
  ['vitest', /^vitest$/],
  ['jest', /^(?:jest|ts-jest|@jest\/globals|react-scripts)$/],
  ['mocha', /^mocha$/],
  ['ava', /^ava$/],
];

/** By package.json and configuration files, those near the file first; Node's own where nobody names one. */
export async function scriptFramework({ path }: TestedFile, files: ProjectFiles): Promise<TestFramework> {
  let nearest: string | undefined;
  for (const folder of foldersAround(path)) {
    const names = await files.list(folder);
    const manifest = await packageIn(folder, files);
    if (manifest !== undefined) nearest ??= folder;
    const runner = told(manifest, names);
    if (runner === undefined) continue;
    const config = names.find((name) => configNames.some(([id, wanted]) => id === runner && wanted.test(name)));
    const foundIn = inFolder(folder, manifest === undefined ? (config ?? '') : 'package.json');
    const id = runner === 'mocha' && dependenciesOf(manifest).includes('chai') ? 'mochaChai' : runner;
    // The tools lie in the package that asks for them.
    return { id, root: folder, foundIn };
  }
  return { id: 'nodeTest', root: nearest ?? '', foundIn: '' };
}

/** The package.json in a folder. */
export async function packageIn(folder: string, files: ProjectFiles): Promise<JsonObject | undefined> {
  const text = await files.read(inFolder(folder, 'package.json'));
  return text === undefined ? undefined : readJsonObject(text);
}

export function dependenciesOf(manifest: JsonObject | undefined): readonly string[] {
  return ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'].flatMap((kind) =>
    Object.keys(objectOf(manifest?.[kind]) ?? {}),
  );
}

function told(manifest: JsonObject | undefined, names: readonly string[]): Runner | undefined {
  const scripts = Object.entries(objectOf(manifest?.['scripts']) ?? {})
    .filter(([name]) => /test/i.test(name) && !/e2e|integration/i.test(name))
    .sort(([a], [b]) => a.length - b.length)
    .map(([, script]) => stringOf(script) ?? '');
  for (const script of scripts) {
    const [found] = inScripts.find(([, wanted]) => wanted.test(script)) ?? [];
    if (found !== undefined) return found;
  }
  const [configured] = configNames.find(([, wanted]) => names.some((name) => wanted.test(name))) ?? [];
  const section = (['jest', 'mocha', 'ava'] as const).find((name) => manifest?.[name] !== undefined);
  const dependencies = dependenciesOf(manifest);
  const [depended] = packageNames.find(([, wanted]) => dependencies.some((name) => wanted.test(name))) ?? [];
  return configured ?? section ?? depended;
}
