import { describe, expect, it } from 'vitest';
import {
  confidenceFigures,
  type ConfidenceLimits,
  judgeConfidence,
  piecesAfter,
} from '../../../src/core/completion/confidence';
import type { AnswerChunk } from '../../../src/protocol/engine';

const limits: ConfidenceLimits = { measure: 'mean', hideBelow: 0.5, cutBelow: 0.2 };

/** `sure|?unsure|…`: pieces of a stream; one with a question mark is unlikely. */
function stream(drawn: string): AnswerChunk[] {
  return drawn
    .split('|')
    .map((piece) => ({ text: piece.replace('?', ''), probability: piece.includes('?') ? 0.1 : 0.9 }));
}

function judged(drawn: string, text = drawn.replace(/[|?]/g, '')): string {
  const confidence = judgeConfidence(text, stream(drawn), limits);
  return confidence.decision === 'hide' ? 'hide' : `${confidence.decision} ${confidence.text}`;
}

describe('judgeConfidence', () => {
  it.each([
    ['shows what is sure', 'foo|(bar|)', 'show foo(bar)'],
    ['hides what begins unsure', '?foo|(bar|)', 'hide'],
    ['ends before the unsure line', 'a|();|\nb|();|\n?c|();', 'shorten a();\nb();'],
    ['drops a line whose end is unsure as a whole', 'a|();|\nb|(|?x|);|\nc|();', 'shorten a();'],
    ['ends at an unsure line break', 'a|();|?\nb|();', 'shorten a();'],
    ['ends before an unsure word of the first line', 'a| + b| + |?c', 'shorten a + b +'],
    ['never ends inside a word', 'total|?Count| = 1', 'hide'],
    ['leaves no bracket open that the whole closes', 'x = foo|(a, |?b|)', 'shorten x = foo'],
    ['leaves open what the whole leaves open', 'if (a) {|\n  b|();|\n  ?c|();', 'shorten if (a) {\n  b();'],
    ['keeps no head whose body is unsure', 'if (a) {|\n  ?b|();|\n}', 'hide'],
    ['leaves no string open', "log('|it is|?done|')", 'shorten log'],
    ['takes an apostrophe for none', "// don't| look| ?here", "shorten // don't look"],
    ['hides when only signs are left', '(|?a|)', 'hide'],
  ])('%s', (_, drawn, expected) => expect(judged(drawn)).toBe(expected));

  it('finds its place where blanks and line breaks were changed, and the end was cut off', () => {
    expect(judged('a|();|\n  b|();|\n  ?c|();|\n}', 'a();\r\n\tb();\r\n\tc();')).toBe('shorten a();\r\n\tb();');
    expect(judged('  a|();|\n?b', 'a();')).toBe('show a();');
  });

  it('shows what it knows nothing of', () => {
    expect(judged('?a|()', 'b()')).toBe('show b()');
    expect(judged('?a', 'a()')).toBe('show a()');
  });

  it('hides what is likely nowhere, though no token falls out', () => {
    const pieces = ['a', ' +', ' b'].map((text) => ({ text, probability: 0.4 }));
    const { decision, figure } = judgeConfidence('a + b', pieces, limits);
    expect([decision, figure?.toFixed(3)]).toEqual(['hide', '0.400']);
  });

  it('measures what is left, and says what is too unlikely where nothing is', () => {
    expect(judgeConfidence('a();\nb', stream('a|();|\n?b'), limits).figure).toBeCloseTo(0.9);
    expect(judgeConfidence('a.b', stream('?a|.b'), limits)).toEqual({ decision: 'hide', figure: 0.1 });
    expect(judgeConfidence('a', [], limits)).toEqual({ decision: 'show', text: 'a', figure: undefined });
    expect(judgeConfidence('', [], limits)).toEqual({ decision: 'hide', figure: 1 });
  });

  it.each([
    ['firstToken', 'show'],
    ['firstLineMean', 'show'],
    ['firstLineLeast', 'hide'],
    ['mean', 'show'],
    ['least', 'hide'],
  ] as const)('judges by %s', (measure, decision) => {
    const pieces = [0.9, 0.4, 0.8, 0.3].map((probability, index) => ({
      text: ['a', '();', '\n', 'b'][index] ?? '',
      probability,
    }));
    expect(judgeConfidence('a();\nb', pieces, { measure, hideBelow: 0.5, cutBelow: 0 }).decision).toBe(decision);
  });
});

describe('confidenceFigures', () => {
  it('gives all measures, of the first line with text and of all', () => {
    const pieces = [0.5, 0.8, 0.2, 0.1].map((probability, index) => ({
      text: ['\n  ', 'a', '();', '\n  b'][index] ?? '',
      probability,
    }));
    const figures = confidenceFigures('\n  a();\n  b', pieces);
    expect(figures?.firstToken).toBe(0.5);
    expect(figures?.firstLineMean).toBeCloseTo((0.5 * 0.8 * 0.2) ** (1 / 3));
    expect(figures?.firstLineLeast).toBe(0.2);
    expect(figures?.mean).toBeCloseTo((0.5 * 0.8 * 0.2 * 0.1) ** (1 / 4));
    expect(figures?.least).toBe(0.1);
  });

  it('knows nothing of another text', () => {
    expect(confidenceFigures('b', [{ text: 'a', probability: 1 }])).toBeUndefined();
    expect(confidenceFigures('a', [])).toBeUndefined();
  });
});

describe('piecesAfter', () => {
  const left = (typed: string, drawn: string): string =>
    piecesAfter(typed, stream(drawn))
      .map(({ text, probability }) => `${text} ${probability.toFixed(2)}`)
      .join('|');

  it.each([
    ['nothing was typed', '', 'a|(b)', 'a 0.90|(b) 0.90'],
    ['whole pieces', 'foo(', 'foo|(|?bar', 'bar 0.10'],
    ['blanks count for nothing', 'a();\r\n\tb', 'a|();|\n|    b|.c', '.c 0.90'],
    ['a line break that was typed goes', 'a;\n', 'a;|\n|  b', '  b 0.90'],
    ['a line break that was not typed stays', 'a;', 'a;|\n|  b', '\n 0.90|  b 0.90'],
    ['all of it', 'ab', 'a|b', ''],
    ['more than it', 'abc', 'a|b', ''],
    ['something else', 'x', 'a|b', ''],
    ['a part of a piece, whose likelihood is spread over its characters', 'to', '?total', 'tal 0.25'],
    ['the same with blanks before it', 'a to', 'a| ?total', 'tal 0.25'],
  ])('%s', (_, typed, drawn, expected) => expect(left(typed, drawn)).toBe(expected));

  it('leaves the figure of the whole to those who type it through', () => {
    const pieces = stream('fo|?o|(bar)');
    const whole = confidenceFigures('foo(bar)', pieces)?.mean ?? 0;
    expect(confidenceFigures('(bar)', piecesAfter('foo', pieces))?.mean).toBeCloseTo(0.9);
    expect(whole).toBeLessThan(0.9);
  });
});
