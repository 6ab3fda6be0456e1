import { indentationOf, lineEnd, lineStart, nextLineStart } from '../../../text/lines';

/** What the rival's editor client sends of a document: whole lines before the cursor's, that line up to the cursor, and the rest. */
export interface PeerPlace {
  readonly prefix: string;
  /** The line up to the cursor; empty where that holds only blanks. */
  readonly prompt: string;
  readonly suffix: string;
  /** Width of the line's indentation. */
  readonly indent: number;
}

/** Lines that it sends by default (llama.vscode, `n_prefix` and `n_suffix`). */
const peerLines = { before: 256, after: 64 };

/** The place of a cursor. */
export function peerPlace(text: string, offset: number): PeerPlace {
  const start = lineStart(text, offset);
  const head = text.slice(start, offset);
  let from = start;
  for (let line = 0; line < peerLines.before && from > 0; line++) from = lineStart(text, from - 1);
  let end = nextLineStart(text, offset);
  for (let line = 0; line < peerLines.after && end < text.length; line++) end = nextLineStart(text, end);
  const before = text.slice(from, Math.max(from, start - 1));
  const after = text.slice(nextLineStart(text, offset), end).replace(/\n$/, '');
  return {
    prefix: `${before}\n`,
    prompt: head.trim() === '' ? '' : head,
    suffix: `${text.slice(offset, lineEnd(text, offset))}\n${after}\n`,
    indent: indentationOf(head).length,
  };
}

/** Where the cursor will be once an answer has been taken over. */
export function placeAfter({ prefix, prompt, suffix, indent }: PeerPlace, answer: string): PeerPlace {
  const lines = answer.split(/\r?\n/);
  const last = lines.pop() ?? '';
  if (lines.length === 0) return { prefix, prompt: prompt + last, suffix, indent };
  const all = `${prefix}${prompt}${lines.join('\n')}`.split('\n').slice(-peerLines.before);
  return { prefix: `${all.join('\n')}\n`, prompt: last, suffix, indent };
}

/** Where the cursor will be once the first line of an answer of several lines has been taken over, and what is left of the answer there. */
export function lineAfter(
  place: PeerPlace,
  answer: string,
): { readonly place: PeerPlace; readonly rest: string } | undefined {
  const [first = '', ...others] = answer.split(/\r?\n/);
  if (others.length === 0) return undefined;
  return {
    place: { ...place, prefix: `${place.prefix}${place.prompt}${first}\n`, prompt: '' },
    rest: others.join('\n'),
  };
}
