import { extensionOf } from '../paths';

const openers = '([{';
const closers = ')]}';
/** A line that begins so goes on with the one before. */
const goesOn = /^(?:\.(?!\.\.)|\?\.|->|&&|\|\||\?\?|[?:+|](?=\s))/;
/** A line that ends so is not finished. `,` is not here: members of an enum end in it, too. */
const unfinished = /(?:=>|[=+*/%&|?\\]|\b(?:and|or|not|in|extends|implements))$/;
/** Before a brace that holds values rather than statements. */
const beforeValues = /(?:[(,=:[?|&]|\b(?:return|const|let|var|import|export|default|new|yield|await))$/;

/** A text by its lines, comments, strings and imports blank. */
interface CodeLines {
  readonly path: string;
  readonly lineCount: number;
  codeLine(line: number): string;
}

interface Opener {
  readonly line: number;
  readonly isBlock: boolean;
}

/**
 * For each line the line in which the innermost statement around it begins. Blocks of statements begin anew; arguments, lists and objects
 * belong to the statement that holds them. A guess by brackets: in broken code it is wrong nearby and right again farther on.
 */
export function statementStarts(code: CodeLines): number[] {
  const bracesHoldBlocks = !['py', 'pyi', 'pyw'].includes(extensionOf(code.path));
  const isGo = extensionOf(code.path) === 'go';
  const starts: number[] = [];
  const stack: Opener[] = [];
  let before = { text: '', line: 0 };
  for (let line = 0; line < code.lineCount; line += 1) {
    const text = code.codeLine(line);
    const trimmed = text.trim();
    starts.push(startOf(line, trimmed, { before, stack, starts }));
    for (let at = 0; at < text.length; at += 1) {
      const char = text[at] as string;
      if (closers.includes(char)) stack.pop();
      else if (openers.includes(char)) {
        const left = text.slice(0, at);
        const isBlock =
          bracesHoldBlocks && char === '{' && !holdsValues(left.trimEnd() === '' ? before.text : left, isGo);
        stack.push({ line, isBlock });
      }
    }
    if (trimmed !== '') before = { text: trimmed, line };
  }
  return starts;
}

interface Known {
  /** The last line that is not blank. */
  readonly before: { readonly text: string; readonly line: number };
  readonly stack: readonly Opener[];
  readonly starts: readonly number[];
}

function startOf(line: number, trimmed: string, { before, stack, starts }: Known): number {
  if (trimmed === '') return line;
  const closing = /^[)\]}]+/.exec(trimmed)?.[0].length ?? 0;
  const opener = stack.at(closing > 0 ? -Math.min(closing, stack.length) : -1);
  if (opener !== undefined && (closing > 0 || !opener.isBlock)) return starts[opener.line] ?? line;
  const isContinued = before.text !== '' && (goesOn.test(trimmed) || unfinished.test(before.text));
  return isContinued ? (starts[before.line] ?? line) : line;
}

function holdsValues(left: string, isGo: boolean): boolean {
  // gofmt writes a literal's brace right behind its type, and a block's behind a blank.
  if (isGo && /[\p{ID_Continue}\]}]$/u.test(left)) return true;
  return beforeValues.test(left.trimEnd());
}
