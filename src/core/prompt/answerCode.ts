import { indentationOf } from '../text/lines';

/** A fenced block of an answer. */
export interface AnswerBlock {
  readonly code: string;
  /** The word behind the fence, in lower case. */
  readonly language: string;
  /** False where the answer ended in it. */
  readonly closed: boolean;
}

/** The fenced blocks of an answer whose lines end in LF, in its order. */
export function answerBlocks(answer: string): readonly AnswerBlock[] {
  const blocks: AnswerBlock[] = [];
  const lines = answer.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const [, fence, info = ''] = /^\s{0,3}(`{3,}|~{3,})\s*([^`\s]*)[^`]*$/.exec(lines[at] ?? '') ?? [];
    if (fence === undefined) continue;
    const first = at + 1;
    do at += 1;
    while (at < lines.length && !closesFence(lines[at] ?? '', fence));
    blocks.push({ code: lines.slice(first, at).join('\n'), language: info.toLowerCase(), closed: at < lines.length });
  }
  return blocks;
}

function closesFence(line: string, fence: string): boolean {
  const text = line.trim();
  return text.length >= fence.length && text === (fence[0] ?? '').repeat(text.length);
}

/** Without blank lines at the start and white space at the end; the indentation of the first line stays. */
export function trimBlankLines(text: string): string {
  return text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd();
}

/** Three dots that take a value apart, on a line of their own: `...options,` in an object, `...rest: string[]` among parameters. */
const spread = /^\s*\.{3}(?:[([{'"`]|[\p{ID_Start}_$][\p{ID_Continue}$]*\s*(?:$|[,.:;?!&|()[\]{}]))/u;

/** Whether an answer leaves lines out with an ellipsis or a remark that `old` does not have itself. */
export function elides(code: string, old: string): boolean {
  const marker =
    /^\s*(?:#|\/\/|\/\*|--)?\s*(?:\.\.\.|…)|^\s*(?:#|\/\/|\/\*|--)\s*(?:the )?(?:rest of|remaining|existing|unchanged|same as)\b/i;
  const known = new Set(old.split('\n').map((line) => line.trim()));
  return code.split('\n').some((line) => marker.test(line) && !spread.test(line) && !known.has(line.trim()));
}

/** Moves the code to the indentation of the old text, when the model dropped or changed it. */
export function matchIndentation(code: string, old: string): string {
  const wanted = indentationOf(old);
  const given = indentationOf(code);
  if (wanted === given) return code;
  const [first = '', ...rest] = code.split('\n');
  const secondOld = old
    .split('\n')
    .slice(1)
    .find((line) => line.trim() !== '');
  const second = rest.find((line) => line.trim() !== '');
  const restIsInPlace =
    second !== undefined &&
    secondOld !== undefined &&
    indentationOf(second) === indentationOf(secondOld) &&
    given.length < wanted.length;
  const move = (line: string): string =>
    line.trim() === '' ? '' : wanted + (line.startsWith(given) ? line.slice(given.length) : line.trimStart());
  return [move(first), ...(restIsInPlace ? rest : rest.map(move))].join('\n');
}
