import { owedClosers } from '../text/brackets';
import { endsInText } from '../text/endsInText';
import type { CompletionPlace } from './completionPlace';

/**
 * Where to cut an answer that is of no use from the line break at `at` on, so that no bracket and no text is left open: there, or at the end
 * of a line before; 0 without one.
 */
export function closedEnd(text: string, at: number, { lineBefore, snapshot }: CompletionPlace): number {
  for (let end = at; end > 0; end = text.lastIndexOf('\n', end - 1)) {
    const code = lineBefore + text.slice(0, end);
    if (owedClosers(code) === '' && !endsInText(code, snapshot.languageId)) return end;
  }
  return 0;
}
