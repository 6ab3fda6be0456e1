import { describe, expect, it } from 'vitest';
import { peerAnswer } from '../../../../src/core/bench/typing/peer/peerAnswer';
import { PeerCache } from '../../../../src/core/bench/typing/peer/peerCache';
import { lineAfter, peerPlace, placeAfter } from '../../../../src/core/bench/typing/peer/peerPlace';
import { PeerRing } from '../../../../src/core/bench/typing/peer/peerRing';

function placeOf(drawn: string) {
  return peerPlace(drawn.replace('█', ''), drawn.indexOf('█'));
}

describe('peerPlace', () => {
  it('sends whole lines, the line up to the cursor, and the rest', () => {
    expect(placeOf('a\nb\n  f(█)\nc\nd')).toEqual({ prefix: 'a\nb\n', prompt: '  f(', suffix: ')\nc\nd\n', indent: 2 });
    expect(placeOf('█')).toEqual({ prefix: '\n', prompt: '', suffix: '\n\n', indent: 0 });
    expect(placeOf('a\n    █\nb')).toEqual({ prefix: 'a\n', prompt: '', suffix: '\nb\n', indent: 4 });
  });

  it('sends 256 lines before and 64 after', () => {
    const lines = Array.from({ length: 600 }, (_, index) => `l${index}`);
    const { prefix, suffix } = placeOf([...lines.slice(0, 300), 'x█', ...lines.slice(300)].join('\n'));
    expect(prefix.split('\n')).toEqual([...lines.slice(44, 300), '']);
    expect(suffix.split('\n')).toEqual(['', ...lines.slice(300, 364), '']);
  });

  it('knows the places behind an answer', () => {
    const place = placeOf('a\nf(█\nb');
    expect(placeAfter(place, 'x)')).toEqual({ ...place, prompt: 'f(x)' });
    expect(placeAfter(place, 'x)\ny\n  z')).toEqual({ ...place, prefix: 'a\nf(x)\ny\n', prompt: '  z' });
    expect(lineAfter(place, 'x)\ny\n  z')).toEqual({
      place: { ...place, prefix: 'a\nf(x)\n', prompt: '' },
      rest: 'y\n  z',
    });
    expect(lineAfter(place, 'x)')).toBeUndefined();
  });
});

describe('PeerCache', () => {
  it('walks back over the line', () => {
    const cache = new PeerCache();
    cache.keep(placeOf('a\nfo█\nb'), 'o(bar)');
    expect(cache.find(placeOf('a\nfo█\nb'))).toBe('o(bar)');
    expect(cache.find(placeOf('a\nfoo(b█\nb'))).toBe('ar)');
    expect(cache.find(placeOf('a\nfox█\nb'))).toBeUndefined();
    expect(cache.find(placeOf('a\nfoo(b█)\nb'))).toBeUndefined();
    expect(cache.find(placeOf('b\nfo█\nb'))).toBeUndefined();
  });
});

describe('PeerRing', () => {
  const file = (name: string) => Array.from({ length: 200 }, (_, index) => `${name} ${index}`).join('\n');

  it('keeps the lines around the cursor, the newest of them', () => {
    const ring = new PeerRing(2);
    for (const name of ['a', 'b', 'c']) ring.leave(name, file(name), file(name).indexOf(`${name} 100`));
    expect(ring.chunks.map(({ filename }) => filename)).toEqual(['b', 'c']);
    expect(ring.chunks[0]?.text.split('\n')).toHaveLength(65);
    expect(ring.chunks[0]?.text).toMatch(/^b 68\n/);
    ring.leave('b', file('b'), file('b').indexOf('b 101'));
    expect(ring.chunks.map(({ filename }) => filename)).toEqual(['c', 'b']);
  });

  it('takes nothing small, and nothing at all without room', () => {
    const [ring, none] = [new PeerRing(4), new PeerRing(0)];
    ring.leave('a', 'x\ny', 0);
    none.leave('a', file('a'), 0);
    expect([ring.chunks, none.chunks]).toEqual([[], []]);
  });
});

describe('peerAnswer', () => {
  it.each([
    ['f(█', 'a)\n', 'a)'],
    ['f(█', 'a)\nb\n\n  \n', 'a)\nb'],
    ['f(█', '  \n', undefined],
    ['f(█)', 'a)', 'a'],
    ['f(█)', 'a, b', 'a, b'],
    ['f(█)', 'a,\nb', 'a,'],
    ['f(█)\nx', ')', undefined],
    ['a█\nb\nc', '\nb\nc', undefined],
    ['█\ntotal();\nb', 'total();', undefined],
    ['█\ntotal();\nbc\nd', 'total();\nbc\nd', undefined],
    ['█\ntotal();\nbcd', 'total();\nbc', undefined],
    ['█\ntotal();\nb', 'total();\nc', 'total();\nc'],
  ])('%j %j: %j', (drawn, content, expected) => {
    expect(peerAnswer(content, drawn.replace('█', ''), drawn.indexOf('█'))).toBe(expected);
  });
});
