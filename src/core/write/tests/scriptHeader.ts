import { extensionOf, folderOf, stemOf } from '../../context/paths';
import { codeOnly } from '../../text/codeOnly';
import type { FrameworkId } from './frameworks';
import { relativePath } from './relativePath';
import { hasUnknownModule } from './scriptModules';
import { distinctLines, type HeaderParts, moduleNameIn, type NoHeader, type TestHeader, usesName } from './testHeader';

/** What a module hands out. */
interface ScriptExports {
  /** Under the names by which others import them. */
  readonly named: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
  /** The local name of the default export, or of what `module.exports` is as a whole. */
  readonly whole: string | undefined;
  readonly isCommonJs: boolean;
}

const hooks = ['afterAll', 'afterEach', 'beforeAll', 'beforeEach', 'describe', 'expect', 'it', 'test'];
/** What frameworks hand out that must be imported. */
const provided: Readonly<Partial<Record<FrameworkId, { readonly module: string; readonly names: readonly string[] }>>> =
  {
    vitest: { module: 'vitest', names: ['assert', ...hooks, 'vi'] },
    bunTest: { module: 'bun:test', names: [...hooks, 'mock', 'spyOn'] },
    nodeTest: {
      module: 'node:test',
      names: ['after', 'afterEach', 'before', 'beforeEach', 'describe', 'it', 'mock', 'test'],
    },
    mochaChai: { module: 'chai', names: ['assert', 'expect'] },
  };
const jestGlobals = { module: '@jest/globals', names: [...hooks, 'jest'] };
/** Modules of test frameworks: none of them but the project's own may be imported. */
const frameworkModule =
  /^(?:vitest|@jest\/globals|jest|bun:test|node:test|test|mocha|chai|ava|assert|node:assert(?:\/strict)?|assert\/strict)$/;

/** Titles of tests use no names. Templates may. */
const quoted = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g;

