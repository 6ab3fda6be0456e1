import type { ChatSampling } from '../../../protocol/engine';
import { readAnswer } from '../../prompt/readAnswer';
import { gatherTaskContext, noTaskSources } from '../../prompt/taskContext';
import { codeOnly } from '../../text/codeOnly';
import { eolOf } from '../../text/eol';
import { applyEdits, type TextEdit } from '../../text/minimalEdits';
import { refuseSecretFile } from '../../text/secretFiles';
import type { DocumentSnapshot } from '../../text/snapshot';
import { nothingWithheld, refuseWithheldFile } from '../../text/withheldFiles';
import type { DefinitionRequest } from '../definitionAt';
import { parseChange, type ParseVerdict } from '../parseChange';
import type { WriteParts } from '../writeParts';
import { commentTextIn, plainCommentText } from './commentText';
import { docCommentOf } from './docComment';
import { docMessages } from './docPrompt';
import { chooseDocTarget, type DocTarget, type NoDocTarget } from './docTarget';
import { docTextOf } from './docText';
import { docRows } from './renderDoc';
import { trueDocOf } from './trueDoc';

/** A documentation that may be shown. */
export interface WrittenDoc {
  readonly target: DocTarget;
  /** One edit, of whole lines, that touches no code. */
  readonly edits: readonly [TextEdit];
  /** The whole document with it. */
  readonly newText: string;
  /** The comment as it will stand in the document. */
  readonly comment: string;
  /** It takes the place of another one. */
  readonly replaces: boolean;
  /** Parameters that the model named and that do not exist. */
  readonly struck: readonly string[];
  readonly verdict: Exclude<ParseVerdict, 'syntaxError'>;
}

export type DocOutcome =
  | ({ readonly kind: 'written' } & WrittenDoc)
  | { readonly kind: 'none'; readonly reason: NoDocTarget | 'noText' | 'syntaxError' }
  | { readonly kind: 'aborted' };

const answerTokens = 400;
const maxColumns = 100;
const minColumns = 40;
/** A second answer is drawn further away from the likeliest one, which was of no use. */
const samplings: readonly (ChatSampling | undefined)[] = [undefined, { temperature: 0.5, seed: 1 }];

/** Writes documentation of functions and classes with the local model. One instance serves every document. */
export class DocService {
  readonly #parts: WriteParts;

  constructor(parts: WriteParts) {
    this.#parts = parts;
  }

  /**
   * Call when the person asked for documentation of what stands at a cursor or in a selection. The comment is put together here from what the
   * model says, so that it has the form of the language, the indentation and line ends of the file, and names no parameter that does not exist;
   * nothing but the comment changes, and the result parses as well as the document did. `onText` hears what the model has written so far.
   * Rejects with a PlainError when the engine fails, and with `secretFile` or `withheldFile`; an abort answers `aborted`.
   */
  async write(
    request: DefinitionRequest,
    signal: AbortSignal,
    onText: (text: string) => void = () => undefined,
  ): Promise<DocOutcome> {
    const { snapshot } = request;
    refuseSecretFile(snapshot);
    await refuseWithheldFile(snapshot, this.#parts.withheld ?? nothingWithheld);
    const target = await chooseDocTarget(request, this.#parts.syntax, signal);
    if (signal.aborted) return { kind: 'aborted' };
    if (typeof target === 'string') return { kind: 'none', reason: target };
    const task = await gatherTaskContext(snapshot, target.span, this.#parts.sources ?? noTaskSources);
    if (signal.aborted) return { kind: 'aborted' };
    const messages = docMessages(snapshot, target, task);
    let reason: 'noText' | 'syntaxError' = 'noText';
    for (const sampling of samplings) {
      const drawn = sampling === undefined ? {} : { sampling };
      const stream = this.#parts.engine.chat({ lane: 'explain', messages, answerTokens, ...drawn }, signal);
      const { text, result } = await readAnswer(stream, onText);
      if (signal.aborted || result.stop === 'aborted') return { kind: 'aborted' };
      const doc = this.#placed(snapshot, target, text);
      if (doc === undefined) continue;
      const verdict = await parseChange(this.#parts.syntax, snapshot, doc.newText);
      if (verdict !== 'syntaxError') return { kind: 'written', ...doc, verdict };
      reason = 'syntaxError';
    }
    return { kind: 'none', reason };
  }

  #placed(snapshot: DocumentSnapshot, target: DocTarget, answer: string): Omit<WrittenDoc, 'verdict'> | undefined {
    const { text, languageId } = snapshot;
    const { style, form, indentation, place, existing, signature } = target;
    const said = docTextOf(commentTextIn(answer));
    const kept = existing === '' ? undefined : docTextOf(plainCommentText(existing));
    const { doc, struck } = trueDocOf(said, target, languageId, kept);
    if (doc.paragraphs.length === 0) return undefined;
    const columns = Math.max(minColumns, maxColumns - indentation.length - 3);
    const rows = docRows({ doc, style, name: target.name, returnType: signature.returnType, columns });
    const eol = eolOf(text);
    const lines = docCommentOf(rows, form, { indentation, eol });
    // A last line without a break, as that of a docstring at the very end of a file.
    const isOpen = place.end > place.start && text[place.end - 1] !== '\n';
    const comment = isOpen ? lines.slice(0, -eol.length) : lines;
    const edit: TextEdit = { ...place, text: comment };
    const newText = applyEdits(text, [edit]);
    if (newText === text || !isSameCode(text, newText, languageId)) return undefined;
    return { target, edits: [edit], newText, comment, replaces: existing !== '', struck };
  }
}

/** Without comments, strings and blanks. Where they cannot be told from code, the parser alone judges. */
function isSameCode(text: string, newText: string, languageId: string): boolean {
  const [before, after] = [text, newText].map((each) => codeOnly(each, languageId)?.replace(/\s+/g, ''));
  return before === after;
}
