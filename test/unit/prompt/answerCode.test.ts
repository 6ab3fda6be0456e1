import { describe, expect, it } from 'vitest';
import { elides } from '../../../src/core/prompt/answerCode';

describe('an answer that leaves lines out', () => {
  it.each([
    ['...', true],
    ['  // ... rest of the code', true],
    ['  ...rest of the code', true],
    ['...existing code...', true],
    ['# existing code', true],
    ['…', true],
    ['  ...options,', false],
    ['  ...options', false],
    ['  ...(isOn ? more : []),', false],
    ['  ...[1, 2],', false],
    ['  ...this.parts.all,', false],
    ['  ...rest: readonly string[]', false],
    ['  ...$args,', false],
    ['const a = [...b];', false],
  ])('%j: %s', (line, isElided) => {
    expect(elides(`call({\n${line}\n});`, '')).toBe(isElided);
  });

  it('may have the marks that were there before', () => {
    expect(elides('def f():\n    ...', 'def g():\n    ...')).toBe(false);
  });
});
