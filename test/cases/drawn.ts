/**
 * Drawn cases: a text file in which the place, the model's answer and the expectation are drawn into the code itself.
 *
 *     === statement: ends behind the call that spans lines
 *     const a = foo(█├
 *       1,
 *     );│
 *     bar();┤
 *
 * A case begins with `=== <options>: <title>`; its drawing is everything up to the next case, without the blank line
 * before it. The marks are:
 *
 *     █     the cursor
 *     ├ ┤   around the model's text, right behind the cursor
 *     │     inside of it, where the answer is expected to be cut; without it nothing may be cut yet
 *     »     a tab
 *     ·     at the end of a line: keeps the white space before it
 *
 * Facts that cannot be drawn into the code stand behind a line `---`, one on each line; ranges there are drawn as
 * `>first---last<`. Options are words; `crlf` turns the line breaks of the drawing into CRLF, and with `file` there is no
 * cursor: the case is about the whole drawing. With UPDATE=1 the expectations are rewritten from what the code answers:
 * look at the difference before you keep it.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SyntaxNodeFacts } from '../../src/protocol/syntax';

export interface DrawnCase {
  readonly title: string;
  readonly options: readonly string[];
  /** The code without any mark. */
  readonly text: string;
  /** UTF-16 offset of the cursor; 0 without one. */
  readonly offset: number;
  /** The model's text, empty where none is drawn. */
  readonly answer: string;
  /** Units of the answer before `│`; `undefined` without one. */
  readonly cut: number | undefined;
  /** The lines behind `---`. */
  readonly facts: readonly string[];
}

export interface DrawnFile {
  /** Name without folder and ending; in test/cases/syntax it is the language id. */
  readonly name: string;
  readonly cases: readonly DrawnCase[];
  /** Writes the file again with these cases. */
  readonly save: (cases: readonly DrawnCase[]) => void;
}

export const isUpdate = process.env.UPDATE === '1';

/** Reads all `.txt` files of a folder next to the test that calls it with its `import.meta.url`. */
export function readDrawnFiles(testUrl: string, folder: string): DrawnFile[] {
  const directory = path.join(path.dirname(fileURLToPath(testUrl)), folder);
  const names = readdirSync(directory).filter((name) => name.endsWith('.txt'));
  if (names.length === 0) throw new Error(`No drawn cases in ${directory}`);
  return names.sort().map((name) => {
    const file = path.join(directory, name);
    const cases = parseCases(readFileSync(file, 'utf8'));
    return {
      name: path.basename(name, '.txt'),
      cases,
      save: (next) => writeFileSync(file, next.map(drawCase).join('\n')),
    };
  });
}

function parseCases(source: string): DrawnCase[] {
  const parts = source.split(/^=== /m).slice(1);
  const cases = parts.map(parseCase);
  const titles = cases.map(({ title, options }) => `${options.join(' ')}: ${title}`);
  const twice = titles.find((title, index) => titles.indexOf(title) !== index);
  if (twice !== undefined) throw new Error(`Two cases are called '${twice}'`);
  return cases;
}

function parseCase(part: string): DrawnCase {
  const headerEnd = part.indexOf('\n');
  const header = /^([a-z ]*): (.+)$/.exec(part.slice(0, headerEnd));
  if (header === null) throw new Error(`Not '=== <options>: <title>': ${part.slice(0, headerEnd)}`);
  const [, options = '', title = ''] = header;
  const words = options.split(' ').filter((word) => word !== '');
  const [drawing = '', facts = ''] = part.slice(headerEnd + 1).split(/^---\n/m);
  return {
    title,
    options: words,
    ...parseDrawing(drawing, words),
    facts: facts.split('\n').filter(Boolean),
  };
}

function parseDrawing(
  drawing: string,
  options: readonly string[],
): Pick<DrawnCase, 'text' | 'offset' | 'answer' | 'cut'> {
  let text = drawing.replace(/\n\n$/, '\n').replaceAll('»', '\t').replace(/·$/gm, '');
  if (options.includes('crlf')) text = text.replaceAll('\n', '\r\n');
  const offset = text.indexOf('█');
  if (options.includes('file') && offset === -1) return { text, offset: 0, answer: '', cut: undefined };
  if (offset === -1 || text.indexOf('█', offset + 1) !== -1) throw new Error(`Not exactly one cursor in:\n${drawing}`);
  const before = text.slice(0, offset);
  const rest = text.slice(offset + 1);
  if (!rest.startsWith('├')) return { text: before + rest, offset, answer: '', cut: undefined };
  const end = rest.indexOf('┤');
  if (end === -1) throw new Error(`No ┤ in:\n${drawing}`);
  const marked = rest.slice(1, end);
  const cut = marked.indexOf('│');
  return {
    text: before + rest.slice(end + 1),
    offset,
    answer: marked.replace('│', ''),
    cut: cut === -1 ? undefined : cut,
  };
}

/** The drawing of a case, as it stands in the file. */
export function drawCase({ title, options, text, offset, answer, cut, facts }: DrawnCase): string {
  const marked = cut === undefined ? answer : `${answer.slice(0, cut)}│${answer.slice(cut)}`;
  const model = answer === '' ? '' : `├${marked}┤`;
  const cursor = options.includes('file') ? '' : '█';
  const drawing = `${text.slice(0, offset)}${cursor}${model}${text.slice(offset)}`;
  const lines = drawing.replaceAll('\r\n', '\n').replaceAll('\t', '»').replace(/ $/gm, ' ·');
  const body = lines.endsWith('\n') ? lines : `${lines}\n`;
  const behind = facts.length === 0 ? '' : `---\n${facts.join('\n')}\n`;
  return `=== ${options.join(' ')}: ${title}\n${body}${behind}`;
}

/** Draws a node as `kind name >first line---last line<`. */
export function drawNode(text: string, { kind, name, start, end }: SyntaxNodeFacts): string {
  const lines = text.slice(start, end).split(/\r?\n/);
  const first = lines[0] ?? '';
  const range = lines.length === 1 ? first : `${first}---${(lines.at(-1) ?? '').trim()}`;
  return `${[kind, name].filter(Boolean).join(' ')} >${range}<`;
}
