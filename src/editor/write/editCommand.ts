import * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import type { EditOutcome, EditService } from '../../core/write/edit/editService';
import type { EditRequest } from '../../core/write/edit/editTarget';
import { withCancellableProgress } from '../cancellableProgress';
import { snapshotOf } from '../convert';
import type { ModelOffer } from '../models/modelOffer';
import type { Activity } from '../status/activity';
import type { HunkPreview } from './hunkPreview';
import { say, writableEditor } from './writeDocument';
import { noEditText, verdictText } from './writeTexts';

export interface EditCommandParts {
  readonly service: EditService;
  readonly preview: HunkPreview;
  /** What to do; undefined when the person gives up. */
  readonly askInstruction: () => Promise<string | undefined>;
  readonly offer: Pick<ModelOffer, 'isReady'>;
  readonly activity: Activity;
  readonly clock: Clock;
}

/** Text that flows faster cannot be read, and each step computes the diff anew. */
const showEveryMs = 120;
const maxTitleUnits = 60;

/** "Edit Selection by Instruction": asks what to do, shows the changes while they are written, and lets the person choose among them. */
export class EditCommand {
  readonly #parts: EditCommandParts;
  #isRunning = false;

  constructor(parts: EditCommandParts) {
    this.#parts = parts;
  }

  /** Call for the command. Rejects with a PlainError for a file that must not be read, and when the engine fails. */
  async run(): Promise<void> {
    const { service, offer, askInstruction } = this.#parts;
    const editor = writableEditor();
    if (editor === undefined || !offer.isReady()) return;
    if (this.#isRunning) return say(vscode.l10n.t('Another change is being written already.'));
    const { document, selection } = editor;
    const place = {
      snapshot: snapshotOf(document),
      start: document.offsetAt(selection.start),
      end: document.offsetAt(selection.end),
    };
    if ((await service.targetOf(place)) === undefined) return say(noEditText('longSelection'));
    const instruction = await askInstruction();
    if (instruction === undefined) return;
    if (document.isClosed || document.version !== place.snapshot.version) return say(changedText());
    this.#isRunning = true;
    try {
      await this.#edit(document, { ...place, instruction });
    } finally {
      this.#isRunning = false;
    }
  }

  async #edit(document: vscode.TextDocument, request: EditRequest): Promise<void> {
    const { preview, activity } = this.#parts;
    const { uri } = document;
    const { text } = request.snapshot;
    const title = titleOf(request);
    await preview.begin({ uri, text, title: vscode.l10n.t('{0} (being written)', title) });
    let outcome: EditOutcome;
    try {
      outcome = await activity.track(this.#write(request));
    } catch (error) {
      await preview.discardAll();
      throw error;
    }
    const isStale = document.isClosed || document.getText() !== text;
    if (outcome.kind !== 'written' || isStale) {
      await preview.discardAll();
      if (outcome.kind === 'none') say(noEditText(outcome.reason));
      if (outcome.kind === 'written') say(changedText());
      return;
    }
    // Who closed the diff wants nothing any more.
    if (!preview.update(outcome.newText)) return;
    const { edits, verdict } = outcome;
    await preview.show({ uri, text, edits, title: `${title} (${verdictText(verdict)})` });
  }

  /** Ends early when the person cancels or closes the diff. */
  async #write(request: EditRequest): Promise<EditOutcome> {
    const { service, preview, clock } = this.#parts;
    return withCancellableProgress(vscode.l10n.t('Plinth: changing the code'), async (signal) => {
      const closed = new AbortController();
      let shownAt = -Infinity;
      const show = (newText: string): void => {
        const now = clock.now();
        if (now - shownAt < showEveryMs) return;
        shownAt = now;
        preview.update(newText);
      };
      const closing = preview.onDidClose(() => closed.abort());
      try {
        return await service.write(request, AbortSignal.any([signal, closed.signal]), show);
      } finally {
        closing.dispose();
      }
    });
  }
}

function titleOf({ instruction, snapshot }: EditRequest): string {
  const name = snapshot.path.slice(snapshot.path.lastIndexOf('/') + 1);
  const short = instruction.length > maxTitleUnits ? `${instruction.slice(0, maxTitleUnits - 1)}…` : instruction;
  return `${name}: ${short}`;
}

function changedText(): string {
  return vscode.l10n.t('The document changed meanwhile, so nothing was written into it.');
}
