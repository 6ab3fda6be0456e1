import type { Tree } from 'web-tree-sitter';
import type { CutFacts, CutPlace } from '../../protocol/syntax';
import { bracketType } from './blockWords';
import { bracketsBefore, matchClosers, openBrackets } from './brackets';
import type { CutContext } from './cutContext';
import { cutBraces } from './cutBraces';
import { cutIndent } from './cutIndent';
import { isEmptyBlock } from './emptyBlock';
import type { Grammar } from './grammars';
import { findDelimiter, literalAt } from './literal';
import { parseEdited } from './parseEdited';
import type { TimeLimit } from './timeBox';
import { type Token, tokenBefore, tokensBetween } from './tokens';
import type { ParsedDocument } from './trees';

/** Longer answers are not looked at. */
const MAX_ANSWER_UNITS = 40_000;

/**
 * Where an answer should end; `undefined` when the parse needs longer than the time limit.
 * Not ended: `end` is the length of the answer. Ended: `end` has no white space before it, and is 0 when nothing should
 * be kept.
 */
export function cutAnswer(document: ParsedDocument, place: CutPlace, limit: TimeLimit): CutFacts | undefined {
  const { answer, offset, complete } = place;
  if (!Number.isInteger(offset) || offset < 0 || offset > document.text.length || answer.length > MAX_ANSWER_UNITS)
    return undefined;
  if (place.extent === 'line') return cutLine(answer, complete);
  const literal = literalAt(document, offset);
  const quote = literal?.delimiter === undefined ? -1 : findDelimiter(answer, literal.delimiter);
  if (literal?.kind === 'string' && literal.isClosed) return cutInString(answer, quote);
  const edited = parseEdited(document, { start: offset, oldEnd: offset, text: answer }, limit);
  if (edited === undefined) return undefined;
  const { text, tree } = edited;
  try {
    const context =
      literal?.delimiter === undefined
        ? contextOf(document, text, place, tree)
        : contextInString(document, text, place, tree, {
            start: literal.start,
            end: quote === -1 ? -1 : quote + literal.delimiter.length,
          });
    const cut = document.grammar.entry.blocks === 'indent' ? cutIndent : cutBraces;
    const end = cut(context, place.extent);
    return end === undefined ? { end: answer.length, ended: false } : endedAt(answer, end - offset);
  } finally {
    tree.delete();
  }
}

/** The end of the first line that has text. The last line of a finished answer has ended too. */
function cutLine(answer: string, complete: boolean): CutFacts {
  const first = /\S/.exec(answer);
  if (first === null) return { end: answer.length, ended: false };
  const lineBreak = answer.indexOf('\n', first.index);
  if (lineBreak === -1 && !complete) return { end: answer.length, ended: false };
  return endedAt(answer, lineBreak === -1 ? answer.length : lineBreak);
}

/** A string whose end stands behind the cursor ends the answer too, where the answer repeats that end. */
function cutInString(answer: string, quote: number): CutFacts {
  return quote === -1 ? { end: answer.length, ended: false } : endedAt(answer, quote);
}

function endedAt(answer: string, end: number): CutFacts {
  return { end: answer.slice(0, Math.max(0, end)).trimEnd().length, ended: true };
}

/** The token as brackets see it: a word that begins a block has the type of one. */
function asBracket<T extends Token | undefined>({ entry }: Grammar, text: string, token: T): T {
  if (token === undefined || entry.blocks !== 'words') return token;
  const { type, start, named, above } = token;
  return { ...token, type: bracketType(entry, text, { type, start, named, owner: above.at(-1) ?? '' }) };
}

function contextOf(document: ParsedDocument, text: string, place: CutPlace, tree: Tree): CutContext {
  const { offset, answer, complete } = place;
  const { grammar } = document;
  const brackets = openBrackets(document, offset);
  const to = offset + answer.length;
  return {
    grammar,
    text,
    from: offset,
    to,
    complete,
    tokens: tokensBetween(tree.rootNode, text, offset, to).map((token) => asBracket(grammar, text, token)),
    before: asBracket(grammar, text, tokenBefore(tree.rootNode, text, offset)),
    brackets,
    isEmptyBlock: isEmptyBlock(document, offset, brackets),
    document,
  };
}

/**
 * Inside of a string that only the answer ends, the text behind the cursor can be read only together with the answer.
 * `string.end` is where the answer ends the string, in units of the answer, or -1.
 */
function contextInString(
  document: ParsedDocument,
  text: string,
  place: CutPlace,
  tree: Tree,
  string: { readonly start: number; readonly end: number },
): CutContext {
  const from = place.offset;
  const to = from + place.answer.length;
  const end = string.end === -1 ? to : from + string.end;
  const token = { type: 'string', start: string.start, end, above: [], named: true, comment: false };
  const { grammar } = document;
  const rest = tokensBetween(tree.rootNode, text, from, to)
    .filter(({ start }) => start >= end)
    .map((each) => asBracket(grammar, text, each));
  const brackets = bracketsBefore(document, string.start);
  matchClosers({ root: tree.rootNode, text, entry: grammar.entry }, to, brackets);
  return {
    grammar,
    text,
    from,
    to,
    complete: place.complete,
    tokens: [{ ...token, open: string.end === -1 }, ...rest],
    before: asBracket(grammar, document.text, tokenBefore(document.tree.rootNode, document.text, string.start)),
    brackets,
    isEmptyBlock: false,
    document,
  };
}
