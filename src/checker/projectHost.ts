import type {
  CompilerOptions,
  LanguageServiceHost,
  ModuleResolutionCache,
  ResolvedProjectReference,
  ResolvedModuleWithFailedLookupLocations,
  SourceFile,
  StringLiteralLike,
} from 'typescript';
import type { DiskView } from './diskView';
import type { TypeScript } from './loadTypeScript';
import { type ProjectConfig, slashed } from './projectConfig';

/** What the compiler reads of its host beyond the declared interface; tsserver's own hosts have both. */
type FullHost = LanguageServiceHost & {
  /** Whether the imports of a file have to be looked up again. Called without a receiver. */
  readonly hasInvalidatedResolutions: (path: string) => boolean;
  /** Other projects are read from their sources, which need not have been built. */
  readonly useSourceOfProjectReferenceRedirect: () => boolean;
};

type Mode = ReturnType<TypeScript['getModeForUsageLocation']>;

interface OpenText {
  readonly text: string;
  readonly version: string;
}

/** The disk with some texts laid over it, as a language service sees it. Never writes, runs nothing of the project. */
export class ProjectHost {
  readonly service: FullHost;
  readonly #open = new Map<string, OpenText>();
  /** Files that a file imports, as far as they were found. */
  readonly #imports = new Map<string, readonly string[]>();
  /** For each file with imports that were not found: whether one is now. */
  readonly #unresolved = new Map<string, () => boolean>();
  #invalid: ReadonlySet<string> | 'all' = new Set();
  #resolutions: ModuleResolutionCache | undefined;
  #texts = 0;

  constructor(
    private readonly ts: TypeScript,
    private readonly disk: DiskView,
    public config: ProjectConfig,
    private readonly isCancelled: () => boolean,
  ) {
    this.service = this.#serviceHost();
  }

  /** Two spellings of a path that mean one file have one key. */
  keyOf(path: string): string {
    return this.ts.sys.useCaseSensitiveFileNames ? slashed(path) : slashed(path).toLowerCase();
  }

  /** Lays a text over a file; the same text as before keeps its version. */
  setText(path: string, text: string): void {
    const key = this.keyOf(path);
    if (this.#open.get(key)?.text === text) return;
    this.#open.set(key, { text, version: `open ${++this.#texts}` });
  }

  /** Lays exactly these texts over the disk. */
  setTexts(texts: ReadonlyMap<string, string>): void {
    const keys = new Set([...texts.keys()].map((path) => this.keyOf(path)));
    for (const key of this.#open.keys()) if (!keys.has(key)) this.#open.delete(key);
    for (const [path, text] of texts) this.setText(path, text);
  }

  hasFile(path: string): boolean {
    return this.#open.has(this.keyOf(path)) || this.disk.hasFile(path);
  }

  /**
   * Until `settle`, imports are looked up again: of files with one that was not found and is there now; of all when a file that was there is
   * gone. Only of these, as a program with such files is built anew.
   */
  invalidate(known: readonly SourceFile[]): void {
    this.#resolutions = undefined;
    const isWhole = known.every(({ fileName }) => this.hasFile(fileName));
    const found = [...this.#unresolved].filter(([, isFound]) => isFound()).map(([importer]) => importer);
    this.#invalid = isWhole ? new Set(found) : 'all';
  }

  settle(): void {
    this.#invalid = new Set();
  }

  /** Files that import a file, nearest first: those that do so directly, those that import these, and so on. */
  importersOf(path: string): readonly string[] {
    const found = new Set<string>();
    const start = this.keyOf(this.ts.sys.realpath?.(path) ?? path);
    for (let level = new Set([start, this.keyOf(path)]); level.size > 0;) {
      const next = new Set<string>();
      for (const [importer, imported] of this.#imports)
        if (!found.has(importer) && importer !== start && imported.some((each) => level.has(each))) next.add(importer);
      for (const each of next) found.add(each);
      level = next;
    }
    found.delete(this.keyOf(path));
    return [...found];
  }

  #versionOf(path: string): string {
    return this.#open.get(this.keyOf(path))?.version ?? this.disk.versionOf(path);
  }

  #readFile(path: string, encoding?: string): string | undefined {
    return this.#open.get(this.keyOf(path))?.text ?? this.ts.sys.readFile(path, encoding);
  }

  #serviceHost(): FullHost {
    const { ts } = this;
    const { sys } = ts;
    return {
      getCompilationSettings: () => this.config.options,
      getScriptFileNames: () => [...this.config.fileNames],
      getProjectReferences: () => this.config.references,
      getScriptVersion: (path) => this.#versionOf(path),
      getScriptSnapshot: (path) => {
        const text = this.#readFile(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => this.config.folder,
      getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
      getCancellationToken: () => ({ isCancellationRequested: this.isCancelled }),
      useCaseSensitiveFileNames: () => sys.useCaseSensitiveFileNames,
      fileExists: (path) => this.hasFile(path),
      readFile: (path, encoding) => this.#readFile(path, encoding),
      readDirectory: (...question) => sys.readDirectory(...question),
      directoryExists: (path) => sys.directoryExists(path),
      getDirectories: (path) => sys.getDirectories(path),
      realpath: (path) => sys.realpath?.(path) ?? path,
      resolveModuleNameLiterals: (literals, importer, redirect, options, file) =>
        this.#resolve(literals, importer, { redirect, options, file }),
      hasInvalidatedResolutions: (path) => this.#invalid === 'all' || this.#invalid.has(path),
      useSourceOfProjectReferenceRedirect: () => this.config.options.disableSourceOfProjectReferenceRedirect !== true,
    };
  }

  #resolve(
    literals: readonly StringLiteralLike[],
    importer: string,
    from: {
      readonly redirect: ResolvedProjectReference | undefined;
      readonly options: CompilerOptions;
      readonly file: SourceFile;
    },
  ): readonly ResolvedModuleWithFailedLookupLocations[] {
    const { ts } = this;
    const { redirect, options, file } = from;
    this.#resolutions ??= ts.createModuleResolutionCache(this.config.folder, (name) => this.keyOf(name), options);
    const cache = this.#resolutions;
    const modeOf = (literal: StringLiteralLike): Mode => ts.getModeForUsageLocation(file, literal, options);
    const wanted = literals.map((literal) => ({ text: literal.text, mode: modeOf(literal) }));
    const look = (text: string, mode: Mode, known?: ModuleResolutionCache) =>
      ts.resolveModuleName(text, importer, options, this.service, known, redirect, mode);
    const found = wanted.map(({ text, mode }) => look(text, mode, cache));
    const missing = wanted.filter((_, index) => found[index]?.resolvedModule === undefined);
    const names = found.flatMap(({ resolvedModule }) => resolvedModule?.resolvedFileName ?? []);
    const key = this.keyOf(importer);
    this.#imports.set(
      key,
      names.map((name) => this.keyOf(name)),
    );
    const isFound = (): boolean => missing.some(({ text, mode }) => look(text, mode).resolvedModule !== undefined);
    if (missing.length > 0) this.#unresolved.set(key, isFound);
    else this.#unresolved.delete(key);
    return found;
  }
}
