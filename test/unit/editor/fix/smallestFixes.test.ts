import { expect, it } from 'vitest';
import type { OfferedFix } from '../../../../src/core/fix/fixTarget';
import { smallestFixes } from '../../../../src/editor/fix/smallestFixes';

const spelling = { start: 10, end: 16, text: 'pieces' };
const otherSpelling = { start: 40, end: 44, text: 'names' };
const titles = (fixes: readonly OfferedFix[]): string[] => smallestFixes(fixes).map(({ title }) => title);

it('leaves out "fix all" beside the fix of one problem, in whatever language its title is', () => {
  const one = { title: 'Change spelling', edits: [spelling] };
  const all = { title: 'Alle Schreibfehler beheben', edits: [spelling, otherSpelling] };
  expect(titles([all, one])).toEqual(['Change spelling']);
  expect(titles([all])).toEqual(['Alle Schreibfehler beheben']);
});

it('leaves out an insertion that holds a smaller one', () => {
  const one = { title: 'Import a', edits: [{ start: 0, end: 0, text: "import { a } from './a';\n" }] };
  const text = "import { a } from './a';\nimport { b } from './b';\n";
  expect(titles([one, { title: 'Import all', edits: [{ start: 0, end: 0, text }] }])).toEqual(['Import a']);
});

it('keeps different fixes, and of equal ones the first', () => {
  const rename = { title: 'Change spelling', edits: [spelling] };
  const declare = { title: 'Declare it', edits: [{ start: 0, end: 0, text: 'let peices;\n' }] };
  const convert = { title: 'Convert it', edits: [{ ...spelling, text: 'Number(pieces)' }] };
  const fixes = [rename, declare, convert, { ...rename, title: 'once more' }];
  expect(titles(fixes)).toEqual(['Change spelling', 'Declare it', 'Convert it']);
});
