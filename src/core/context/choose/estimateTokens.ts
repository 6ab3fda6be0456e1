/**
 * UTF-16 units for each token of code in Qwen2.5-Coder's vocabulary, measured on 361 files: 4.3 in TypeScript (four of five files between
 * 3.9 and 4.6), 3.8 in JavaScript, 4.9 in Python.
 */
export const unitsPerToken = 4.2;

/** A guess at the tokens of a text, for choosing before the engine counts. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / unitsPerToken);
}
