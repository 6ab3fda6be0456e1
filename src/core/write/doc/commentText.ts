import { answerBlocks } from '../../prompt/answerCode';

/**
 * The text of the comment that an answer holds, without its signs: of a comment, of a docstring, of code that has one of them, or the answer itself
 * where it is prose. Empty where there is none.
 */
export function commentTextIn(answer: string): string {
  const text = answer.replace(/\r\n?/g, '\n').replace(/<\|[^|\n]{0,40}\|>/g, '');
  const blocks = answerBlocks(text).map(({ code }) => code);
  for (const code of blocks) {
    const comment = commentIn(code);
    if (comment !== '') return comment;
  }
  const [block] = blocks;
  if (block !== undefined) return looksLikeCode(block) ? '' : block.trim();
  const comment = commentIn(text);
  if (comment !== '') return comment;
  return looksLikeCode(text) ? '' : withoutTalk(text).trim();
}

/** Of a comment as it stands in a file, with its signs. */
export function plainCommentText(comment: string): string {
  return commentIn(comment.replace(/\r\n?/g, '\n'));
}

function commentIn(code: string): string {
  const candidates = [starred(code), docstring(code), signed(code)].filter((each) => each.text.trim() !== '');
  candidates.sort((a, b) => a.at - b.at);
  return candidates[0]?.text ?? '';
}

interface Found {
  readonly at: number;
  readonly text: string;
}

const none: Found = { at: Infinity, text: '' };

function starred(code: string): Found {
  const found = /\/\*[*!]?([^]*?)(?:\*\/|$)/.exec(code);
  if (found === null) return none;
  const lines = (found[1] ?? '').split('\n').map((line) => line.replace(/^\s*\*(?!\*)\s?/, '').trimEnd());
  return { at: found.index, text: lines.join('\n').trim() };
}

function docstring(code: string): Found {
  const found = /(?:^|\n)[^\S\n]*[rRuU]?("""|''')([^]*?)(?:\1|$)/.exec(code);
  if (found === null) return none;
  return { at: found.index, text: dedented(found[2] ?? '') };
}

/** The first run of lines that begin with a sign. */
function signed(code: string): Found {
  const found = /(?:^|\n)(?:[^\S\n]*(?:\/\/[/!]?|---?|#(?![[!]))[^\n]*(?:\n|$))+/.exec(code);
  if (found === null) return none;
  const signs = /^[^\S\n]*(?:\/\/[/!]?|---?|#) ?/;
  const lines = found[0]
    .replace(/^\n/, '')
    .split('\n')
    .map((line) => line.replace(signs, '').trimEnd());
  // A heading of Markdown begins like a comment of Python.
  const isHeading = /^\s*#{1,6} \w/.test(found[0].trimStart()) && !/\n\s*#/.test(found[0].trim());
  return isHeading ? none : { at: found.index, text: lines.join('\n').trim() };
}

function dedented(text: string): string {
  const [first = '', ...rest] = text.split('\n');
  const depths = rest.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const depth = Math.min(...depths, Infinity);
  return [first.trim(), ...rest.map((line) => line.slice(Number.isFinite(depth) ? depth : 0).trimEnd())]
    .join('\n')
    .trim();
}

function looksLikeCode(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const code = lines.filter((line) =>
    /[;{}]\s*$|^\s*(?:def|class|func|fn|function|public|private|const|let|var|return|import)\b/.test(line),
  );
  return code.length * 3 > lines.length;
}

/** "Here is the documentation:" is for the person who asked. */
function withoutTalk(text: string): string {
  return text.replace(
    /^\s*(?:(?:sure|certainly|of course|here(?:'s| is| are)|this is|below is)\b[^\n]*[:!]\s*\n+)+/i,
    '',
  );
}
