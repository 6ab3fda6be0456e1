import { describe, expect, it } from 'vitest';
import { eolOf, withEol } from '../../../src/core/text/eol';

describe('eol', () => {
  it('judges by the first line break', () => {
    expect(eolOf('a\r\nb\nc')).toBe('\r\n');
    expect(eolOf('a\nb\r\nc')).toBe('\n');
    expect(eolOf('a')).toBe('\n');
    expect(eolOf('\n')).toBe('\n');
  });

  it('turns every kind of break into the wanted one, and waits for the rest of a split one', () => {
    expect(withEol('a\r\nb\nc\rd', '\r\n')).toBe('a\r\nb\r\nc\r\nd');
    expect(withEol('a\r\nb\nc\rd', '\n')).toBe('a\nb\nc\nd');
    expect(withEol('a\r', '\n')).toBe('a');
  });
});
