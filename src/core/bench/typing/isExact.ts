import { lineEnd } from '../../text/lines';
import type { Said, ShownAt } from './shownFit';

/**
 * Whether the first line of what is shown is what the trace types next on this line. Where closers stand behind the cursor, a suggestion
 * that fills in exactly as far as to them is right too: the rest is typed behind them.
 * @param next the rest of the line as it will be in the end
 */
export function isExact({ text: said, range }: Said, at: ShownAt, next: string): boolean {
  const added = /^[^\r\n]*/.exec(said.slice(at.offset - range.start))?.[0] ?? '';
  const isOneLine = !said.trimEnd().includes('\n');
  const behind = isOneLine ? at.text.slice(range.end, lineEnd(at.text, range.end)).trimEnd() : '';
  const line = (added + behind).trimEnd();
  const truth = next.trimEnd();
  return line === truth || (behind !== '' && truth.startsWith(line));
}
