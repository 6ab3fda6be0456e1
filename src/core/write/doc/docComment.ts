import type { Eol } from '../../text/eol';
import type { DocForm } from './docStyle';

/** Everything that some language takes for the end of a line: a comment would end there. */
const otherBreaks = /[\v\f\r\u0085\u2028\u2029]/g;

/**
 * Rows as whole lines of a document: the comment or docstring around them, indented, each line with its break. Nothing in the rows can end the
 * comment or begin an escape.
 */
export function docCommentOf(
  rows: readonly string[],
  form: DocForm,
  { indentation, eol }: { readonly indentation: string; readonly eol: Eol },
): string {
  const plain = rows.map((row) => row.replace(otherBreaks, ' ').trimEnd());
  const lines =
    form.kind === 'lines'
      ? signedLines(plain, form.sign)
      : form.kind === 'block'
        ? starredLines(plain)
        : quotedLines(plain);
  return lines.map((line) => (line === '' ? eol : `${indentation}${line}${eol}`)).join('');
}

/** In C a backslash would take the next line into the comment. */
function signedLines(rows: readonly string[], sign: string): readonly string[] {
  return rows.map((row) => `${sign} ${row.replace(/\\+$/, '')}`.trimEnd());
}

/** Java reads escapes before it knows of comments. */
function starredLines(rows: readonly string[]): readonly string[] {
  const safe = rows.map((row) => row.replaceAll('*/', '* /').replace(/\\(?=u)/g, '\\\\'));
  const [only = '', ...others] = safe;
  return others.length === 0 ? [`/** ${only} */`] : ['/**', ...safe.map((row) => ` * ${row}`.trimEnd()), ' */'];
}

function quotedLines(rows: readonly string[]): readonly string[] {
  const safe = rows.map((row) => row.replaceAll('\\', '\\\\').replaceAll('"""', "'''"));
  const [first = '', ...others] = safe;
  if (others.length > 0) return [`"""${first.startsWith('"') ? ' ' : ''}${first}`, ...others, '"""'];
  // A quote would end the string too early or too late.
  return [`"""${first.startsWith('"') ? ' ' : ''}${first}${first.endsWith('"') ? ' ' : ''}"""`];
}
