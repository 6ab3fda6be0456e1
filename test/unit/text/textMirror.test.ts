import { describe, expect, it } from 'vitest';
import { TextMirror } from '../../../src/core/text/textMirror';

/** Reads `now` through a mirror; `composed` counts how often it had to be put together. */
function stage() {
  const mirror = new TextMirror();
  const seen = { composed: 0 };
  const read = (now: string, version: number, { uri = 'a', line = now.split('\n')[0] ?? '' } = {}): string =>
    mirror.read({ uri, version, cursor: { offset: 0, line }, compose: () => (seen.composed++, now) });
  return { mirror, seen, read };
}

const edit = (start: number, oldEnd: number, text: string) => ({ start, oldEnd, text });

describe('TextMirror', () => {
  it('follows edits without the text being put together again', () => {
    const { mirror, seen, read } = stage();
    read('one\ntwo', 1);
    mirror.change('a', 2, [edit(3, 3, '!')]);
    mirror.change('a', 2, []);
    mirror.change('a', 3, [edit(8, 8, '\nend'), edit(0, 1, 'O')]);
    mirror.change('b', 9, [edit(0, 0, 'other')]);
    expect(read('One!\ntwo\nend', 3)).toBe('One!\ntwo\nend');
    expect(read('One!\ntwo\nend', 3)).toBe('One!\ntwo\nend');
    expect(seen.composed).toBe(1);
  });

  it.each([
    ['another document', { uri: 'b' }, 2, [edit(0, 0, 'x')]],
    ['an edit that was missed', {}, 3, [edit(0, 0, 'x')]],
    ['an edit outside of the text', {}, 2, [edit(90, 91, 'x')]],
    ['another line at the cursor', { line: 'new' }, 2, [edit(0, 0, 'x')]],
    ['more edits than are kept', {}, 2, Array.from({ length: 300 }, () => edit(0, 0, 'x'))],
  ])('has it put together after %s', (_, place, version, edits) => {
    const { mirror, seen, read } = stage();
    read('old', 1);
    mirror.change('a', version, edits);
    expect(read('new', version, place)).toBe('new');
    expect(seen.composed).toBe(2);
  });

  it('forgets', () => {
    const { mirror, seen, read } = stage();
    read('text', 1);
    mirror.forget();
    read('text', 1);
    expect(seen.composed).toBe(2);
  });
});
