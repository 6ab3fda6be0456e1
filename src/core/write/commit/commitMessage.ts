import { wrapLine } from '../../text/wrapLine';

/** What git's own tools show of a first line before they cut it. */
const maxSubjectUnits = 72;
/** A first line is better cut where a clause ends, if that leaves this much. */
const leastClauseUnits = 24;
const bodyColumns = 72;
/** A beginning that is longer leaves no room for a subject: it is one. */
const longestBeginning = 50;
const conventionalType = /^(?:feat|fix|docs|style|refactor|perf|test|build|ci|chore|revert)(?:\([^()\n]*\))?!?:\s*/i;

/**
 * The message that an answer, or as much of it as there is, holds: a subject of at most 72 units, a blank line and a body of rows as long, without
 * code fences, quotes, marks of a chat template, and without signatures and issue numbers, which a model can only have made up.
 * @param typed what the person has written already: the message begins with it, unchanged
 */
export function commitMessageOf(answer: string, typed: string): string {
  const beginning = typed.trimEnd();
  const { subject, body } = plainMessage(answer);
  if (subject === '') return beginning;
  if (beginning === '') return joined(shortSubject(subject), body);
  // A whole message of the person's own: what the model wrote can only be its body.
  if (beginning.includes('\n') || beginning.length > longestBeginning)
    return joined(beginning, [...wrapLine(subject, bodyColumns), ...(body.length > 0 ? ['', ...body] : [])]);
  return joined(`${beginning}${continuation(beginning, subject)}`, body);
}

function joined(subject: string, body: readonly string[]): string {
  return body.length === 0 ? subject : `${subject}\n\n${body.join('\n')}`;
}

function plainMessage(answer: string): { readonly subject: string; readonly body: readonly string[] } {
  const lines = messageLines(answer);
  const first = lines.findIndex((line) => bare(line) !== '');
  const subject = first === -1 ? '' : bare(lines[first] ?? '');
  const body = lines
    .slice(first + 1)
    .join('\n')
    .trim()
    .split('\n')
    .flatMap((line) => (line.trim() === '' ? [''] : wrapLine(line.trimEnd(), bodyColumns)));
  const isEmpty = body.every((line) => line === '') || body.join('\n') === subject;
  return { subject, body: isEmpty ? [] : body };
}

/** Of a fenced answer what is in the fence; otherwise all, but for what is plainly said to the person who asked. */
function messageLines(answer: string): readonly string[] {
  const lines = answer.replace(/\r\n?/g, '\n').split('\n').map(withoutMarks);
  const open = lines.findIndex(isFence);
  const close = lines.findIndex((line, index) => index > open && isFence(line));
  const inside = open === -1 ? lines : lines.slice(open + 1, close === -1 ? undefined : close);
  // A fence around nothing, or one that follows the message.
  const isInside = open !== -1 && inside.some((line) => line.trim() !== '') && !hasMessage(lines.slice(0, open));
  const chosen = isInside ? inside : open === -1 ? lines : lines.slice(0, open);
  const end = chosen.findIndex((line) => /^(?:diff --git |@@ |---\s*$|\+\+\+ )/.test(line));
  return chosen.slice(0, end === -1 ? undefined : end).filter((line) => !isInvented(line) && !isTalk(line));
}

function hasMessage(lines: readonly string[]): boolean {
  return lines.some((line) => line.trim() !== '' && !isTalk(line));
}

function isFence(line: string): boolean {
  return /^\s*(?:`{3,}|~{3,})/.test(line);
}

function withoutMarks(line: string): string {
  return line.replace(/<\|[^|\n]{0,40}\|>/g, '').trimEnd();
}

function isTalk(line: string): boolean {
  return /^\s*(?:sure|certainly|of course|okay|here(?:'s| is| are)|this is|below is)\b.*[:!.]\s*$|^\W*(?:git )?commit message\W*$/i.test(
    line,
  );
}

function isInvented(line: string): boolean {
  const trailer = /^\s*(?:signed-off-by|co-authored-by|reviewed-by|acked-by|tested-by|reported-by|change-id|cc)\s*:/i;
  return (
    trailer.test(line) ||
    /^\s*(?:fix(?:es)?|close[sd]?|resolve[sd]?|refs?|see)\s*:?\s+(?:\w+\/\w+)?#\d+\.?\s*$/i.test(line)
  );
}

/** A first line without what a model likes to put around it. */
function bare(line: string): string {
  return line
    .trim()
    .replace(/^(?:\W{0,2}(?:git )?(?:commit message|subject|title|summary)(?: line)?\W{0,2}:\W{0,2})\s*/i, '')
    .replace(/^(?:git commit -m)\s*/i, '')
    .replace(/^(?:#{1,6}|[-*+]|\d+[.)])\s+/, '')
    .replace(/^(["'`]|\*\*)(.*)\1$/, '$2')
    .replace(/\s+\(?(?:fixes|closes|resolves)?\s*#\d+\)?$/i, '')
    .replace(/([^.])\.$/, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

/** What goes on behind the beginning: without the beginning, and without a type that the beginning has already. */
function continuation(beginning: string, subject: string): string {
  const isRepeated = subject.toLowerCase().startsWith(beginning.trim().toLowerCase());
  const own = isRepeated ? subject.slice(beginning.trim().length).trim() : subject.replace(conventionalType, '');
  if (own === '') return '';
  const goesOn =
    isRepeated || /[\p{L}\p{N},]$/u.test(beginning)
      ? own.replace(/^\p{Lu}(?=\p{Ll}|\s)/u, (char) => char.toLowerCase())
      : own;
  const room = maxSubjectUnits - beginning.length - 1;
  return ` ${shortened(goesOn, room)}`;
}

function shortSubject(subject: string): string {
  return shortened(subject, maxSubjectUnits);
}

/** At most `most` units, cut where a clause ends, else at a word, else anywhere. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = text.slice(0, most + 1);
  const clauses = [
    ...head.matchAll(/[;,.] | (?:and|so that|when|while|because|which|in order to|by|for|to|with|if) | [-–—] /g),
  ];
  const clause = clauses.findLast(({ index }) => index >= Math.min(leastClauseUnits, most / 2))?.index;
  const word = head.lastIndexOf(' ');
  const cut = clause ?? (word > 0 ? word : most);
  const last = head.charCodeAt(cut - 1);
  return head.slice(0, last >= 0xd800 && last <= 0xdbff ? cut - 1 : cut).replace(/[\s,;:–—-]+$/, '');
}
