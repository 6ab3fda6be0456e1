import { expect, it } from 'vitest';
import { editDiff } from '../../../src/core/chat/editDiff';

it('shows the lines that change, and no others', () => {
  expect(editDiff('a\nb\nc\n', 'a\nB\nc\n')).toBe('-b\n+B');
  expect(editDiff('a\nc\n', 'import x\na\nb\nc\n')).toBe('+import x\n+b');
  expect(editDiff('a\r\nb\r\n', 'a\r\n')).toBe('-b');
  expect(editDiff('a', 'a')).toBe('');
});

it('is cut where it is long', () => {
  const lines = editDiff('', 'x\n'.repeat(100)).split('\n');
  expect(lines).toHaveLength(41);
  expect(lines.at(-1)).toBe('…');
});
