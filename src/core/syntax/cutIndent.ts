import { lineStart } from '../text/lines';
import type { CutExtent } from '../../protocol/syntax';
import { closes, indentAt, isCloser, isOpener, type OpenBracket, popMatching } from './brackets';
import { needsMore } from './continuation';
import type { CutContext, CutEnd } from './cutContext';
import { headerBefore, logicalLineStart } from './emptyBlock';
import { scanTokens, type TokenScan, type Verdict } from './tokenScan';
import type { Token } from './tokens';

const CLAUSES = ['else', 'elif', 'except', 'finally'];
const DECLARATIONS = new Set(['def', 'class', 'async', '@']);

/** The end of a statement or block in a language where indentation makes blocks; `undefined` while it has not ended. */
export function cutIndent(context: CutContext, extent: CutExtent): CutEnd {
  return scanTokens(context.tokens, new IndentScan(context, extent));
}

/** Walks the logical lines of an answer. A line break inside of brackets or strings begins no line. */
class IndentScan implements TokenScan {
  readonly #context: CutContext;
  readonly #extent: CutExtent;
  readonly #outer: OpenBracket[];
  readonly #own: string[] = [];
  /** Indentation of the statement (extent `statement`, or a header begun before the cursor) or of the block. */
  #indent: number | undefined;
  /** The line was begun before the cursor. */
  #begun: boolean;
  /** `body`: everything deeper than #indent belongs to it. `level`: everything at #indent does too. */
  #mode: 'line' | 'body' | 'level' = 'line';
  /** The header stood before the cursor, so that only its body is asked for and not its other clauses. */
  readonly #bodyOnly: boolean;
  #amongSiblings = false;
  #firstIsDeclaration = false;
  #last: Token | undefined;
  #lineFirst: Token | undefined;
  #codeEnd: number;
  #anyEnd: number;

