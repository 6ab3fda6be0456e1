import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { healMiddle } from '../../../src/core/prompt/heal';
import { byteTokenizer } from './byteTokenizer';

const heal = (middle: string): { kept: string; forced: string } => {
  const { tokens, forced } = healMiddle(byteTokenizer, middle);
  return { kept: byteTokenizer.detokenize(tokens), forced };
};

describe('healMiddle', () => {
  it('takes the last token back and forces its characters', () => {
    expect(heal('a = foo(')).toEqual({ kept: 'a = fo', forced: 'o(' });
  });

  it('takes a whole word back, however many tokens it has, and what its first token holds besides', () => {
    expect(heal('    retu')).toEqual({ kept: '   ', forced: ' retu' });
    expect(heal('x.größe_1')).toEqual({ kept: '', forced: 'x.größe_1' });
    expect(heal('abc.größe_1')).toEqual({ kept: 'abc', forced: '.größe_1' });
  });

  it('takes only the last token of what is too long for a word', () => {
    const blob = 'x'.repeat(90);
    expect(heal(blob)).toEqual({ kept: 'x'.repeat(87), forced: 'xxx' });
  });

  it('has nothing to heal in an empty middle', () => {
    expect(heal('')).toEqual({ kept: '', forced: '' });
  });

  it('never reaches before the middle: a middle of one token is taken back whole', () => {
    expect(heal('if')).toEqual({ kept: '', forced: 'if' });
  });

  it('takes one more token back where the cut would split an emoji', () => {
    expect(heal('ab🦩')).toEqual({ kept: '', forced: 'ab🦩' });
    expect(heal('abc🦩')).toEqual({ kept: 'abc', forced: '🦩' });
  });

  it('is not fooled by a replacement character in the text', () => {
    expect(heal('ab\ufffd')).toEqual({ kept: '', forced: 'ab\ufffd' });
  });

  it('leaves a text alone whose end a grammar cannot hold', () => {
    expect(heal('abcd\0')).toEqual({ kept: 'abcd\0', forced: '' });
  });

  it('round-trips any text: what stays and what is forced are together the middle', () => {
    const unit = fc.oneof(
      fc.constantFrom('\r\n', '🦩', '👩‍👩‍👧', 'é', '\t', '\ufffd', '    '),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 12 }), (units) => {
        const middle = units.join('').replaceAll('\0', ' ');
        const { kept, forced } = heal(middle);
        expect(kept + forced).toBe(middle);
        expect(forced === '').toBe(middle === '');
      }),
    );
  });
});
