import type { ScopeFacts } from '../../protocol/syntax';
import type { Syntax } from '../ports';
import { patientScope } from '../syntax/patientScope';
import { languageOf } from '../syntax/languages';
import { lineEnd, offsetAt } from '../text/lines';
import { lineNumberAt, type Span, wholeLines } from '../text/lineSpan';
import type { DocumentSnapshot } from '../text/snapshot';
import type { StopFrame } from './debugStop';
import { cutText, maskSecrets } from './shownValue';

/** The code around a call, for the model. */
export interface FrameSource {
  readonly path: string;
  readonly languageId: string;
  readonly functionName: string;
  readonly line: number;
  /** Whole lines; the guilty one has a comment behind it that says so. */
  readonly code: string;
}

/** A line of generated code says nothing whole. */
const maxLineChars = 300;
/** Lines of the head of a function that is too long to be shown whole. */
const headLines = 2;

/**
 * The function around a call, or of a long one its head and the lines around the call. Waits for the syntax, two seconds at most.
 * @param maxChars of the code
 * @returns undefined where the frame has no document, or the document no such line
 */
export async function frameSource(
  frame: StopFrame,
  syntax: Syntax,
  maxChars: number,
  signal: AbortSignal,
): Promise<FrameSource | undefined> {
  const { document, line, functionName } = frame;
  const offset = document && offsetAt(document.text, line, 1);
  if (document === undefined || offset === undefined) return undefined;
  const { uri, version, text } = document;
  const code = lineEnd(text, offset);
  const indent = /^\s*/.exec(text.slice(offset, code))?.[0].length ?? 0;
  const facts = await patientScope(syntax, { uri, version, offset: Math.min(offset + indent, code) }, signal);
  return {
    path: document.path,
    languageId: document.languageId,
    functionName,
    line,
    code: markedCode(document, line, functionSpan(text, facts), maxChars),
  };
}

function functionSpan(text: string, facts: ScopeFacts | undefined): Span | undefined {
  const node = facts?.enclosing.find(({ kind, end }) => kind === 'function' && end <= text.length);
  return node && wholeLines(text, node);
}

/** The span, or of a long one its first lines and as much around the line as fits. */
function markedCode(
  { text, languageId }: DocumentSnapshot,
  line: number,
  span: Span | undefined,
  maxChars: number,
): string {
  const lines = text.split('\n');
  const first = span === undefined ? 1 : lineNumberAt(text, span.start);
  const last = span === undefined ? lines.length : lineNumberAt(text, span.end);
  const shown = (number: number): string => shownLine(lines[number - 1] ?? '', number === line, languageId);
  let [from, to] = [line, line];
  let chars = shown(line).length;
  // Twice as much above the line as below it: what a line works with was made before.
  for (let step = 0, stuck = 0; stuck < 3; step += 1) {
    const next = step % 3 === 2 ? to + 1 : from - 1;
    const cost = next < first || next > last ? Infinity : shown(next).length + 1;
    stuck = chars + cost > maxChars ? stuck + 1 : 0;
    if (stuck > 0) continue;
    chars += cost;
    [from, to] = [Math.min(from, next), Math.max(to, next)];
  }
  const head =
    span === undefined || from === first ? [] : range(first, Math.min(first + headLines, from) - 1).map(shown);
  const gap = head.length > 0 && first + headLines < from ? ['…'] : [];
  const shownLines = [
    ...head,
    ...gap,
    ...range(from, to).map(shown),
    ...(to < last && span !== undefined ? ['…'] : []),
  ];
  return maskSecrets(shownLines.join('\n'));
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

function shownLine(line: string, isGuilty: boolean, languageId: string): string {
  const code = cutText(line.trimEnd(), maxLineChars);
  const comment = languageOf(languageId)?.lineComment ?? '//';
  return isGuilty ? `${code}  ${comment} <-- the program stopped at this line` : code;
}