  constructor(context: CutContext, extent: CutExtent) {
    this.#context = context;
    this.#extent = extent;
    this.#outer = [...context.brackets];
    this.#last = context.before;
    this.#codeEnd = context.from;
    this.#anyEnd = context.from;
    const { text, from, document } = context;
    const isMidLine = text.slice(lineStart(text, from), from).trim() !== '';
    this.#begun = isMidLine || context.brackets.length > 0;
    if (this.#begun) this.#indent = indentAt(text, logicalLineStart(document, from));
    const isBehindColon = isMidLine && text.slice(lineStart(text, from), from).trimEnd().endsWith(':');
    const isBehindHeader = isBehindColon && context.brackets.length === 0 && headerBefore(document, from) !== undefined;
    if (isBehindHeader) this.#mode = 'body';
    this.#bodyOnly = isBehindHeader && extent === 'block';
  }

  skipComment(token: Token): void {
    const isOwnLine = this.#breaksBefore(token, this.#codeEnd);
    if (!isOwnLine && token.start >= this.#codeEnd) this.#codeEnd = this.#anyEnd = token.end;
    const floor = (this.#indent ?? 0) + (this.#mode === 'body' ? 1 : 0);
    if (isOwnLine && this.#extent === 'block' && indentAt(this.#context.text, token.start) >= floor)
      this.#anyEnd = token.end;
  }

  take(token: Token): Verdict {
    if (this.#isLineStart(token)) {
      const verdict = this.#line(token);
      if (verdict !== undefined) return verdict;
    }
    if (isCloser(token.type)) {
      const verdict = this.#close(token);
      if (verdict !== undefined) return verdict;
    } else if (isOpener(token.type)) this.#own.push(token.type);
    this.#last = token;
    this.#codeEnd = this.#anyEnd = token.end;
    return undefined;
  }

  finish(): CutEnd {
    const { complete, text, to, tokens } = this.#context;
    const last = this.#last;
    const isNothing = this.#codeEnd === this.#context.from || last === undefined;
    if (isNothing || this.#isNested() || tokens.at(-1)?.open === true) return undefined;
    if (
      this.#extent !== 'statement' ||
      this.#mode !== 'line' ||
      last.type === ':' ||
      needsMore(last, this.#context.grammar.entry)
    )
      return undefined;
    if (this.#lineFirst?.type === '@') return undefined;
    const rest = text.slice(this.#codeEnd, to);
    return complete || (rest.includes('\n') && !rest.trimStart().startsWith('\\')) ? this.#codeEnd : undefined;
  }

  #isNested(): boolean {
    return this.#own.length > 0 || this.#outer.length > 0;
  }

  #breaksBefore(token: Token, end: number): boolean {
    return this.#context.text.slice(end, token.start).includes('\n');
  }

  #isLineStart(token: Token): boolean {
    if (this.#isNested()) return false;
    if (!this.#begun && this.#codeEnd === this.#context.from) return true;
    const gap = this.#context.text.slice(this.#last?.end ?? 0, token.start);
    return gap.includes('\n') && !/\\\r?\n/.test(gap);
  }

  /** A logical line begins with `token`. */
  #line(token: Token): Verdict {
    const indent = indentAt(this.#context.text, token.start);
    const isFirst = this.#codeEnd === this.#context.from;
    if (isFirst && this.#mode === 'line') {
      const verdict = this.#firstLine(token, indent);
      if (verdict !== undefined) return verdict;
    } else {
      const verdict = this.#nextLine(token, indent);
      if (verdict !== undefined) return verdict;
    }
    this.#lineFirst = token;
    return undefined;
  }

  /** The first line of code in the answer, when it is a line of its own. */
  #firstLine(token: Token, indent: number): Verdict {
    const { text, from, document, isEmptyBlock } = this.#context;
    const column = from - lineStart(text, from);
    if (this.#extent === 'block') {
      const header = this.#begun ? undefined : headerBefore(document, from);
      if (isEmptyBlock && header !== undefined && indent <= header.indent) return from;
      if (indent < (this.#begun ? (this.#indent ?? 0) : column)) return from;
      this.#mode = 'level';
      this.#amongSiblings = !isEmptyBlock && (indent === 0 || isInClass(text, from, indent));
      this.#firstIsDeclaration = DECLARATIONS.has(token.type);
    }
    this.#begun = false;
    this.#indent = indent;
    return undefined;
  }

  #nextLine(token: Token, indent: number): Verdict {
    const base = this.#indent ?? 0;
    if (this.#mode === 'line') {
      if (this.#last?.type === ':') this.#mode = 'body';
      else if (this.#lineFirst?.type === '@') return undefined;
      else if (this.#extent === 'statement') return this.#codeEnd;
      else this.#mode = 'level';
    }
    if (this.#mode === 'body') return this.#afterBody(token, indent, base);
    if (indent < base) return this.#anyEnd;
    return indent === base && this.#amongSiblings ? this.#sibling(token) : undefined;
  }

  #afterBody(token: Token, indent: number, base: number): Verdict {
    if (indent > base) return undefined;
    const { text, to, complete } = this.#context;
    if (indent === base && !this.#bodyOnly) {
      if (CLAUSES.includes(token.type)) return undefined;
      const word = text.slice(token.start, to);
      if (!complete && token.end === to && CLAUSES.some((clause) => clause.startsWith(word))) return 'undecided';
    }
    return this.#anyEnd;
  }

  #sibling(token: Token): Verdict {
    if (this.#lineFirst?.type === '@') return undefined;
    return this.#firstIsDeclaration || DECLARATIONS.has(token.type) ? this.#codeEnd : undefined;
  }

  #close(token: Token): Verdict {
    const index = this.#own.findLastIndex((opener) => closes(opener, token.type));
    if (index !== -1) {
      this.#own.length = index;
      return undefined;
    }
    this.#own.length = 0;
    const opener = popMatching(this.#outer, token.type);
    return opener === undefined || opener.closer !== undefined ? this.#anyEnd : undefined;
  }
}

/** Whether the nearest line above that is indented less than `indent` is the header of a class. */
function isInClass(text: string, offset: number, indent: number): boolean {
  let end = lineStart(text, offset);
  while (end > 0) {
    const start = lineStart(text, end - 1);
    const line = text.slice(start, end);
    if (line.trim() !== '' && indentAt(text, start) < indent) return /^\s*class\b/.test(line);
    end = start;
  }
  return false;
}
