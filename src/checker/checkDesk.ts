import { Lru } from '../base/lru';
import type { CheckAnswer, CheckParams, CheckQuestion } from '../protocol/check';
import { DiskView } from './diskView';
import { addsErrors, type CheckedText, type ImporterProblems, importerProblems } from './importerTrial';
import type { TypeScript } from './loadTypeScript';
import { Project } from './project';
import { inferredConfig, type ProjectConfig, ProjectConfigs, slashed } from './projectConfig';

/** Files that the compiler can be asked about. */
const knownFile = /\.[cm]?[jt]sx?$/i;
/** Each holds a program of its own. */
const maxProjects = 3;
/** For all files that import the checked one together. */
const maxImportersMs = 2_000;
/** For what other files see of one text. */
const maxShapeMs = 1_000;

export interface CheckDeskOptions {
  readonly ts: TypeScript;
  /** Milliseconds on a clock that never runs backwards. */
  readonly now: () => number;
  /** Looked at all the time during the work: true ends it. */
  readonly isCancelled: () => boolean;
}

/** Answers questions about TypeScript and JavaScript files, one at a time, from projects that stay warm. */
export class CheckDesk {
  readonly #options: CheckDeskOptions;
  readonly #disk = new DiskView();
  readonly #configs: ProjectConfigs;
  readonly #projects = new Lru<string, Project>(maxProjects, (project) => project.dispose());
  #deadlineMs = 0;

  constructor(options: CheckDeskOptions) {
    this.#options = options;
    this.#configs = new ProjectConfigs(options.ts, this.#disk, options.now);
  }

  /**
   * The problems of a file before and after each candidate. `null` when it is no file for the compiler, or when the time is over; what was
   * read until then is kept for the next question. Between two candidates `turn` is awaited, so that a message can come in.
   */
  async check(params: CheckParams, turn: () => Promise<boolean>): Promise<CheckAnswer | null> {
    if (!knownFile.test(params.question.path)) return null;
    try {
      return await this.#answer(params, turn);
    } catch (error) {
      if (error instanceof this.#options.ts.OperationCanceledException) return null;
      // The state after an unexpected error is not known.
      this.forget();
      throw error;
    }
  }

  /** Frees all projects. */
  forget(): void {
    this.#projects.clear();
  }

  async #answer({ question, coldMs, warmMs }: CheckParams, turn: () => Promise<boolean>): Promise<CheckAnswer | null> {
    const { ts, now } = this.#options;
    this.#deadlineMs = now() + coldMs;
    this.#disk.forget();
    const path = slashed(question.path);
    const project = this.#projectOf(question, path);
    const level = project.checksTypes(path) ? 'types' : 'compile';
    const isShared = question.candidates.length > 0 && project.importersOf(path).length > 0;
    const problems = project.problemsOf(path);
    // At once: a text that is laid over the file again later is a program of its own.
    const before = { text: question.before, problems, shape: isShared ? this.#shapeOf(project, path) : undefined };
    const candidates: CheckedText[] = [];
    for (const text of question.candidates) {
      if (this.#isOver() || !(await turn())) return null;
      this.#deadlineMs = now() + warmMs;
      project.setText(path, text);
      const found = { problems: project.problemsOf(path) };
      const isWanted = isShared && !addsErrors(before, found);
      candidates.push({ text, ...found, shape: isWanted ? this.#shapeOf(project, path) : undefined });
    }
    if (this.#isOver()) return null;
    const spanMs = Math.min(warmMs, maxImportersMs);
    const elsewhere = isShared
      ? this.#elsewhere(project, path, { before, candidates }, spanMs)
      : { before: [], after: [] };
    return {
      checker: `TypeScript ${ts.version}`,
      level,
      before: [...before.problems, ...elsewhere.before],
      after: candidates.map(({ problems }, index) => [...problems, ...(elsewhere.after[index] ?? [])]),
    };
  }

  /** Leaves the deadline behind the work that it did. */
  #shapeOf(project: Project, path: string): string | undefined {
    const { ts, now } = this.#options;
    const startMs = now();
    const deadlineMs = this.#deadlineMs;
    this.#deadlineMs = startMs + maxShapeMs;
    try {
      return project.shapeOf(path);
    } catch (error) {
      if (!(error instanceof ts.OperationCanceledException)) throw error;
      return undefined;
    } finally {
      this.#deadlineMs = deadlineMs + now() - startMs;
    }
  }

  /** Other files are worth some time, but what is known of the file itself is not given up for them. */
  #elsewhere(
    project: Project,
    path: string,
    texts: { readonly before: CheckedText; readonly candidates: readonly CheckedText[] },
    spanMs: number,
  ): ImporterProblems {
    const { ts, now } = this.#options;
    const startMs = now();
    this.#deadlineMs = startMs + 2 * spanMs;
    try {
      return importerProblems(project, path, texts, (share) => now() < startMs + spanMs * share);
    } catch (error) {
      if (!(error instanceof ts.OperationCanceledException)) throw error;
      return { before: [], after: [] };
    }
  }

  /** The nearest configuration that lists the file or whose program has it; without one, a project of its own. */
  #projectOf(question: CheckQuestion, path: string): Project {
    const texts = new Map(Object.entries(question.unsaved).map(([name, text]) => [slashed(name), text]));
    texts.set(path, question.before);
    let nearest: ProjectConfig | undefined;
    for (const config of this.#configs.candidatesFor(path, slashed(question.root))) {
      nearest ??= config;
      if (config.fileNames.includes(path)) return this.#open(config, texts);
    }
    // Not in any list, but perhaps imported by a file that is.
    if (nearest !== undefined) {
      const project = this.#open(nearest, texts);
      if (project.has(path)) return project;
    }
    return this.#open(inferredConfig(this.#options.ts, path), texts);
  }

  #open(config: ProjectConfig, texts: ReadonlyMap<string, string>): Project {
    const known = this.#projects.get(config.key);
    const project = known ?? new Project(this.#options.ts, this.#disk, config, () => this.#isOver());
    if (known === undefined) this.#projects.set(config.key, project);
    project.begin(config, texts);
    return project;
  }

  #isOver(): boolean {
    return this.#options.now() > this.#deadlineMs || this.#options.isCancelled();
  }
}
