import type { SyntaxEdit } from '../../src/protocol/syntax';
import { importsOfProgram } from './indexedWorkspace';

/** Parts of the program that the document imports. */
const importedParts = 8;

/** Short statements with the names of the program, as the anchor moves after some lines; more than 400 keys. */
export const programStatements = Array.from(
  { length: 12 },
  (_, index) => `const p${index} = load${index % importedParts}(id);\n  p${index}.then(show);\n  `,
).join('');

/** A document of so many lines of the program, and where typing begins: on an empty line in the middle. */
export function documentOf(lines: number): { readonly text: string; readonly start: number } {
  const line = (index: number): string =>
    index % 12 === 0
      ? `export function work${index}(id: string) {\n`
      : index % 12 === 11
        ? '}\n'
        : `  show(new Part${index % importedParts}(id));\n`;
  const body = Array.from({ length: lines - importedParts }, (_, index) => line(index)).join('');
  const text = importsOfProgram(importedParts) + body;
  const start = text.indexOf('{\n', text.length / 2) + 2;
  return { text: `${text.slice(0, start)}  \n${text.slice(start)}`, start: start + 2 };
}

/**
 * A document as the extension host holds it: line by line. Its text is put together when it is first asked for in a version, as VS Code does it
 * (`MirrorTextModel.getText`), which is what an extension that wants the whole text pays for.
 */
export class MirrorDocument {
  readonly #lines: string[];
  #text: string | undefined;
  version = 1;

  constructor(text: string) {
    this.#lines = text.split('\n');
  }

  get text(): string {
    return (this.#text ??= this.#lines.join('\n'));
  }

  /** Call with edits in order; their places are those of the text before. */
  change({ start, oldEnd, text }: SyntaxEdit): void {
    const [from, to] = [this.#placeOf(start), this.#placeOf(oldEnd)];
    const before = this.#lines[from.line]?.slice(0, from.column) ?? '';
    const after = this.#lines[to.line]?.slice(to.column) ?? '';
    this.#lines.splice(from.line, to.line - from.line + 1, ...`${before}${text}${after}`.split('\n'));
    this.#text = undefined;
    this.version++;
  }

  /** The line that an offset lies in. */
  lineAt(offset: number): string {
    return this.#lines[this.#placeOf(offset).line] ?? '';
  }

  #placeOf(offset: number): { readonly line: number; readonly column: number } {
    let column = offset;
    for (let line = 0; line < this.#lines.length; line++) {
      const length = this.#lines[line]?.length ?? 0;
      if (column <= length) return { line, column };
      column -= length + 1;
    }
    throw new Error('A place lies outside of the document.');
  }
}
