import { languageOf } from '../../core/syntax/languages';
import { wrapLine } from '../../core/text/wrapLine';

/** How a language writes a comment: a mark before each line, or marks around all lines. */
type CommentForm = { readonly line: string } | { readonly open: string; readonly close: string };

const hash: CommentForm = { line: '#' };
const slashes: CommentForm = { line: '//' };
const dashes: CommentForm = { line: '--' };
const stars: CommentForm = { open: '/*', close: '*/' };
const markup: CommentForm = { open: '<!--', close: '-->' };

/** Languages without a grammar here, by the editor's id. */
const forms: Readonly<Record<string, CommentForm>> = {
  clojure: { line: ';;' },
  coffeescript: hash,
  css: stars,
  dart: slashes,
  dockercompose: hash,
  dockerfile: hash,
  elixir: hash,
  fsharp: slashes,
  groovy: slashes,
  haskell: dashes,
  html: markup,
  jsonc: slashes,
  julia: hash,
  less: slashes,
  makefile: hash,
  markdown: markup,
  'objective-c': slashes,
  'objective-cpp': slashes,
  perl: hash,
  powershell: hash,
  r: hash,
  scala: slashes,
  scss: slashes,
  sql: dashes,
  swift: slashes,
  toml: hash,
  vue: markup,
  xml: markup,
  yaml: hash,
};

const maxColumns = 100;
const minColumns = 40;

/** Everything that some language takes for the end of a line; a line comment would end there, and the rest would be code. */
const lineBreaks = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/;

/**
 * A text of the model as a comment of the language, each line indented and ended by a line feed, long ones wrapped. Nothing in the text can
 * end the comment. `undefined` for a language whose comments are not known.
 */
export function commentedText(languageId: string, text: string, indentation: string): string | undefined {
  const form = formOf(languageId);
  if (form === undefined) return undefined;
  const columns = Math.max(minColumns, maxColumns - indentation.length - 3);
  const lines = wrapped(text.trim().split(lineBreaks), columns).map(harmless);
  const marked =
    'line' in form
      ? lines.map((line) => `${form.line} ${line}`.trimEnd())
      : [form.open, ...lines.map((line) => line.replaceAll(form.close, [...form.close].join(' '))), form.close];
  return marked.map((line) => (line === '' ? '\n' : `${indentation}${line}\n`)).join('');
}

function formOf(languageId: string): CommentForm | undefined {
  const language = languageOf(languageId);
  if (language !== undefined) return { line: language.lineComment };
  return Object.hasOwn(forms, languageId) ? forms[languageId] : undefined;
}

/**
 * Without what is code in a comment all the same: the end of a PHP block, the escapes that Java reads before it knows of comments, and a
 * backslash with which C takes the next line into the comment. Two dashes may not stand in a comment of XML.
 */
function harmless(line: string): string {
  return line
    .replaceAll('?>', '? >')
    .replace(/\\(?=u)/g, '\\ ')
    .replace(/--+(?=>)/g, '- -')
    .replace(/\\\s*$/, '');
}

/** Code in fences keeps its lines. */
function wrapped(lines: readonly string[], columns: number): string[] {
  let isCode = false;
  return lines.flatMap((line) => {
    if (/^\s{0,3}(?:```|~~~)/.test(line)) isCode = !isCode;
    return isCode ? [line] : wrapLine(line.trimEnd(), columns);
  });
}
