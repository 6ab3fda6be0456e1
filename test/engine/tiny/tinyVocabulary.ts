/**
 * A real byte-level BPE vocabulary in miniature: all 256 bytes, merges that spell some words of code, and the control tokens of Qwen2.5-Coder.
 */
export interface TinyVocabulary {
  /** In GPT-2's spelling, where each byte is a printable character. */
  readonly tokens: readonly string[];
  readonly merges: readonly string[];
  readonly firstControl: number;
  readonly idOf: (text: string) => number;
}

const controlTokens = [
  '<|endoftext|>',
  '<|im_start|>',
  '<|im_end|>',
  '<|fim_prefix|>',
  '<|fim_middle|>',
  '<|fim_suffix|>',
  '<|fim_pad|>',
  '<|repo_name|>',
  '<|file_sep|>',
] as const;

export type ControlToken = (typeof controlTokens)[number];

/** The tiny model writes these pieces one after the other, for ever; each stands here once, so that each knows what comes next. */
export const story: readonly string[] = [
  'result',
  ' =',
  ' load',
  '(',
  'path',
  ')',
  '\n    ',
  'if',
  ' not',
  ' result',
  ':',
  '\n        ',
  'return',
  ' None',
  '\n',
  'total',
  ' +=',
  ' 1',
  '\n\n',
  'def',
  ' main',
  '():',
  '\n  ',
  'for',
  ' item',
  ' in',
  ' list',
  '.',
  'items',
  '\n      ',
  'print',
  '["',
  'name',
  '"]',
  ' +',
  ' str',
  '[',
  'index',
  ']',
  '\n   ',
  'while',
  ' True',
  ' and',
  ' count',
  ' <',
  ' limit',
  '\n     ',
  'count',
  ' -',
  ' step',
  '\n       ',
  'break',
  ' #',
  ' done',
  '\n\n    ',
  'class',
  ' Shop',
  ' extends',
  ' Base',
  ' {',
  '\n\t',
  'this',
  '->',
  'total',
  ' }',
  '\n\t\t',
  'value',
].filter((piece, index, all) => all.indexOf(piece) === index);

export function tinyVocabulary(): TinyVocabulary {
  const spelling = byteSpelling();
  const spell = (text: string): string => [...new TextEncoder().encode(text)].map((byte) => spelling[byte]).join('');
  const tokens = [...spelling];
  const known = new Set(tokens);
  const merges: string[] = [];
  for (const piece of story) {
    const word = spell(piece);
    for (let end = 2; end <= [...word].length; end++) {
      const characters = [...word];
      const whole = characters.slice(0, end).join('');
      if (known.has(whole)) continue;
      known.add(whole);
      tokens.push(whole);
      merges.push(`${characters.slice(0, end - 1).join('')} ${characters[end - 1]}`);
    }
  }
  const firstControl = tokens.length;
  tokens.push(...controlTokens);
  const ids = new Map(tokens.map((token, id) => [token, id]));
  const idOf = (text: string): number => {
    const id = ids.get((controlTokens as readonly string[]).includes(text) ? text : spell(text));
    if (id === undefined) throw new Error(`No token for ${JSON.stringify(text)}`);
    return id;
  };
  return { tokens, merges, firstControl, idOf };
}

/** GPT-2's map from bytes to printable characters. */
function byteSpelling(): string[] {
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    return String.fromCodePoint(printable ? byte : next++);
  });
}
