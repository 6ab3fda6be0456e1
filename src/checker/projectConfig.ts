import type { CompilerOptions, ParsedCommandLine, ProjectReference } from 'typescript';
import type { DiskView } from './diskView';
import type { TypeScript } from './loadTypeScript';

/** What a project is made of. Paths have forward slashes. */
export interface ProjectConfig {
  /** The configuration file, or the folder of a file that no configuration includes. */
  readonly key: string;
  readonly folder: string;
  readonly options: CompilerOptions;
  readonly fileNames: readonly string[];
  readonly references: readonly ProjectReference[];
}

interface ReadConfig {
  readonly parsed: ParsedCommandLine;
  /** Versions of the configuration and of what it extends. */
  readonly versions: ReadonlyMap<string, string>;
  readonly readAtMs: number;
}

/** New files are found after this time at the latest, or at once when a file is asked about that is not in the list. */
const maxAgeMs = 30_000;
const minAgeMs = 1_000;

/** Reads tsconfig.json and jsconfig.json files as the compiler does, with everything that they extend, and keeps them while they are fresh. */
export class ProjectConfigs {
  readonly #read = new Map<string, ReadConfig>();

  constructor(
    private readonly ts: TypeScript,
    private readonly disk: DiskView,
    private readonly now: () => number,
  ) {}

  /**
   * The configurations that may hold a file, nearest first, as the language server of the editor looks for them: in each folder
   * upwards to `root` (or to the top without one), the configuration and the projects that it refers to.
   */
  *candidatesFor(path: string, root: string): Generator<ProjectConfig> {
    const isInRoot = root !== '' && isWithin(path, root);
    for (let folder = parentOf(path); folder !== undefined; folder = parentOf(folder)) {
      for (const name of ['tsconfig.json', 'jsconfig.json']) {
        const file = `${folder === '/' ? '' : folder}/${name}`;
        if (this.disk.hasFile(file)) yield* this.#withReferences(file, path, new Set());
      }
      if (folder.endsWith('/node_modules') || (isInRoot && !isWithin(parentOf(folder) ?? '', root))) return;
    }
  }

  *#withReferences(file: string, path: string, seen: Set<string>): Generator<ProjectConfig> {
    if (seen.has(file)) return;
    seen.add(file);
    const parsed = this.#parse(file, path);
    if (parsed === undefined) return;
    yield { key: file, folder: parentOf(file) ?? '/', ...partsOf(parsed) };
    for (const reference of parsed.projectReferences ?? [])
      yield* this.#withReferences(slashed(this.ts.resolveProjectReferencePath(reference)), path, seen);
  }

  #parse(file: string, path: string): ParsedCommandLine | undefined {
    const known = this.#read.get(file);
    if (known !== undefined && this.#isFresh(known, path)) return known.parsed;
    const host = { ...this.ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
    const parsed = this.ts.getParsedCommandLineOfConfigFile(file, {}, host);
    if (parsed === undefined) return undefined;
    const source = parsed.options['configFile'] as { readonly extendedSourceFiles?: readonly string[] } | undefined;
    const files = [file, ...(source?.extendedSourceFiles ?? [])];
    const versions = new Map(files.map((each) => [each, this.disk.versionOf(each)]));
    this.#read.set(file, { parsed, versions, readAtMs: this.now() });
    return parsed;
  }

  #isFresh({ parsed, versions, readAtMs }: ReadConfig, path: string): boolean {
    const ageMs = this.now() - readAtMs;
    if (ageMs > maxAgeMs || (ageMs > minAgeMs && !parsed.fileNames.includes(path))) return false;
    return [...versions].every(([file, version]) => this.disk.versionOf(file) === version);
  }
}

function partsOf({ options, fileNames, projectReferences = [] }: ParsedCommandLine) {
  return { options, fileNames, references: projectReferences };
}

/**
 * The project of a file that no configuration includes, with the options that VS Code gives to such files
 * (`inferredProjectCompilerOptions` of its TypeScript extension; tsserver adds the JavaScript ones). JavaScript is checked only where
 * the file itself asks for it by `// @ts-check`.
 */
export function inferredConfig(ts: TypeScript, path: string): ProjectConfig {
  const folder = parentOf(path) ?? '/';
  const options: CompilerOptions = {
    module: ts.ModuleKind.Preserve ?? ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2024 ?? ts.ScriptTarget.ES2022,
    jsx: ts.JsxEmit.ReactJSX,
    allowImportingTsExtensions: true,
    strict: true,
    allowJs: true,
    noEmit: true,
    allowNonTsExtensions: true,
    ...(/\.[cm]?jsx?$/.test(path) ? { maxNodeModuleJsDepth: 2 } : {}),
  };
  return { key: folder, folder, options, fileNames: [path], references: [] };
}

/** With forward slashes, as the compiler writes paths. */
export function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}

function parentOf(path: string): string | undefined {
  const end = path.lastIndexOf('/');
  if (end < 0 || path === '/' || /^[A-Za-z]:\/?$/.test(path)) return undefined;
  return end === 0 ? '/' : path.slice(0, end);
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
