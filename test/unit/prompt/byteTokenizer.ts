import type { Tokenizer } from '../../../src/core/prompt/tokenizer';

/** A tokenizer that cuts UTF-8 into runs of up to three bytes, so that characters are split as real ones split emoji. */
export const byteTokenizer: Tokenizer = {
  tokenize: (text) => {
    const bytes = new TextEncoder().encode(text);
    const tokens: number[] = [];
    for (let at = 0; at < bytes.length; at += 3)
      tokens.push([...bytes.subarray(at, at + 3)].reduce((id, byte) => id * 256 + byte, 1));
    return tokens;
  },
  detokenize: (tokens) =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(tokens.flatMap(bytesOf))),
  markers: { prefix: -1, suffix: -2, middle: -3, repository: -4, file: -5 },
};

/** The same without markers for other files. */
export const plainTokenizer: Tokenizer = { ...byteTokenizer, markers: { prefix: -1, suffix: -2, middle: -3 } };

function bytesOf(token: number): number[] {
  const bytes: number[] = [];
  for (let rest = token; rest > 1; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return bytes;
}

/** Writes a token array as text, with markers as `<1>` to `<5>`. */
export function show(tokens: readonly number[]): string {
  let text = '';
  let run: number[] = [];
  for (const token of [...tokens, 0]) {
    if (token > 0) run.push(token);
    else {
      text += byteTokenizer.detokenize(run) + (token < 0 ? `<${-token}>` : '');
      run = [];
    }
  }
  return text;
}
