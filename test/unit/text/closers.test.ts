import { describe, expect, it } from 'vitest';
import { looksBinary } from '../../../src/core/text/binary';
import { closerTail } from '../../../src/core/text/closers';
import { detach } from '../../../src/core/text/detach';

describe('closerTail', () => {
  it('is the rest of the line when only closers follow', () => {
    expect(closerTail('f()', 2, 3)).toBe(')');
    expect(closerTail('f("");  ', 3, 8)).toBe('");  ');
    expect(closerTail('f', 1, 1)).toBe('');
  });

  it('is undefined when other text follows, or very much of it', () => {
    expect(closerTail('f(a)', 2, 4)).toBeUndefined();
    expect(closerTail(')'.repeat(50), 0, 50)).toBeUndefined();
  });
});

describe('looksBinary', () => {
  it('sees a NUL at the start and near the cursor', () => {
    expect(looksBinary('\0PNG', 4)).toBe(true);
    expect(looksBinary(`${'a'.repeat(50_000)}\0`, 49_990)).toBe(true);
    expect(looksBinary(`${'a'.repeat(50_000)}`, 49_990)).toBe(false);
  });
});

describe('detach', () => {
  it('copies every unit, lone surrogates too', () => {
    const text = 'a🎉\ud83c\r\n\0';
    expect(detach(text)).toBe(text);
  });
});
