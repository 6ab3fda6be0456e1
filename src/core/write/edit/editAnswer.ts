import { answerBlocks, elides, matchIndentation, trimBlankLines } from '../../prompt/answerCode';
import { isSameFamily } from '../../prompt/answerLanguage';
import { eolOf, withEol } from '../../text/eol';
import { nextLineStart } from '../../text/lines';
import { applyEdits, minimalEdits, type TextEdit } from '../../text/minimalEdits';
import type { DocumentSnapshot } from '../../text/snapshot';
import type { EditTarget } from './editTarget';

/** Why an answer is of no use. */
export type EditRefusal = 'noCode' | 'elided' | 'tooLong' | 'unchanged' | 'otherLanguage' | 'outside';

/**
 * Reads an answer as changes of the target's lines, one for each run of lines that differ. An answer with the whole function around the target is
 * understood as well, as long as it changes nothing else. `cut`: the model ran into its token limit.
 */
export function readEditAnswer(
  answer: string,
  snapshot: DocumentSnapshot,
  target: EditTarget,
  cut: boolean,
): readonly TextEdit[] | EditRefusal {
  const text = answer.replace(/\r\n?/g, '\n');
  const old = target.text.replace(/\r\n/g, '\n');
  const blocks = answerBlocks(text).filter(({ code }) => code.trim() !== '');
  const bare = blocks.length === 0 && beginsLike(text, old) ? [{ code: text, language: '', closed: !cut }] : blocks;
  let refusal: EditRefusal = cut ? 'tooLong' : 'noCode';
  let isFirst = true;
  for (const { code, language, closed } of [...bare].sort((a, b) => b.code.length - a.code.length)) {
    const edits =
      cut && !closed
        ? 'tooLong'
        : !isSameFamily(language, snapshot.languageId)
          ? 'otherLanguage'
          : elides(code, old)
            ? 'elided'
            : placedEdits(code, snapshot, target);
    if (typeof edits !== 'string') return edits;
    if (isFirst) refusal = edits;
    isFirst = false;
  }
  return refusal;
}

/** The document as it would be if the answer ended now, its last whole line; undefined while there is no code yet. */
export function partialText(answer: string, { text }: DocumentSnapshot, target: EditTarget): string | undefined {
  const [block] = answerBlocks(answer.replace(/\r\n?/g, '\n'));
  if (block === undefined) return undefined;
  // A line that is still being written would flicker.
  const code = block.closed ? block.code : block.code.split('\n').slice(0, -1).join('\n');
  if (code.trim() === '') return undefined;
  const old = target.text.replace(/\r\n/g, '\n');
  const lines = matchIndentation(trimBlankLines(code), old).split('\n');
  const rest = block.closed ? [] : old.split('\n').slice(lines.length);
  const written = withEol([...lines, ...rest].join('\n'), eolOf(text));
  return text.slice(0, target.start) + written + text.slice(target.end);
}

function placedEdits(raw: string, { text }: DocumentSnapshot, target: EditTarget): readonly TextEdit[] | EditRefusal {
  const { enclosing } = target;
  const outer = enclosing === undefined ? undefined : text.slice(enclosing.start, enclosing.end);
  if (
    outer !== undefined &&
    enclosing !== undefined &&
    firstLine(raw) === firstLine(outer) &&
    firstLine(raw) !== firstLine(target.text)
  ) {
    const edits = minimalEdits(outer, written(raw, outer, text), enclosing.start);
    // An edit of whole lines takes the break of the last one along.
    const end = nextLineStart(text, target.end);
    const isInside = edits.every((edit) => edit.start >= target.start && edit.end <= end);
    return isInside ? checked(text, edits) : 'outside';
  }
  return checked(text, minimalEdits(target.text, written(raw, target.text, text), target.start));
}

function checked(text: string, edits: readonly TextEdit[]): readonly TextEdit[] | EditRefusal {
  const withoutBlanks = (each: string): string => each.replace(/[^\S\n]+$/gm, '');
  return withoutBlanks(applyEdits(text, edits)) === withoutBlanks(text) ? 'unchanged' : edits;
}

/** In the old text's indentation, between its own blank lines, with the document's line ends. */
function written(raw: string, old: string, text: string): string {
  const plain = old.replace(/\r\n/g, '\n');
  const before = /^(?:[^\S\n]*\n)*/.exec(plain)?.[0] ?? '';
  const code = matchIndentation(trimBlankLines(raw), plain.slice(before.length));
  return withEol(before + code + (/\s*$/.exec(plain.slice(before.length))?.[0] ?? ''), eolOf(text));
}

function firstLine(code: string): string {
  return code.trim().split('\n', 1)[0]?.trim() ?? '';
}

/** A bare answer counts as code only when it repeats a line of the old text at its beginning. */
function beginsLike(answer: string, old: string): boolean {
  const head = firstLine(answer);
  return head !== '' && old.split('\n').some((line) => line.trim() === head);
}
