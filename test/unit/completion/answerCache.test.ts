import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerCache } from '../../../src/core/completion/answerCache';
import { type CompletionPlace, placeOf } from '../../../src/core/completion/completionPlace';
import { markOf } from '../../../src/core/completion/placeMark';
import { requestAt } from '../../fakes/completionRequests';

const at = (drawn: string, path?: string): CompletionPlace =>
  placeOf(requestAt(drawn, path === undefined ? {} : { path }));

function kept(drawn: string, text: string): AnswerCache {
  const cache = new AnswerCache();
  cache.keep(at(drawn), 'm', { text, pieces: [], sources: ['b.ts'] });
  return cache;
}

const rests = (cache: AnswerCache, drawn: string): string[] => cache.find(at(drawn), 'm').map(({ rest }) => rest);

describe('AnswerCache', () => {
  it('serves the same place, typing through, and going back', () => {
    const cache = kept('a = █;\nb', 'foo(1)');
    expect(rests(cache, 'a = █;\nb')).toEqual(['foo(1)']);
    expect(rests(cache, 'a = foo█;\nb')).toEqual(['(1)']);
    expect(rests(cache, 'a = fo█;\nb')).toEqual(['o(1)']);
    expect(cache.find(at('a = f█;\nb'), 'm')[0]?.sources).toEqual(['b.ts']);
  });

  it('keeps the likelihoods of what is left, of answers and of streams', () => {
    const cache = new AnswerCache();
    const pieces = ['foo', '(', '1', ')'].map((text, index) => ({
      text,
      probability: [0.5, 0.6, 0.7, 0.8][index] ?? 0,
    }));
    cache.keep(at('a = █'), 'm', { text: 'foo(1)', pieces, sources: [] });
    cache.keepStream(markOf(at('b = █')), 'm', { text: 'foo(1)', pieces, isWhole: true, sources: [] });
    const left = (name: string, typed: string) =>
      (name === 'a' ? cache.find(at(`a = ${typed}█`), 'm')[0] : cache.findStream(at(`b = ${typed}█`), 'm'))?.pieces;
    for (const name of ['a', 'b']) {
      expect(left(name, '')).toEqual(pieces);
      expect(left(name, 'foo(')).toEqual(pieces.slice(2));
      expect(left(name, 'fo')?.[0]).toMatchObject({ text: 'o', probability: expect.closeTo(0.5 ** (1 / 3)) as number });
    }
  });

  it('sees through brackets that the editor closed', () => {
    const cache = kept('a = █\nb', 'foo("x")');
    expect(rests(cache, 'a = foo(█)\nb')).toEqual(['"x")']);
    expect(rests(cache, 'a = foo("█")\nb')).toEqual(['x")']);
    expect(rests(cache, 'a = foo(█y\nb')).toEqual([]);
  });

  it.each([
    ['other letters', 'a = g█\nb'],
    ['the answer in full', 'a = foo█\nb'],
    ['more than the answer', 'a = foo()█\nb'],
    ['further back', 'a =█\nb'],
    ['another line before', 'c = █\nb'],
    ['another line after', 'a = █\nc'],
    ['one line more at the end', 'a = █\nb\n'],
    ['a shifted place', '\na = █\nb'],
  ])('does not hold after %s', (_, drawn) => expect(rests(kept('a = █\nb', 'foo'), drawn)).toEqual([]));

  it('keeps documents and models apart', () => {
    const cache = kept('a = █', 'foo');
    expect(cache.find(at('a = █', 'src/b.ts'), 'm')).toEqual([]);
    expect(cache.find(at('a = █'), 'other')).toEqual([]);
  });

  it('remembers that there was nothing to say, at that very place only', () => {
    const cache = kept('a = █', '');
    expect(rests(cache, 'a = █')).toEqual(['']);
    expect(rests(cache, 'a = b█')).toEqual([]);
  });

  it('gives several answers, the latest first, each once', () => {
    const cache = kept('a = █', 'foo.bar');
    cache.keep(at('a = foo█'), 'm', { text: '.baz', pieces: [], sources: [] });
    cache.keep(at('a = fo█'), 'm', { text: 'o.bar', pieces: [], sources: [] });
    expect(rests(cache, 'a = foo█')).toEqual(['.bar', '.baz']);
  });

  it('knows what was answered after typing that was taken back', () => {
    const cache = kept('a = ba█;\nb', 'r()');
    expect(cache.findBeyond(at('a = █;\nb'), 'm')).toEqual(['bar()']);
    expect(cache.findBeyond(at('a = b█;\nb'), 'm')).toEqual(['ar()']);
    for (const other of ['c = █;\nb', 'a = █;\nc', 'a = ba█;\nb', 'a = bar█;\nb'])
      expect(cache.findBeyond(at(other), 'm')).toEqual([]);
    expect(cache.findBeyond(at('a = █;\nb'), 'other')).toEqual([]);
  });

  it('forgets the least recently used', () => {
    const cache = new AnswerCache(2);
    for (const name of ['a', 'b']) cache.keep(at(`${name}█`), 'm', { text: name, pieces: [], sources: [] });
    expect(rests(cache, 'a█')).toEqual(['a']);
    cache.keep(at('c█'), 'm', { text: 'c', pieces: [], sources: [] });
    expect([rests(cache, 'a█'), rests(cache, 'b█'), rests(cache, 'c█')]).toEqual([['a'], [], ['c']]);
  });

  it('serves every beginning of an answer, and nothing that does not continue it', () => {
    const piece = fc.string({ unit: fc.constantFrom('a', 'b', '(', '\n', '🎉', '\r\n'), maxLength: 12 });
    fc.assert(
      fc.property(
        piece,
        piece,
        piece.filter((text) => text !== ''),
        piece,
        (before, after, answer, typed) => {
          const cache = kept(`${before}█${after}`, answer);
          for (let units = 0; units < answer.length; units += 1) {
            expect(rests(cache, `${before}${answer.slice(0, units)}█${after}`)).toEqual([answer.slice(units)]);
          }
          const found = rests(cache, `${before}${typed}█${after}`);
          const isContinued = answer.startsWith(typed) && typed !== answer;
          expect(found).toEqual(isContinued ? [answer.slice(typed.length)] : []);
        },
      ),
    );
  });
});
