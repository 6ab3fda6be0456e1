import { describe, expect, it } from 'vitest';
import { hintText, noHint, unwantedStart } from '../../../src/core/prompt/hint';

const hint = { lead: '//', names: ['openCart', 'Cart'] };

describe('hintText', () => {
  it('stands as deep as the line that it is for', () => {
    expect(hintText(hint, '    ret')).toBe('    // openCart, Cart\n');
    expect(hintText(hint, '')).toBe('// openCart, Cart\n');
  });

  it('leaves out what a finished line has used, and keeps what is being typed', () => {
    expect(hintText(hint, '  openCart(')).toBe('  // openCart, Cart\n');
    expect(hintText(hint, '  openCart()\n  ')).toBe('  // Cart\n');
    expect(hintText(hint, '  openCart(new Cart())\n  ')).toBe('');
    expect(hintText(hint, '  openCarts()\n  ')).toBe('  // openCart, Cart\n');
  });

  it('is silent while a comment is being typed', () => {
    for (const middle of ['  // ', '  //', '/** a', ' * b', '  a()\n  // ']) expect(hintText(hint, middle)).toBe('');
    for (const middle of ['a // b', '*p = ']) expect(hintText(hint, middle)).not.toBe('');
    expect(hintText({ lead: '#', names: ['a'] }, '* b')).not.toBe('');
  });

  it('is empty without names, and where the language has no such comments', () => {
    expect(hintText(noHint, 'a')).toBe('');
    expect(hintText({ lead: '', names: ['a'] }, 'a')).toBe('');
    expect(hintText({ lead: '#', names: [] }, 'a')).toBe('');
  });
});

describe('unwantedStart', () => {
  it('is the mark of a comment on a blank line right below the hint, and nothing anywhere else', () => {
    expect(unwantedStart('  // a\n', '  ')).toBe('//');
    expect(unwantedStart('# a\n', '')).toBe('#');
    expect(unwantedStart('# a\n', 'x = ')).toBe('');
    expect(unwantedStart('# a\n', 'x = 1\n')).toBe('');
    expect(unwantedStart('', '')).toBe('');
  });
});
