import type { ChatMessage } from '../../../protocol/engine';
import { fenceCode } from '../../text/codeFence';
import { markdownParts } from '../../text/markdownParts';

const system = [
  'You write one function after a description.',
  'Answer with one fenced code block that holds the whole function and nothing else: no other functions, no imports, no calls of it.',
].join(' ');

export interface RoundTripQuestion {
  readonly languageId: string;
  readonly signature: string;
  /** Without blocks of code; empty = only the signature is given. */
  readonly explanation: string;
}

/** Asks for a function of which only its first line and an explanation are known. */
export function roundTripMessages({ languageId, signature, explanation }: RoundTripQuestion): readonly ChatMessage[] {
  const about = explanation === '' ? 'Its name says what it does.' : `What it does:\n\n${explanation}`;
  const content = [
    `Write the function that begins like this:\n\n${fenceCode(languageId, signature)}`,
    about,
    'Write the whole function, in one code block.',
  ].join('\n\n');
  return [
    { role: 'system', content: system },
    { role: 'user', content },
  ];
}

/** The words of an explanation: its blocks of code are left out. */
export function explanationWords(markdown: string): string {
  return markdownParts(markdown).prose.join('\n').trim();
}

/** The function as it looks before it is written. */
export function emptyFunction({ languageId, signature }: Pick<RoundTripQuestion, 'languageId' | 'signature'>): string {
  return languageId === 'python' ? `${signature}\n    pass` : `${signature} {\n}`;
}
