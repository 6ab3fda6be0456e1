import { wrapLine } from '../../text/wrapLine';
import type { DocStyle } from './docStyle';
import type { DocText } from './docText';

/** What goes into the form of a language; the same for all of them. */
export interface DocToRender {
  readonly doc: DocText;
  readonly style: DocStyle;
  /** Of the definition; what documents it begins with it in Go. */
  readonly name: string;
  /** As written in the head; empty where none is. */
  readonly returnType: string;
  /** Units of a row, without its indentation and signs. */
  readonly columns: number;
}

/** Paragraphs with a blank row between them; items of a list follow each other. */
export function paragraphRows(paragraphs: readonly string[], columns: number): readonly string[] {
  const isItem = (text: string | undefined): boolean => /^(?:[-*+]|\d+[.)])\s/.test(text ?? '');
  return paragraphs.flatMap((text, index) => {
    const follows = index > 0 && !(isItem(text) && isItem(paragraphs[index - 1]));
    return [...(follows ? [''] : []), ...wrapLine(text, columns)];
  });
}

/** A text behind its head; further rows are indented. */
export function entryRows(head: string, text: string, columns: number, hang: string): readonly string[] {
  const [first = '', ...rest] = wrapLine(`${head}${text}`.trim(), columns);
  return rest.length === 0
    ? [first]
    : [first, ...wrapLine(rest.map((row) => row.trim()).join(' '), columns - hang.length).map((row) => hang + row)];
}
