import { folderOf, stemOf } from '../../context/paths';
import type { ProjectFiles } from './projectFiles';
import { distinctLines, type HeaderParts, moduleNameIn, type TestHeader, usesName } from './testHeader';

/** For Python. */
export async function pythonHeader(parts: HeaderParts): Promise<TestHeader> {
  const { snapshot, subject, framework, example, files } = parts;
  const module = await pythonModule(snapshot.path, framework.root, example, files);
  const last = module.slice(module.lastIndexOf('.') + 1);
  const { entry } = subject;
  const defined = topNames(snapshot.text).filter((name) => name !== entry);
  return {
    opening: [],
    arrange: (statements, body) => {
      const kept = statements
        .filter((each) => !isOfSource(each, last, entry) && !/^import\s+(?:pytest|unittest)\s*$/.test(each.trim()))
        .map((each) => each.trim());
      const bound = new Set(kept.flatMap(boundNames));
      const tools = ['pytest', 'unittest'].filter((name) => usesModule(body, name)).map((name) => `import ${name}`);
      const alias = moduleNameIn(body, entry);
      const isAlias =
        alias !== undefined && !bound.has(alias) && !new RegExp(`^[^\\S\\n]*${alias}\\s*=`, 'm').test(body);
      const others = defined.filter((name) => usesName(body, name) && !bound.has(name) && !isDefined(body, name));
      const names = [...(isAlias ? [] : [entry]), ...others];
      return distinctLines([
        ...tools,
        ...kept,
        ...(names.length === 0 ? [] : [`from ${module} import ${names.join(', ')}`]),
        ...(isAlias ? [moduleImport(module, alias)] : []),
      ]);
    },
  };
}

/**
 * The dotted name of a file: from the outermost folder of its package; where no folder says that it is one, from the folder that the project's tests
 * import from, else from the project's root without `src`.
 */
async function pythonModule(path: string, root: string, example: string, files: ProjectFiles): Promise<string> {
  const isInit = stemOf(path) === '__init__';
  let base = folderOf(path);
  while (base !== '' && (await files.list(base)).includes('__init__.py')) base = folderOf(base);
  const inside = (folder: string): string[] =>
    (folder === '' ? path : path.slice(folder.length + 1)).replace(/\.\w+$/, '').split('/');
  const isPackage = base !== folderOf(path);
  const all = isPackage ? inside(base) : withoutSource(inside(path.startsWith(`${root}/`) ? root : ''));
  const first = isPackage ? 0 : firstNamed(all, example);
  // What is no name cannot be a part of one.
  const broken = all.findLastIndex((part) => !/^[^\W\d]\w*$/u.test(part));
  const parts = all.slice(Math.max(first, broken + 1));
  return (isInit && parts.length > 1 ? parts.slice(0, -1) : parts).join('.');
}

function withoutSource(parts: readonly string[]): string[] {
  return parts.length > 1 && /^(?:src|lib)$/.test(parts[0] ?? '') ? parts.slice(1) : [...parts];
}

/** Where the names of modules begin, as an existing test writes them. */
function firstNamed(parts: readonly string[], example: string): number {
  for (const [, module = ''] of example.matchAll(/^\s*(?:from|import)\s+([\w.]+)/gm)) {
    const at = parts.indexOf(module.split('.')[0] ?? '');
    if (at !== -1) return at;
  }
  return 0;
}

function moduleImport(module: string, alias: string): string {
  const dot = module.lastIndexOf('.');
  const [from, name] = [module.slice(0, Math.max(0, dot)), module.slice(dot + 1)];
  const as = name === alias ? '' : ` as ${alias}`;
  return from === '' ? `import ${name}${as}` : `from ${from} import ${name}${as}`;
}

function isOfSource(statement: string, last: string, entry: string): boolean {
  const module = /^\s*(?:from|import)\s+([\w.]+)/.exec(statement)?.[1] ?? '';
  return (
    module.slice(module.lastIndexOf('.') + 1) === last ||
    boundNames(statement).some((name) => name === entry || name === last)
  );
}

function boundNames(statement: string): readonly string[] {
  const list = statement.replace(/^\s*from\s+\S+\s+import\b/, '').replace(/^\s*import\b/, '');
  return list
    .replace(/[()\\]|#.*$/gm, ' ')
    .split(',')
    .map((each) => /(\w+)\s*$/.exec(each)?.[1] ?? '')
    .filter((name) => name !== '');
}

function topNames(text: string): readonly string[] {
  return [...text.matchAll(/^(?:(?:async\s+)?def|class)\s+(\w+)|^([A-Za-z]\w*)\s*(?::[^=\n]+)?=(?!=)/gm)].map(
    ([, definition, value]) => definition ?? value ?? '',
  );
}

function isDefined(body: string, name: string): boolean {
  return new RegExp(`^[^\\S\\n]*(?:(?:(?:async\\s+)?def|class)\\s+${name}\\b|${name}\\s*=(?!=))`, 'm').test(body);
}

function usesModule(body: string, name: string): boolean {
  return new RegExp(`(?<![\\w.])${name}\\.`).test(body);
}
