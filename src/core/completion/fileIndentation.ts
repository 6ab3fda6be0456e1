import { endsInText } from '../text/endsInText';
import { type Indentation, indentationAround, withIndentation } from '../text/indentation';
import { indentationOf } from '../text/lines';
import type { CompletionPlace } from './completionPlace';

/** By VS Code language id: a tab or a blank at the beginning of a line has a meaning, whatever the lines around do. */
const meantBlanks: ReadonlySet<string> = new Set(['makefile', 'tsv']);

/**
 * Writes the indentation of a growing answer with tabs or blanks, as the file does. Call {@link apply} with all of the answer so far, before
 * anything looks at its lines: what is shown must be what was cut, remembered and typed through.
 */
export class FileIndentation {
  readonly #place: CompletionPlace;
  readonly #file: Indentation | undefined;

  constructor(place: CompletionPlace) {
    const { snapshot, text, offset } = place;
    this.#place = place;
    const isFree = !meantBlanks.has(snapshot.languageId);
    this.#file = isFree ? indentationAround(text, offset, snapshot.indentation) : undefined;
  }

  /** Lines of a text that goes on over lines stay as they are. */
  apply(answer: string): string {
    const file = this.#file;
    if (file === undefined || !(file.insertSpaces ? /^[^\S\n]*\t/m : /^\t* {2}/m).test(answer)) return answer;
    const { lineBefore, snapshot } = this.#place;
    const style = file.insertSpaces ? file : { ...file, tabSize: stepOf(lineBefore + answer, file.tabSize) };
    const lines = answer.split('\n');
    for (const [index, line] of lines.entries()) {
      if (line.trim() === '' || (index === 0 && lineBefore.trim() !== '')) continue;
      const blanks = indentationOf(line);
      const changed = withIndentation(blanks, style);
      if (changed === blanks) continue;
      const before = [lineBefore + (lines[0] ?? ''), ...lines.slice(1, index)].join('\n');
      if (index === 0 || !endsInText(before, snapshot.languageId)) lines[index] = changed + line.slice(blanks.length);
    }
    return lines.join('\n');
  }
}

/** Widths that a model indents by, where nothing else says it. */
const usualSteps = [4, 2, 3];

/**
 * Blanks that stand for one tab in what a model wrote: its first line that begins with blanks is one step deeper than the line above it
 * when that opens a block, else as deep.
 */
function stepOf(code: string, tabSize: number): number {
  const found = /(?:^(\t*)(?![ \t]).*(\S)\s*\n)?^(\t*)( {2,})\S/m.exec(code);
  const [, above, lastChar = '', tabs = '', blanks = ''] = found ?? [];
  const steps = above === undefined ? 0 : above.length + ('{([:'.includes(lastChar) ? 1 : 0) - tabs.length;
  const width = blanks.length / steps;
  if (Number.isInteger(width) && width > 1 && width <= 8) return width;
  return [tabSize, ...usualSteps].find((step) => blanks.length % step === 0) ?? tabSize;
}
