import { describe, expect, it } from 'vitest';
import { commentTextIn } from '../../../src/core/write/doc/commentText';
import { docTextOf } from '../../../src/core/write/doc/docText';

const both = [
  { name: 'a', text: 'the first' },
  { name: 'b', text: 'the second, which goes on' },
];

describe('docTextOf', () => {
  it.each([
    [
      'tags',
      'Adds.\n\n@param {number} a - the first\n@param b the second,\n  which goes on\n@returns {number} the sum\n@throws {E} when',
    ],
    [
      'tags of PHP',
      'Adds.\n\n@param int $a the first\n@param int $b the second, which goes on\n@return the sum\n@throws E when',
    ],
    [
      'tags of YARD',
      'Adds.\n@param a [Integer] the first\n@param [Integer] b the second, which goes on\n@return [Integer] the sum\n@raise [E] when',
    ],
    [
      'tags of LDoc',
      'Adds.\n@tparam number a the first\n@tparam number b the second, which goes on\n@treturn number the sum\n@raise E when',
    ],
    [
      'backslashes',
      '\\brief Adds.\n\\param[in] a the first\n\\param b the second, which goes on\n\\return the sum\n\\throws E when',
    ],
    [
      'fields',
      'Adds.\n\n:param int a: the first\n:type b: int\n:param b: the second, which goes on\n:returns: the sum\n:rtype: int\n:raises E: when',
    ],
    [
      'sections',
      'Adds.\n\nArgs:\n    a (int): the first\n    b: the second,\n        which goes on\n\nReturns:\n    the sum\n\nRaises:\n    E: when',
    ],
    [
      'underlined sections',
      'Adds.\n\nParameters\n----------\na : int\n    the first\nb\n    the second,\n    which goes on\n\nReturns\n-------\nthe sum\n\nRaises\n------\nE\n    when',
    ],
    [
      'Markdown',
      'Adds.\n\n# Arguments\n\n* `a` - the first\n* `b` - the second, which goes on\n\n# Returns\n\nthe sum\n\n# Errors\n\n* `E` - when\n\n# Examples\n\nadd(1, 2)',
    ],
    [
      'bold headings',
      'Adds.\n\n**Parameters:**\n- `a`: the first\n- `b`: the second, which goes on\n\n**Returns:** the sum\n\n**Raises:**\n- `E`: when',
    ],
    [
      'XML',
      '<summary>\nAdds.\n</summary>\n<param name="a">the first</param>\n<param name="b">the second,\nwhich goes on</param>\n<returns>the sum</returns>\n<exception cref="E">when</exception>',
    ],
  ])('reads %s', (_form, text) => {
    const { paragraphs, parameters, returns, throws } = docTextOf(text);
    expect({ paragraphs, parameters, returns, throws }).toEqual({
      paragraphs: ['Adds.'],
      parameters: both,
      returns: 'the sum',
      throws: [{ name: 'E', text: 'when' }],
    });
  });

  it('keeps paragraphs, lists and tags that say more, and passes over examples', () => {
    const text = 'One\nline.\n\nTwo:\n- a\n- b\n\nExample:\n    f(1)\n\n@deprecated since 2\n  use g\n@example\nf(1)';
    expect(docTextOf(text)).toMatchObject({
      paragraphs: ['One line.', 'Two:', '- a', '- b'],
      tags: ['@deprecated since 2\nuse g'],
    });
  });

  it('takes a parameter with the name of a heading for one', () => {
    const text = 'Adds.\n\nArgs:\n    args: all\n    errors: some\n\nReturns:\n    the sum';
    expect(docTextOf(text)).toMatchObject({ parameters: [{ name: 'args' }, { name: 'errors' }], returns: 'the sum' });
  });

  it('takes names of optional, rest and nested parameters by their root', () => {
    const text = '@param [a=1] x\n@param ...b y\n@param c.d z';
    expect(docTextOf(text).parameters.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });
});

describe('commentTextIn', () => {
  it.each([
    ['a block', '```ts\n/**\n * Adds.\n */\n```'],
    ['an open block', '/**\n * Adds.'],
    ['lines', '```rust\n/// Adds.\nfn add() {}\n```'],
    ['a docstring in code', '```python\ndef add():\n    """Adds."""\n    return 1\n```'],
    ['prose', 'Adds.'],
    ['prose in a fence', '```\nAdds.\n```'],
    ['prose behind talk', 'Here is the documentation:\n\nAdds.'],
  ])('finds %s', (_what, answer) => {
    expect(commentTextIn(answer)).toBe('Adds.');
  });

  it('finds nothing in code alone', () => {
    expect(commentTextIn('```ts\nfunction add() {\n  return 1;\n}\n```')).toBe('');
    expect(commentTextIn('')).toBe('');
  });
});
