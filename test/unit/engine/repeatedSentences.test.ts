import { describe, expect, it } from 'vitest';
import { RepeatedSentences } from '../../../src/engine/repeatedSentences';

/** Units of the text until it counted as a loop, given a few at a time; -1: never. */
function stopAt(text: string, step = 5): number {
  const sentences = new RepeatedSentences();
  for (let at = 0; at < text.length; at += step) if (sentences.push(text.slice(at, at + step))) return at;
  return -1;
}

const paragraph =
  'The function reads the file line by line. It splits each line at commas, and keeps the second field. ' +
  'Lines without a comma are passed over, which may surprise a reader of the result.\n\n';

describe('RepeatedSentences', () => {
  it('stops a paragraph that comes again, however long it is', () => {
    const at = stopAt(paragraph.repeat(6));
    expect(at).toBeGreaterThan(paragraph.length);
    expect(at).toBeLessThanOrEqual(paragraph.length * 2);
  });

  it('stops a list whose items differ by their numbers alone', () => {
    const list = Array.from({ length: 20 }, (_, at) => `${at + 1}. It then returns the value of the total.\n`).join('');
    expect(stopAt(list)).toBeGreaterThan(100);
  });

  it.each([
    [
      'text that only goes on',
      Array.from({ length: 40 }, (_, at) => `Step ${at} adds number ${at} to the sum. `).join(''),
    ],
    ['short answers', 'Returns nothing.\n'.repeat(6)],
    ['a sentence said again now and then', `${paragraph}Then it is done.\n${paragraph.slice(0, 42)}And more of it.\n`],
    ['code in a fence', `\`\`\`js\n${'console.log("the same line of code again");\n'.repeat(8)}\`\`\`\n`],
  ])('leaves alone %s', (_, text) => {
    expect(stopAt(text)).toBe(-1);
  });

  it('sees a loop behind a fence, and none in one that is still open', () => {
    expect(stopAt(`\`\`\`\nx\n\`\`\`\n${paragraph.repeat(3)}`)).toBeGreaterThan(0);
    expect(stopAt(`\`\`\`\n${paragraph.repeat(3)}`)).toBe(-1);
  });

  it('does not depend on how the text is cut', () => {
    const text = paragraph.repeat(4);
    expect(Math.abs(stopAt(text, 1) - stopAt(text, 97))).toBeLessThan(97);
  });
});
