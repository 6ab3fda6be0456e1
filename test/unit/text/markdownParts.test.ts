import { describe, expect, it } from 'vitest';
import { codeSpans, markdownParts } from '../../../src/core/text/markdownParts';

describe('markdownParts', () => {
  it('tells prose from fenced code', () => {
    const markdown = 'One\n```py\ncode\n~~~\n```\nTwo\n~~~~\n```\n~~~\n~~~~~\nThree';
    expect(markdownParts(markdown)).toEqual({
      prose: ['One', 'Two', 'Three'],
      code: ['code', '~~~', '```', '~~~'],
      endsInFence: false,
    });
  });

  it('sees a fence that is open at the end', () => {
    expect(markdownParts('a\n```\nb').endsInFence).toBe(true);
    expect(markdownParts('a\n```\nb\n``` no end').endsInFence).toBe(true);
    expect(markdownParts('``` `inline` ```').endsInFence).toBe(false);
  });
});

describe('codeSpans', () => {
  it('are what stands between backticks outside of fences', () => {
    expect(codeSpans('`a` and ``b`c``\n```\n`gone`\n```\n` d `')).toEqual(['a', 'b`c', 'd']);
  });
});
