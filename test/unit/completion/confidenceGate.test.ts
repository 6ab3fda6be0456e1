import { describe, expect, it } from 'vitest';
import { placeOf } from '../../../src/core/completion/completionPlace';
import type { ConfidenceLimits } from '../../../src/core/completion/confidence';
import { passGate } from '../../../src/core/completion/confidenceGate';
import { filterAnswer } from '../../../src/core/completion/filters/list';
import { requestAt } from '../../fakes/completionRequests';

const strict: ConfidenceLimits = { measure: 'firstLineMean', hideBelow: 0.5, cutBelow: 0.2 };

/** `place`: a drawn text; `answer`: `sure|?unsure|~so so|…`, pieces of a stream. */
function gate(place: string, answer: string, isOn = true) {
  const pieces = answer.split('|').map((piece) => {
    const probability = piece.includes('?') ? 0.1 : piece.includes('~') ? 0.4 : 0.9;
    return { text: piece.replace(/[?~]/, ''), probability };
  });
  const at = placeOf(requestAt(place));
  const text = pieces.map((piece) => piece.text).join('');
  return passGate({ draft: filterAnswer(text, at), pieces, place: at, limits: isOn ? strict : undefined });
}

describe('passGate', () => {
  it.each([
    ['shows what is sure', 'x = █', 'foo|(bar)', 'foo(bar)', 0.9],
    ['hides what is not', 'x = █', '~foo|~(bar)', undefined, 0.4],
    ['hides what begins with a guess', 'x = █', '?foo|(bar)', undefined, 0.1],
    ['ends before a guess, at a word', 'x = █', 'foo| + |?bar', 'foo +', 0.9],
    ['ends before a line that is a guess', '█', 'a|();|\nb|();|\n?c|();', 'a();\nb();', 0.9],
    ['looks at the first line', 'f() {\n  █\n}', 'a|();|\n  ~b|~();', 'a();\n  b();', 0.9],
    ['judges what the filters left', 'foo(█)', 'bar|)', 'bar', 0.9],
    ['does not look at what they took', 'foo(█)', 'bar|?)', 'bar', 0.9],
  ])('%s', (_, place, answer, text, figure) => {
    const { draft, confidence } = gate(place, answer);
    expect(draft?.text).toBe(text);
    expect(confidence?.figure).toBeCloseTo(figure);
    expect(confidence).toMatchObject({ hideBelow: 0.5 });
  });

  it('does not judge what it knows nothing of', () => {
    const draft = { text: 'other', overwrite: 0 };
    const question = { draft, pieces: [{ text: 'foo', probability: 0.1 }], place: placeOf(requestAt('x = █')) };
    expect(passGate({ ...question, limits: strict })).toEqual({ draft, confidence: undefined });
    expect(passGate({ ...question, limits: undefined })).toEqual({ draft, confidence: undefined });
  });

  it('filters again what it shortened: a beginning may say what stands there already', () => {
    const above = 'total = count(items)\n';
    expect(gate(`${above}█`, 'total = count(items)| + |one').draft?.text).toBe('total = count(items) + one');
    const { draft, confidence } = gate(`${above}█`, 'total = count(items)|? + |one');
    expect(draft).toBeUndefined();
    expect(confidence).toMatchObject({ isShortened: true });
  });

  it('works out anew what a shorter text replaces', () => {
    expect(gate('foo(█)', 'a|)|.bar|()').draft).toEqual({ text: 'a).bar()', overwrite: 1 });
    expect(gate('foo(█)', 'a|)|?.bar|()').draft).toEqual({ text: 'a', overwrite: 0 });
  });

  it('shows everything without limits, and says how sure it is', () => {
    const { draft, confidence } = gate('x = █', '?foo', false);
    expect(draft?.text).toBe('foo');
    expect(confidence).toEqual({ figure: expect.closeTo(0.1) as number, hideBelow: 0, isShortened: false });
  });
});
