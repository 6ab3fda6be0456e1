import { describe, expect, it } from 'vitest';
import { emptyFunction, explanationWords, roundTripMessages } from '../../../../src/core/bench/explain/roundTripPrompt';

const question = { languageId: 'javascript', signature: 'export function f(a)', explanation: '' };
const asked = (explanation: string) => JSON.stringify(roundTripMessages({ ...question, explanation }));

describe('the question for a function', () => {
  it('holds the signature and the explanation, or says that there is none', () => {
    expect(asked('Adds `one` to it.')).toContain('What it does:\\n\\nAdds `one` to it.');
    expect(asked('')).toContain('Its name says what it does.');
    for (const text of [asked('Adds.'), asked('')])
      expect(text).toContain('```javascript\\nexport function f(a)\\n```');
  });

  it('has the words of an explanation without its blocks of code', () => {
    const markdown = 'It adds one.\n\n```js\nreturn a + 1;\n```\n\nThat is all.\n~~~\nleft open';
    expect(explanationWords(markdown)).toBe('It adds one.\n\n\nThat is all.');
    expect(explanationWords('```js\nreturn a + 1;\n```')).toBe('');
  });

  it.each([
    ['javascript', 'export function f(a)', 'export function f(a) {\n}'],
    ['python', 'def f(a):', 'def f(a):\n    pass'],
  ])('knows an empty function of %s', (languageId, signature, code) => {
    expect(emptyFunction({ languageId, signature })).toBe(code);
  });
});
