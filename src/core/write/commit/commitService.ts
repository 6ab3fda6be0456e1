import type { Engine, WithheldFiles } from '../../ports';
import { readAnswer } from '../../prompt/readAnswer';
import { headLines } from '../../text/lineSpan';
import { isSecretFile } from '../../text/secretFiles';
import { nothingWithheld } from '../../text/withheldFiles';
import { commitMessageOf } from './commitMessage';
import { commitMessages, type ShownFile } from './commitPrompt';
import { commitStyleOf } from './commitStyle';
import { type DiffFile, diffFiles } from './diffFiles';

/** A change that a message is wanted for. */
export interface CommitRequest {
  /** As `git diff` prints it. */
  readonly diff: string;
  /** Files that git does not know yet and that belong to the change, relative to the repository; they are only named. */
  readonly untracked: readonly string[];
  /** What the person has written already; the message begins with it. */
  readonly typed: string;
  /** Of the last commits, the newest first: their form is followed. */
  readonly subjects: readonly string[];
  /** The URI of a file of the repository. */
  readonly uriOf: (path: string) => string;
}

/** What of a change the model did not get to see. */
export interface CommitOmissions {
  /** Hunks that did not fit, or not as a whole. */
  readonly hunks: number;
  readonly files: number;
  /** Files that are kept from the model, by name. */
  readonly withheld: readonly string[];
  readonly binary: number;
  readonly generated: number;
}

export type CommitOutcome =
  | { readonly kind: 'written'; readonly message: string; readonly omissions: CommitOmissions }
  /** There is no change, or the model wrote nothing that could be a message. */
  | { readonly kind: 'noChange' | 'noMessage' | 'aborted' };

const answerTokens = 220;
/** Reading more would hold up the editor, for hunks that are left out anyway. */
const maxDiffUnits = 2_000_000;
/** What tools write says little of a change and is long. */
const generatedFile =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|composer\.lock|Gemfile\.lock|Cargo\.lock|poetry\.lock|uv\.lock|Pipfile\.lock|go\.sum|flake\.lock|gradle\.lockfile)$|\.min\.(?:js|css)$|\.(?:map|snap)$|(?:^|\/)(?:node_modules|vendor|dist)\//;

/** Writes commit messages with the local model. One instance serves every repository. */
export class CommitService {
  readonly #engine: Engine;
  readonly #withheld: WithheldFiles;

  constructor(engine: Engine, withheld: WithheldFiles = nothingWithheld) {
    this.#engine = engine;
    this.#withheld = withheld;
  }

  /**
   * Call when the person asked for a message. `onMessage` hears the message as far as it is written; each one replaces the one before. Of files
   * of secrets and those that a .plinthignore names, old or new name, nothing but the name is read. Rejects with a PlainError when the engine fails.
   */
  async write(
    request: CommitRequest,
    signal: AbortSignal,
    onMessage: (message: string) => void = () => undefined,
  ): Promise<CommitOutcome> {
    const diff = headLines(request.diff, maxDiffUnits);
    const files = await Promise.all(diffFiles(diff).map((file) => this.#shown(file, request.uriOf)));
    if (files.length === 0 && request.untracked.length === 0) return { kind: 'noChange' };
    if (signal.aborted) return { kind: 'aborted' };
    const { typed, untracked } = request;
    const style = commitStyleOf(request.subjects);
    const { messages, omittedHunks, omittedFiles } = commitMessages({ files, untracked, style, typed });
    const stream = this.#engine.chat({ lane: 'explain', messages, answerTokens }, signal);
    const { text, result } = await readAnswer(stream, (soFar) => onMessage(commitMessageOf(soFar, typed)));
    if (signal.aborted || result.stop === 'aborted') return { kind: 'aborted' };
    const message = commitMessageOf(text, typed);
    if (message === typed.trimEnd()) return { kind: 'noMessage' };
    const omissions = {
      // The engine drops names of files with their hunks.
      hunks: omittedHunks + result.droppedPieces + (diff.length < request.diff.length ? 1 : 0),
      files: Math.max(omittedFiles, result.droppedPieces > 0 ? 1 : 0),
      withheld: files.filter(({ nameOnly }) => nameOnly === 'withheld').map(({ path }) => path),
      binary: files.filter(({ nameOnly }) => nameOnly === 'binary').length,
      generated: files.filter(({ nameOnly }) => nameOnly === 'generated').length,
    };
    return { kind: 'written', message, omissions };
  }

  async #shown(file: DiffFile, uriOf: (path: string) => string): Promise<ShownFile> {
    const paths = [...new Set([file.path, file.oldPath])];
    const kept = await Promise.all(
      paths.map(async (path) => isSecretFile(path) || (await this.#withheld.isWithheld(uriOf(path)))),
    );
    const nameOnly = kept.includes(true)
      ? 'withheld'
      : file.isBinary
        ? 'binary'
        : generatedFile.test(file.path)
          ? 'generated'
          : undefined;
    return { ...file, nameOnly };
  }
}
