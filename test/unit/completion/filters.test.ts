import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOf } from '../../../src/core/completion/completionPlace';
import { answerFilters, filterAnswer } from '../../../src/core/completion/filters/list';
import { Skip, skipReasons } from '../../../src/core/completion/skip';
import { requestAt } from '../../fakes/completionRequests';

const unit = fc.constantFrom(
  'a',
  'b1',
  ' ',
  '    ',
  '\n',
  '\r\n',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
  '`',
  ';',
  ',',
  '\\',
  '<',
  '>',
  '🎉',
  '\ud83c',
  '\ufffd',
  '\0',
  '<|fim_suffix|>',
  '```',
  '\t',
);
const text = fc.string({ unit, maxLength: 40 });

function filtered(drawn: string, answer: string): string {
  try {
    return filterAnswer(answer, placeOf(requestAt(drawn))).text;
  } catch (error) {
    if (error instanceof Skip) return error.reason;
    throw error;
  }
}

describe('answer filters', () => {
  it('never throw anything but a reason, and only take text away', () => {
    fc.assert(
      fc.property(text, text, text, (before, after, answer) => {
        const place = placeOf(requestAt(`${before}█${after}`));
        try {
          const draft = filterAnswer(answer, place);
          expect(answer).toContain(draft.text);
          expect(draft.text.trimEnd()).toBe(draft.text);
          expect(draft.text).not.toBe('');
          expect(draft.overwrite).toBeGreaterThanOrEqual(0);
          expect(draft.overwrite).toBeLessThanOrEqual(place.lineAfter.length);
        } catch (error) {
          if (!(error instanceof Skip)) throw error;
          expect(Object.keys(skipReasons)).toContain(error.reason);
          expect(error.stage).toBe('filter');
        }
      }),
      { numRuns: 1_500 },
    );
  });

  it('each alone leaves a part of the answer', () => {
    fc.assert(
      fc.property(text, text, text, fc.constantFrom(...answerFilters), (before, after, answer, filter) => {
        const draft = filter.apply({ text: answer, overwrite: 0 }, placeOf(requestAt(`${before}█${after}`)));
        expect(answer).toContain(draft.text);
      }),
      { numRuns: 1_500 },
    );
  });

  it('cut at characters that no source holds', () => {
    expect(filtered('a = █', 'b\0c')).toBe('b');
    expect(filtered('a = █', 'b\ufffdc')).toBe('b');
    expect(filtered('a = "█', '\ud83c')).toBe('foreign-text');
    expect(filtered('a = █', '🎉')).toBe('🎉');
    expect(filtered('// \ufffd\na = █', 'b\ufffdc')).toBe('b\ufffdc');
    expect(filtered('a = █', '<pre>x</pre>')).toBe('<pre>x</pre>');
  });
});
