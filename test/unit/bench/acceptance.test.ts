import { describe, expect, it } from 'vitest';
import { acceptanceOf } from '../../../src/core/bench/acceptance';
import type { BenchItem, ItemKind } from '../../../src/core/bench/benchItem';

function itemOf(kind: ItemKind, before: string, truth: string, after: string): BenchItem {
  const place = { id: 'x', kind, tags: [], language: 'typescript', file: 'a.ts', needed: [], unseen: [] };
  return { ...place, offset: before.length, text: before + after, truth };
}

describe('acceptanceOf', () => {
  const line = itemOf('line', 'const a = ', 'total(items) + rest;', '\n');
  const body = itemOf('body', 'function f() {\n  ', 'const a = 1;\n\n  return a;', '\n}\n');

  it.each([
    ['the truth', line, 'total(items) + rest;', false, true, 20],
    ['another text', line, 'total(item) + rest;', false, false, 0],
    ['a beginning, as the model ended it', line, 'total(items)', false, false, 0],
    ['a beginning that the gate left', line, 'total(items)', true, true, 12],
    ['a beginning with its last blank', line, 'total(items) ', true, true, 12],
    ['a beginning that ends inside a word', line, 'tot', true, false, 0],
    ['no beginning', line, 'items', true, false, 0],
    ['nothing', line, '', true, false, 0],
    ['a body whose first line is right', body, 'const a = 1;\n  return b;', false, true, 12],
    ['some lines of a body', body, 'const a = 1;\r\n\r\n  return', true, true, 12],
    ['a part of its first line', body, 'const a', true, true, 7],
  ])('%s', (_, item, text, isShortened, isAccepted, savedChars) => {
    const counts = { promptTokens: 1, evaluatedTokens: 1, generatedTokens: 1, ms: 1, sources: [] };
    const answer = { shown: true, text, end: item.offset, parses: true, ...counts };
    expect(acceptanceOf(item, answer, isShortened)).toEqual({ isAccepted, savedChars });
  });
});
