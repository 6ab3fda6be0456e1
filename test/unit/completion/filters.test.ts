import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CompletionPlace, placeOf } from '../../../src/core/completion/completionPlace';
import { answerFilters, filterAnswer } from '../../../src/core/completion/filters/list';
import { declaresTwice } from '../../../src/core/completion/filters/declaresTwice';
import { secretText } from '../../../src/core/completion/filters/secretText';
import { suffixOverlap } from '../../../src/core/completion/filters/suffixOverlap';
import { unbalancedCloser } from '../../../src/core/completion/filters/unbalancedCloser';
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

/** Words that the filters know, so that they have something to do. */
const word = fc.constantFrom(
  'const a = 1;',
  'let b',
  'if (c) {',
  '}',
  'else:',
  'def f():',
  '// one two three four',
  '# one two three four',
  "'x'",
  'go(a,',
  'b);',
  '  ',
  '\t',
  '\n',
  '\n  ',
  '\n\t',
  '"k": 1,',
  "import { a } from 'a';",
  '</div>',
  'end',
);
const lines = fc.string({ unit: word, maxLength: 12 });
const language = fc.constantFrom('typescript', 'python', 'json', 'go', 'shellscript', 'plaintext');

/** A request at a place of a language; CRs of the text make a CRLF document. */
function placeIn(languageId: string, before: string, after: string): CompletionPlace {
  const request = requestAt(`${before}█${after}`);
  return placeOf({ ...request, snapshot: { ...request.snapshot, languageId } });
}

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

  it('leave the same of an answer in a CRLF document', () => {
    const crlf = (code: string): string => code.replaceAll('\n', '\r\n');
    fc.assert(
      fc.property(language, lines, lines, lines, (languageId, before, after, answer) => {
        // The first break says that the document uses CRLF.
        const [head, tail] = [`x\n${before}`, after];
        for (const filter of answerFilters) {
          const lf = filter.apply({ text: answer, overwrite: 0 }, placeIn(languageId, head, tail));
          const other = placeIn(languageId, crlf(head), crlf(tail));
          const draft = filter.apply({ text: crlf(answer), overwrite: 0 }, other);
          expect([filter.reason, draft.text.trimEnd()]).toEqual([filter.reason, crlf(lf.text).trimEnd()]);
          expect(draft.overwrite).toBe(lf.overwrite);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('change nothing the second time', () => {
    fc.assert(
      fc.property(language, lines, lines, lines, (languageId, before, after, answer) => {
        const place = placeIn(languageId, before, after);
        for (const filter of [suffixOverlap, secretText, declaresTwice, unbalancedCloser]) {
          const once = filter.apply({ text: answer, overwrite: 0 }, place);
          expect([filter.reason, filter.apply(once, place)]).toEqual([filter.reason, once]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('count the brackets of a long document around the cursor', () => {
    const far = `const a = [${'1, '.repeat(10_000)}];\n`;
    const apply = (after: string, answer: string): string => {
      const place = placeIn('javascript', `${far}function f(b) {\n  if (b) {\n    `, `${after}\n${far}`);
      return unbalancedCloser.apply({ text: answer, overwrite: 0 }, place).text;
    };
    expect(apply('\n  }\n}', 'g();\n  }\n}')).toBe('g();\n  ');
    expect(apply('\n}', 'g();\n  }\n}')).toBe('g();\n  }\n');
    expect(apply('\n  }\n}', 'g();\n  } else {\n    h();')).toBe('g();\n  } else {\n    h();');
  });

  it('tell lines without end from the ends of blocks', () => {
    expect(filtered('█', 'end\n'.repeat(12))).toBe('end');
    expect(filtered('a = █', `x${'</div>'.repeat(4)}`)).toBe(`x${'</div>'.repeat(4)}`);
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
