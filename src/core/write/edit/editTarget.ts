import type { Syntax } from '../../ports';
import { patientScope } from '../../syntax/patientScope';
import { type Span, wholeLines } from '../../text/lineSpan';
import type { DocumentSnapshot } from '../../text/snapshot';

/** What is to be changed, and how. Without a selection (`start === end`) the function at the cursor is meant, else its line. */
export interface EditRequest {
  readonly snapshot: DocumentSnapshot;
  readonly start: number;
  readonly end: number;
  /** In the person's own words. */
  readonly instruction: string;
}

/** The whole lines that an answer may change, and nothing else. */
export interface EditTarget extends Span {
  readonly text: string;
  /** The function or class around, when it is short enough to be shown. */
  readonly enclosing: Span | undefined;
}

/** Some 1,300 tokens, which have to be read and written again. */
const maxTargetChars = 4_000;

/** Chooses the lines; undefined when they are more than a model can write again. */
export async function chooseEditTarget(
  { snapshot, start, end }: Omit<EditRequest, 'instruction'>,
  syntax: Syntax,
  signal?: AbortSignal,
): Promise<EditTarget | undefined> {
  const { text, uri, version } = snapshot;
  const selection = text.slice(start, end);
  // The indentation before a selection belongs to whatever is around.
  const offset = start + (selection.length - selection.trimStart().length);
  const facts = await patientScope(syntax, { uri, version, offset }, signal);
  const around = (facts?.enclosing ?? [])
    .filter(({ kind, end: stop }) => (kind === 'function' || kind === 'class') && stop <= text.length)
    .map((node) => wholeLines(text, node));
  const isShort = (span: Span): boolean => span.end - span.start <= maxTargetChars;
  const selected = wholeLines(text, { start, end });
  const target = start === end ? (around.find(isShort) ?? selected) : selected;
  if (!isShort(target)) return undefined;
  const enclosing = around.find(
    (span) => span.start <= target.start && span.end >= target.end && span.end - span.start > target.end - target.start,
  );
  return {
    ...target,
    text: text.slice(target.start, target.end),
    enclosing: enclosing !== undefined && isShort(enclosing) ? enclosing : undefined,
  };
}
