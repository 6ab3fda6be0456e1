import type { LanguageService, Program, SourceFile } from 'typescript';
import type { CheckProblem } from '../protocol/check';
import type { DiskView } from './diskView';
import type { TypeScript } from './loadTypeScript';
import { problemsOf } from './problem';
import type { ProjectConfig } from './projectConfig';
import { ProjectHost } from './projectHost';

/** More than this many users of a file are not looked at. */
const maxImporters = 100;

/**
 * One project with a language service that stays warm between questions. Plug-ins that the configuration names are never loaded: only
 * tsserver does that, not the service itself. All methods throw `OperationCanceledException` of the compiler when `isCancelled`.
 */
export class Project {
  readonly #host: ProjectHost;
  readonly #service: LanguageService;

  constructor(
    private readonly ts: TypeScript,
    disk: DiskView,
    config: ProjectConfig,
    isCancelled: () => boolean,
  ) {
    this.#host = new ProjectHost(ts, disk, config, isCancelled);
    this.#service = ts.createLanguageService(this.#host.service, ts.createDocumentRegistry());
  }

  /** Begins a question: these texts and nothing else lie over the disk, which is looked at anew. */
  begin(config: ProjectConfig, texts: ReadonlyMap<string, string>): void {
    this.#host.config = config;
    this.#host.setTexts(texts);
    this.#host.invalidate(this.#service.getProgram()?.getSourceFiles() ?? []);
    this.#service.getProgram();
    this.#host.settle();
  }

  setText(path: string, text: string): void {
    this.#host.setText(path, text);
  }

  /** Whether the project has the file, in its list or by an import. */
  has(path: string): boolean {
    return this.#program.getSourceFile(path) !== undefined;
  }

  /** Whether types are checked in a file: always in TypeScript unless it says `@ts-nocheck`, in JavaScript when it or its project asks. */
  checksTypes(path: string): boolean {
    const file = this.#program.getSourceFile(path) as
      (SourceFile & { readonly checkJsDirective?: { readonly enabled: boolean } }) | undefined;
    if (file === undefined) return false;
    if (file.checkJsDirective !== undefined) return file.checkJsDirective.enabled;
    return !/\.[cm]?jsx?$/.test(path) || this.#program.getCompilerOptions().checkJs === true;
  }

  /** Files of the user that import a file, nearest first. */
  importersOf(path: string): readonly string[] {
    const program = this.#program;
    const isOwn = (file: SourceFile): boolean =>
      !program.isSourceFileFromExternalLibrary(file) && !program.isSourceFileDefaultLibrary(file);
    const files = this.#host.importersOf(path).flatMap((key) => program.getSourceFile(key) ?? []);
    return files
      .filter(isOwn)
      .slice(0, maxImporters)
      .map(({ fileName }) => fileName);
  }

  /**
   * Syntax and types of a file, with the texts that lie over the disk now. `other`: it is not the file that was asked about, and its
   * problems say so.
   */
  problemsOf(path: string, other = false): readonly CheckProblem[] {
    const fileName = this.#program.getSourceFile(path)?.fileName;
    if (fileName === undefined) return [];
    const service = this.#service;
    const found = [...service.getSyntacticDiagnostics(fileName), ...service.getSemanticDiagnostics(fileName)];
    return problemsOf(this.ts, found, fileName, other);
  }

  /** What other files see of a file, as a declaration file; undefined when that cannot be said. */
  shapeOf(path: string): string | undefined {
    try {
      return this.#service.getEmitOutput(path, true, true).outputFiles[0]?.text;
    } catch (error) {
      if (error instanceof this.ts.OperationCanceledException) throw error;
      // The printer of declarations gives up on some broken code.
      return undefined;
    }
  }

  dispose(): void {
    this.#service.dispose();
  }

  get #program(): Program {
    const program = this.#service.getProgram();
    if (program === undefined) throw new Error('the language service has no program');
    return program;
  }
}
