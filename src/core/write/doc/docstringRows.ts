import { wrapLine } from '../../text/wrapLine';
import { type DocToRender, entryRows, paragraphRows } from './docLayout';
import type { DocEntry } from './docText';

const indent = '    ';

/** The rows of a Python docstring, without its quotes. */
export function docstringRows(order: DocToRender): readonly string[] {
  const { doc, style, columns } = order;
  const sections =
    style === 'numpy' ? numpySections(order) : style === 'sphinx' ? [sphinxFields(order)] : googleSections(order);
  return [
    ...paragraphRows(doc.paragraphs, columns),
    ...sections.flatMap((rows) => (rows.length === 0 ? [] : ['', ...rows])),
  ];
}

function googleSections({ doc, columns }: DocToRender): readonly (readonly string[])[] {
  const section = (title: string, rows: readonly string[]): readonly string[] =>
    rows.length === 0 ? [] : [`${title}:`, ...rows.map((row) => indent + row)];
  const entries = (all: readonly DocEntry[]): readonly string[] =>
    all.flatMap(({ name, text }) => entryRows(name === '' ? '' : `${name}: `, text, columns - indent.length, indent));
  return [
    section('Args', entries(doc.parameters)),
    section('Returns', doc.returns === '' ? [] : wrapLine(doc.returns, columns - indent.length)),
    section('Raises', entries(doc.throws)),
  ];
}

function numpySections({ doc, columns, returnType }: DocToRender): readonly (readonly string[])[] {
  const section = (title: string, rows: readonly string[]): readonly string[] =>
    rows.length === 0 ? [] : [title, '-'.repeat(title.length), ...rows];
  const below = (text: string): readonly string[] =>
    text === '' ? [] : wrapLine(text, columns - indent.length).map((row) => indent + row);
  const entries = (all: readonly DocEntry[]): readonly string[] =>
    all.flatMap(({ name, text }) => [name, ...below(text)]);
  const returned = returnType === '' ? wrapLine(doc.returns, columns) : [returnType, ...below(doc.returns)];
  return [
    section('Parameters', entries(doc.parameters)),
    section('Returns', doc.returns === '' ? [] : returned),
    section('Raises', entries(doc.throws.filter(({ name }) => name !== ''))),
  ];
}

function sphinxFields({ doc, columns }: DocToRender): readonly string[] {
  const field = (head: string, text: string): readonly string[] => entryRows(`:${head}: `, text, columns, indent);
  return [
    ...doc.parameters.flatMap(({ name, text }) => field(`param ${name}`, text)),
    ...(doc.returns === '' ? [] : field('returns', doc.returns)),
    ...doc.throws.flatMap(({ name, text }) => field(`raises${name === '' ? '' : ` ${name}`}`, text)),
  ];
}
