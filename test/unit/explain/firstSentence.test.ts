import { describe, expect, it } from 'vitest';
import { firstSentenceEnd } from '../../../src/core/explain/firstSentence';

/** `│` stands where the first sentence ends. */
const drawn = [
  'It adds two numbers.│ Then it ends.',
  'It adds two numbers.',
  'It adds two numbers. ',
  'It adds two numbers.│\n\nMore.',
  'It adds two numbers.│\n- one',
  'It adds two numbers.│ `sum` is the result.',
  'It calls `cart.total. Now` first.│ Then it ends.',
  'It uses lists, e.g. Python ones, i.e. `list`.│ Then it ends.',
  'It multiplies by 3.14 and stops.│ Then it ends.',
  'It reads the file of J. Smith again.│ Then it ends.',
  'It reads a file. the rest is lower case',
  'Sure! It adds two numbers.│ Then it ends.',
  '1. It adds two numbers.│ Then it ends.',
  '**It adds two numbers.**│ Then it ends.',
  'It asks "why is it so?"│ Then it ends.',
  '该函数计算总和。│然后返回。',
  'It reads `x. Then',
  '# Explanation\n\nIt adds two numbers.│ Then it ends.',
];

describe('firstSentenceEnd', () => {
  it.each(drawn)('%s', (text) => {
    const end = text.indexOf('│');
    expect(firstSentenceEnd(text.replace('│', ''))).toBe(end === -1 ? undefined : end);
  });
});