/** For TypeScript and JavaScript. */
export function scriptHeader(parts: HeaderParts): TestHeader | NoHeader {
  const { snapshot, subject, framework, place, example } = parts;
  const exports = scriptExports(snapshot.text, snapshot.languageId);
  if (!exports.named.has(subject.entry) && exports.whole !== subject.entry) return 'notExported';
  const usesImport = /^\s*import\b/m.test(example);
  const isScript = /^[cj]s|^jsx$/.test(extensionOf(place.path));
  const mayRequire = framework.id !== 'vitest' && framework.id !== 'bunTest' && isScript && !usesImport;
  const isRequired = mayRequire && (exports.isCommonJs || /\brequire\s*\(/.test(example));
  const specifier = specifierOf(parts, isRequired);
  const style = styleOf(example === '' ? snapshot.text : example);
  const load = (bound: string, module: string): string => {
    const from = `${style.quote}${module}${style.quote}`;
    return isRequired
      ? `const ${bound.replace(/^\* as /, '').replaceAll(' as ', ': ')} = require(${from})${style.end}`
      : `import ${bound} from ${from}${style.end}`;
  };
  const stem = stemOf(snapshot.path);
  return {
    opening: [],
    arrange: (statements, text) => {
      const body = text.replace(quoted, "''");
      const kept = statements.filter(
        (each) =>
          !isOfSource(each, stem, subject.entry) &&
          !isOfFramework(each, framework.id) &&
          !isIdle(each, body) &&
          !isMisplaced(each, exports),
      );
      const bound = new Set(kept.flatMap(boundNames));
      const own = frameworkImports(framework.id, body, example, load);
      return distinctLines([
        ...own,
        ...kept,
        ...sourceImports(exports, subject.entry, body, bound, (names) => load(names, specifier)),
      ]);
    },
    importsUnknown: (statements) =>
      hasUnknownModule(
        statements.map(moduleOf).filter((module) => module !== '' && !frameworkModule.test(module)),
        place.path,
        parts.files,
      ),
  };
}

/** The names that other files can import, as far as the text tells. */
function scriptExports(text: string, languageId: string): ScriptExports {
  const code = codeOnly(text, languageId) ?? text;
  const named = new Set<string>();
  const add = (pattern: RegExp): void => {
    for (const [, name = ''] of code.matchAll(pattern)) named.add(name);
  };
  add(/\bexport\s+(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:function\s*\*?|class|const|let|var|enum)\s+([\w$]+)/g);
  let whole = /\bexport\s+default\s+(?:(?:abstract\s+)?class|(?:async\s+)?function\s*\*?)?\s*([\w$]+)\s*[;\n({<]/.exec(
    `${code}\n`,
  )?.[1];
  for (const [, list = '', from] of code.matchAll(/\bexport\s*\{([^}]*)\}(\s*from\b)?/g))
    if (from === undefined)
      for (const entry of list.split(',')) {
        const [local = '', outside = local] = entry.trim().split(/\s+as\s+/);
        if (outside === 'default') whole = local;
        else named.add(outside);
      }
  const isModule = named.size > 0 || whole !== undefined || /^\s*import\s/m.test(code);
  const types = new Set(
    [...code.matchAll(/\bexport\s+(?:declare\s+)?(?:interface|type)\s+([\w$]+)/g)].map(([, name = '']) => name),
  );
  if (isModule) return { named, types, whole, isCommonJs: false };
  add(/(?:^|[^\w$.])(?:module\.)?exports\.([\w$]+)\s*=/gm);
  for (const [, list = ''] of code.matchAll(/\bmodule\.exports\s*=\s*\{([^}]*)\}/g))
    for (const entry of list.split(',')) named.add(/^\s*(?:async\s+)?([\w$]+)/.exec(entry)?.[1] ?? '');
  whole = /\bmodule\.exports\s*=\s*(?:class|(?:async\s+)?function\s*\*?)?\s*([\w$]+)\s*[;\n({]/.exec(`${code}\n`)?.[1];
  return { named, types, whole, isCommonJs: named.size > 0 || whole !== undefined };
}

function sourceImports(
  exports: ScriptExports,
  entry: string,
  body: string,
  bound: ReadonlySet<string>,
  load: (bound: string) => string,
): readonly string[] {
  const module = exports.named.has(entry) ? moduleNameIn(body, entry) : undefined;
  const isModule = module !== undefined && !bound.has(module) && !isDeclared(body, module);
  const wanted = [...exports.named].filter(
    (name) =>
      name !== '' && (name === entry ? !isModule : usesName(body, name) && !bound.has(name) && !isDeclared(body, name)),
  );
  const whole = exports.whole;
  const usesWhole = whole !== undefined && !exports.named.has(whole) && (whole === entry || usesName(body, whole));
  const types = [...exports.types].filter((name) => usesName(body, name) && !bound.has(name));
  const names = [...wanted.sort(), ...types.sort().map((name) => `type ${name}`)];
  const list = names.length === 0 ? '' : `{ ${names.join(', ')} }`;
  const first = usesWhole
    ? [exports.isCommonJs || list === '' ? whole : `${whole}, ${list}`]
    : list === ''
      ? []
      : [list];
  return [...first, ...(isModule ? [`* as ${module}`] : [])].map(load);
}

function isDeclared(body: string, name: string): boolean {
  return new RegExp(`\\b(?:const|let|var|function|class)\\s+(?:\\{[^}]*\\b)?${name.replaceAll('$', '\\$')}\\b`).test(
    body,
  );
}

function frameworkImports(
  id: FrameworkId,
  body: string,
  example: string,
  load: (bound: string, module: string) => string,
): string[] {
  const source = id === 'jest' && example.includes('@jest/globals') ? jestGlobals : provided[id];
  const used = (source?.names ?? []).filter((name) => usesName(body, name) || usesMember(body, name));
  const first = source === undefined || used.length === 0 ? [] : [load(`{ ${used.join(', ')} }`, source.module)];
  if (id === 'ava') return [load('test', 'ava')];
  const needsAssert = id !== 'vitest' && id !== 'mochaChai';
  return needsAssert && usesMember(body, 'assert') ? [...first, load('assert', 'node:assert/strict')] : first;
}

/** `describe.each(…)`, `assert(…)`: called, or something of it is. */
function usesMember(body: string, name: string): boolean {
  return new RegExp(`(?<![\\w$.])${name}\\s*[.(]`).test(body);
}

function moduleOf(statement: string): string {
  return /(?:from\s*|require\(\s*|^import\s*)(['"])([^'"\n]+)\1/.exec(statement)?.[2] ?? '';
}

function isOfFramework(statement: string, id: FrameworkId): boolean {
  const module = moduleOf(statement);
  // Any way of importing assertions is made the project's own; what nobody has installed goes.
  return frameworkModule.test(module) || (id !== 'jest' && module === 'jest');
}

function isOfSource(statement: string, stem: string, entry: string): boolean {
  const module = moduleOf(statement);
  const last = module.slice(module.lastIndexOf('/') + 1).replace(/\.[cm]?[jt]sx?$/, '');
  return (/^[.@~#/]/.test(module) && last === stem) || boundNames(statement).includes(entry);
}

/** Nothing that it binds is used. */
function isIdle(statement: string, body: string): boolean {
  const names = boundNames(statement);
  return names.length > 0 && !names.some((name) => usesName(body, name));
}

/** From a file that has not what it binds, as the source has all of that. */
function isMisplaced(statement: string, { named, types }: ScriptExports): boolean {
  const names = boundNames(statement);
  return (
    /^\./.test(moduleOf(statement)) && names.length > 0 && names.every((name) => named.has(name) || types.has(name))
  );
}

function boundNames(statement: string): readonly string[] {
  const head = statement
    .replace(/(?:\bfrom\b|=\s*(?:await\s+import|require)\b)[^]*$/, '')
    .replace(/^(?:import|const|let|var)\b(?:\s+type\b)?/, '');
  return head
    .split(/[{},]/)
    .map((part) => /([\w$]+)\s*$/.exec(part)?.[1] ?? '')
    .filter((name) => name !== '');
}

/** Quotes and semicolons as in the project. */
function styleOf(text: string): { readonly quote: string; readonly end: string } {
  const lines = text.split('\n').filter((line) => /^\s*(?:import\b|export\b.*\bfrom\b)|\brequire\(/.test(line));
  const judged = lines.length === 0 ? text : lines.join('\n');
  const quote = judged.split('"').length > judged.split("'").length ? '"' : "'";
  const hasSemicolons = judged.trim() === '' || /;[^\S\n]*(?:\/\/.*)?\r?$/m.test(judged);
  return { quote, end: hasSemicolons ? ';' : '' };
}

/** The source as the project writes its modules: without an ending, with that of the file, or with that of the compiled one. */
function specifierOf({ snapshot, framework, place, example }: HeaderParts, isRequired: boolean): string {
  const own = extensionOf(snapshot.path);
  const compiled = own.replace(/^([cm]?)tsx?$/, '$1js');
  const path = relativePath(folderOf(place.path), snapshot.path);
  const bare = path.slice(0, path.length - own.length - 1);
  const known = habit(example) ?? habit(snapshot.text);
  if (/^[cm]/.test(own)) return `${bare}.${known === 'ts' ? own : compiled}`;
  if (known === 'none' || (known === undefined && isRequired)) return bare;
  if (known !== undefined) return `${bare}.${known === 'ts' ? own : compiled}`;
  // Node itself guesses no ending of modules.
  const isNode = framework.id === 'nodeTest' || (/^jsx?$/.test(own) && /^(?:mocha|mochaChai|ava)$/.test(framework.id));
  return isNode ? `${bare}.${own}` : bare;
}

function habit(text: string): 'none' | 'js' | 'ts' | undefined {
  const modules = [...text.matchAll(/(?:\bfrom\s*|\brequire\(\s*|^import\s*)(['"])(\.{1,2}\/[^'"\n]+)\1/gm)].map(
    ([, , module = '']) => module,
  );
  const endings = modules
    .filter((module) => !/\.(?:json|css|scss|svg|vue|svelte)$/.test(module))
    .map((module) => /\.[cm]?([jt]s)x?$/.exec(module)?.[1] ?? 'none');
  const [first] = endings;
  return first === 'js' || first === 'ts' || first === 'none' ? first : undefined;
}
