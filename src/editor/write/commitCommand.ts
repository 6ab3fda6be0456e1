import * as vscode from 'vscode';
import type {
  CommitOmissions,
  CommitOutcome,
  CommitRequest,
  CommitService,
} from '../../core/write/commit/commitService';
import { withCancellableProgress } from '../cancellableProgress';
import type { ModelOffer } from '../models/modelOffer';
import { tell } from '../notify';
import type { Activity } from '../status/activity';
import { chooseRepository, type GitApi, type GitChange, type GitRepository, untrackedStatus } from './gitApi';

export interface CommitCommandParts {
  readonly service: CommitService;
  readonly offer: Pick<ModelOffer, 'isReady'>;
  readonly activity: Activity;
  readonly git: () => Promise<GitApi>;
}

/** So many last commits show in which form messages are written here. */
const subjectCount = 20;

interface Change {
  readonly request: CommitRequest;
  readonly isStaged: boolean;
}

/** "Write Commit Message": from what is staged, or else from all changes, into the input box of source control. */
export class CommitCommand {
  readonly #parts: CommitCommandParts;
  /** Root folders of the repositories for which a message is being written. */
  readonly #running = new Set<string>();

  constructor(parts: CommitCommandParts) {
    this.#parts = parts;
  }

  /** Call for the command, with the source control whose title was clicked. Rejects with a PlainError when git or the engine fails. */
  async run(argument: unknown): Promise<void> {
    const { git, offer } = this.#parts;
    const repository = await chooseRepository(await git(), argument);
    if (repository === undefined || !offer.isReady()) return;
    const key = repository.rootUri.toString();
    if (this.#running.has(key)) return say(vscode.l10n.t('A message is being written already.'));
    this.#running.add(key);
    try {
      await this.#write(repository);
    } finally {
      this.#running.delete(key);
    }
  }

  async #write(repository: GitRepository): Promise<void> {
    const work = withCancellableProgress(vscode.l10n.t('Plinth: writing a commit message'), async (signal) =>
      this.#stream(repository, await changeOf(repository), signal),
    );
    const { outcome, isStaged } = await this.#parts.activity.track(work);
    const told = outcomeText(outcome, isStaged);
    if (told !== '') say(told);
  }

  /** What was typed stands in the box again when there is no message. Somebody who types meanwhile keeps the box, and the writing ends. */
  async #stream(
    { inputBox }: GitRepository,
    { request, isStaged }: Change,
    signal: AbortSignal,
  ): Promise<{ readonly outcome: CommitOutcome; readonly isStaged: boolean }> {
    const { typed } = request;
    const typing = new AbortController();
    // The editor tells a moment later what was put in, so that for a while the box has an older text of ours.
    const own = new Set([typed]);
    const show = (message: string): boolean => {
      if (!own.has(inputBox.value)) typing.abort();
      if (signal.aborted || typing.signal.aborted || message === '') return false;
      own.add(message);
      inputBox.value = message;
      return true;
    };
    let isWritten = false;
    try {
      const outcome = await this.#parts.service.write(request, AbortSignal.any([signal, typing.signal]), show);
      isWritten = outcome.kind === 'written' && show(outcome.message);
      return { outcome: isWritten || outcome.kind !== 'written' ? outcome : { kind: 'aborted' }, isStaged };
    } finally {
      if (!isWritten && own.has(inputBox.value)) inputBox.value = typed;
    }
  }
}

async function changeOf(repository: GitRepository): Promise<Change> {
  const { state, inputBox, rootUri } = repository;
  const isStaged = state.indexChanges.length > 0;
  const pathOf = ({ uri }: GitChange): string => {
    const root = `${rootUri.path.replace(/\/$/, '')}/`;
    return uri.path.startsWith(root) ? uri.path.slice(root.length) : uri.path.slice(uri.path.lastIndexOf('/') + 1);
  };
  const unknown = [
    ...state.workingTreeChanges.filter(({ status }) => status === untrackedStatus),
    ...(state.untrackedChanges ?? []),
  ];
  const request = {
    diff: await repository.diff(isStaged),
    untracked: isStaged ? [] : [...new Set(unknown.map(pathOf))],
    typed: inputBox.value,
    subjects: await subjectsOf(repository),
    uriOf: (path: string) => vscode.Uri.joinPath(rootUri, path).toString(),
  };
  return { request, isStaged };
}

/** A repository without a commit has none. */
async function subjectsOf(repository: GitRepository): Promise<readonly string[]> {
  try {
    const commits = await repository.log({ maxEntries: subjectCount });
    return commits.map(({ message }) => message.split('\n', 1)[0] ?? '');
  } catch {
    return [];
  }
}

/** What the person should know of how the message came about; empty when there is nothing. */
function outcomeText(outcome: CommitOutcome, isStaged: boolean): string {
  switch (outcome.kind) {
    case 'noChange':
      return vscode.l10n.t('There is no change to write a message for.');
    case 'noMessage':
      return vscode.l10n.t('The model wrote nothing that could be a commit message.');
    case 'aborted':
      return '';
    case 'written':
      return [
        ...(isStaged ? [] : [vscode.l10n.t('Nothing is staged, so the message is about all changes.')]),
        ...omissionTexts(outcome.omissions),
      ].join(' ');
  }
}

function omissionTexts({ hunks, files, withheld, binary, generated }: CommitOmissions): readonly string[] {
  const nameOnly = binary + generated;
  return [
    ...(hunks === 0
      ? []
      : [vscode.l10n.t('The change is long: {0} parts of {1} files were left out or cut.', hunks, Math.max(files, 1))]),
    ...(withheld.length === 0
      ? []
      : [vscode.l10n.t('Kept from the model, but for the name: {0}.', withheld.slice(0, 5).join(', '))]),
    ...(nameOnly === 0 ? [] : [vscode.l10n.t('Of {0} binary or generated files only the name was read.', nameOnly)]),
  ];
}

function say(message: string): void {
  tell(vscode.l10n.t('Plinth: {0}', message));
}
