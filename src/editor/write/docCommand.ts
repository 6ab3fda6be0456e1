import * as vscode from 'vscode';
import type { DocOutcome, DocService } from '../../core/write/doc/docService';
import { withCancellableProgress } from '../cancellableProgress';
import { snapshotOf } from '../convert';
import type { ModelOffer } from '../models/modelOffer';
import type { Activity } from '../status/activity';
import { applyToDocument } from './applyEdits';
import type { HunkPreview } from './hunkPreview';
import { say, writableEditor } from './writeDocument';
import { noDocText, verdictText } from './writeTexts';

export interface DocCommandParts {
  readonly service: DocService;
  readonly preview: HunkPreview;
  readonly offer: Pick<ModelOffer, 'isReady'>;
  readonly activity: Activity;
}

/** "Write Documentation": writes it above the function or class, or into it; one that is there already is replaced only after a look at the diff. */
export class DocCommand {
  readonly #parts: DocCommandParts;

  constructor(parts: DocCommandParts) {
    this.#parts = parts;
  }

  /** Call for the command. Rejects with a PlainError for a file that must not be read, and when the engine fails. */
  async run(): Promise<void> {
    const editor = writableEditor();
    if (editor === undefined || !this.#parts.offer.isReady()) return;
    const { document, selection } = editor;
    const snapshot = snapshotOf(document);
    const request = { snapshot, start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) };
    const work = withCancellableProgress(vscode.l10n.t('Plinth: writing documentation'), (signal, progress) =>
      this.#parts.service.write(request, signal, ({ length }) =>
        progress.report({ message: vscode.l10n.t('{0} characters written', length) }),
      ),
    );
    await this.#place(document, snapshot.text, await this.#parts.activity.track(work));
  }

  async #place(document: vscode.TextDocument, text: string, outcome: DocOutcome): Promise<void> {
    if (outcome.kind === 'aborted') return;
    if (outcome.kind === 'none') return say(noDocText(outcome.reason, document.languageId));
    const { edits, replaces, struck, target, verdict } = outcome;
    if (replaces && this.#parts.preview.isOpen)
      return say(vscode.l10n.t('Another change is open still. Finish it, then ask for the documentation again.'));
    if (replaces) {
      const title = vscode.l10n.t('Documentation of {0} ({1})', target.name, verdictText(verdict));
      await this.#parts.preview.show({ uri: document.uri, text, edits, title });
    } else await applyToDocument(document, text, edits);
    if (struck.length > 0) say(vscode.l10n.t('Struck out, since no parameter has the name: {0}.', struck.join(', ')));
  }
}
