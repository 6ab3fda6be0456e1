import type { ChatSampling } from '../../../protocol/engine';
import { readAnswer } from '../../prompt/readAnswer';
import { gatherTaskContext, noTaskSources } from '../../prompt/taskContext';
import { applyEdits, type TextEdit } from '../../text/minimalEdits';
import { refuseSecretFile } from '../../text/secretFiles';
import { nothingWithheld, refuseWithheldFile } from '../../text/withheldFiles';
import { parseChange, type ParseVerdict } from '../parseChange';
import type { WriteParts } from '../writeParts';
import { type EditRefusal, partialText, readEditAnswer } from './editAnswer';
import { editMessages } from './editPrompt';
import { chooseEditTarget, type EditRequest, type EditTarget } from './editTarget';

export type EditOutcome =
  | {
      readonly kind: 'written';
      readonly target: EditTarget;
      /** One for each run of lines that differ; sorted, none of them outside of the target. */
      readonly edits: readonly TextEdit[];
      readonly newText: string;
      readonly verdict: Exclude<ParseVerdict, 'syntaxError'>;
    }
  | { readonly kind: 'none'; readonly reason: EditRefusal | 'syntaxError' | 'longSelection' }
  | { readonly kind: 'aborted' };

const minAnswerTokens = 200;
const maxAnswerTokens = 1_600;
const samplings: readonly (ChatSampling | undefined)[] = [undefined, { temperature: 0.5, seed: 1 }];
/** A drawn answer is as long. */
const hopeless: ReadonlySet<EditRefusal | 'syntaxError'> = new Set(['tooLong']);

/** Changes lines as the person asks, with the local model. One instance serves every document. */
export class EditService {
  readonly #parts: WriteParts;

  constructor(parts: WriteParts) {
    this.#parts = parts;
  }

  /** The lines that would be changed; undefined when they are too many. Call before the person is asked what to do. */
  async targetOf(request: Omit<EditRequest, 'instruction'>, signal?: AbortSignal): Promise<EditTarget | undefined> {
    return chooseEditTarget(request, this.#parts.syntax, signal);
  }

  /**
   * Call when the person said what to change. `onPartial` hears the whole document as it would be with what is written so far. What breaks the
   * syntax, changes other lines or leaves some out is never offered: the model is asked once more, then the answer says what was wrong.
   * Rejects with a PlainError when the engine fails, and with `secretFile` or `withheldFile`; an abort answers `aborted`.
   */
  async write(
    request: EditRequest,
    signal: AbortSignal,
    onPartial: (newText: string) => void = () => undefined,
  ): Promise<EditOutcome> {
    const { snapshot, instruction } = request;
    const { engine, syntax, withheld = nothingWithheld, sources = noTaskSources } = this.#parts;
    refuseSecretFile(snapshot);
    await refuseWithheldFile(snapshot, withheld);
    const target = await this.targetOf(request, signal);
    if (signal.aborted) return { kind: 'aborted' };
    if (target === undefined) return { kind: 'none', reason: 'longSelection' };
    const task = await gatherTaskContext(snapshot, target, sources);
    if (signal.aborted) return { kind: 'aborted' };
    const messages = editMessages(snapshot, target, { instruction, task });
    const answerTokens = Math.min(maxAnswerTokens, minAnswerTokens + Math.ceil(target.text.length / 2));
    let reason: EditRefusal | 'syntaxError' = 'noCode';
    for (const sampling of samplings) {
      const drawn = sampling === undefined ? {} : { sampling };
      const stream = engine.chat({ lane: 'fix', messages, answerTokens, ...drawn }, signal);
      const { text, result } = await readAnswer(stream, (soFar) => {
        const partial = partialText(soFar, snapshot, target);
        if (partial !== undefined) onPartial(partial);
      });
      if (signal.aborted || result.stop === 'aborted') return { kind: 'aborted' };
      const edits = readEditAnswer(text, snapshot, target, result.stop === 'limit');
      if (typeof edits === 'string') {
        reason = edits;
      } else {
        const newText = applyEdits(snapshot.text, edits);
        const verdict = await parseChange(syntax, snapshot, newText);
        if (verdict !== 'syntaxError') return { kind: 'written', target, edits, newText, verdict };
        reason = 'syntaxError';
      }
      if (hopeless.has(reason)) break;
    }
    return { kind: 'none', reason };
  }
}
