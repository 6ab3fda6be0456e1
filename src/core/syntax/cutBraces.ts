import { lineStart } from '../text/lines';
import type { CutExtent } from '../../protocol/syntax';
import { isClause, isWordBlock } from './blockWords';
import { bracketKind, closes, indentAt, isCloser, isOpener, type OpenBracket, popMatching } from './brackets';
import { continuesStatement, endsAtLineBreak, mayStillContinue, needsMore } from './continuation';
import type { CutContext, CutEnd } from './cutContext';
import { scanTokens, type TokenScan, type Verdict } from './tokenScan';
import { type Token, tokenAfter } from './tokens';

const CLASS_BODIES = new Set([
  'class_body',
  'interface_body',
  'declaration_list',
  'field_declaration_list',
  'enum_body_declarations',
  'enum_class_body',
  'class',
  'module',
  'singleton_class',
]);
const HEADERS = new Set([
  'if_statement',
  'for_clause',
  'for_statement',
  'expression_switch_statement',
  'type_switch_statement',
]);
const CLASS_HEADER = /\b(?:class|interface|impl|trait|struct|namespace|mod|union)\b/;

/** The end of a statement or block in a language with braces; `undefined` while it has not ended. */
export function cutBraces(context: CutContext, extent: CutExtent): CutEnd {
  return scanTokens(context.tokens, new BraceScan(context, extent));
}

/** Walks the tokens of an answer and keeps what is open in the answer apart from what was open before it. */
class BraceScan implements TokenScan {
  readonly #context: CutContext;
  readonly #extent: CutExtent;
  readonly #outer: OpenBracket[];
  readonly #own: { readonly type: string; readonly kind: 'block' | 'group' }[] = [];
  /** The statement was begun before the cursor. */
  readonly #begun: boolean;
  /** The answer stands among declarations, so another one is a sibling and no part of it. */
  readonly #amongSiblings: boolean;
  #last: Token | undefined;
  /** The last token ended a block that stands directly in the statement. */
  #afterBlock: boolean;
  /** The block of the cursor was closed by the answer itself; only closers on the same line may follow. */
  #closed = false;
  /** Behind the `until` that closed the block stands its condition. */
  #isCondition = false;
  #first: Token | undefined;
  #finished = 0;
  #hasBlock = false;
  #codeEnd: number;
  #anyEnd: number;

  constructor(context: CutContext, extent: CutExtent) {
    this.#context = context;
    this.#extent = extent;
    this.#outer = [...context.brackets];
    this.#last = context.before;
    this.#afterBlock = isBlockEnd(context.before);
    this.#codeEnd = context.from;
    this.#anyEnd = context.from;
    const header = beginsInHeader(context);
    if (header !== -1) this.#own.push(...this.#outer.splice(header));
    this.#hasBlock = header !== -1;
    this.#begun = header !== -1 || isBegun(context);
    this.#amongSiblings = extent === 'block' && !this.#begun && isAmongSiblings(context);
  }

  skipComment(token: Token): void {
    if (!this.#breaksBefore(token, this.#codeEnd)) this.#codeEnd = token.end;
    this.#anyEnd = token.end;
  }

  /** Takes the next token: a number is the end of the scope. */
  take(token: Token): Verdict {
    if (this.#closed) return this.#takeAfterClosed(token);
    const ended = this.#lineBreak(token);
    if (ended !== undefined) return ended;
    const { type } = token;
    if (type === 'php_end_tag' && this.#own.length === 0 && this.#first !== undefined) return this.#codeEnd;
    const clause = this.#clause(token);
    if (clause !== undefined) return clause;
    if (isCloser(type)) {
      const verdict = this.#close(token);
      if (verdict !== undefined) return verdict;
    } else {
      this.#afterBlock = false;
      if (isOpener(type)) {
        const verdict = this.#open(token);
        if (verdict !== undefined) return verdict;
      }
    }
    this.#accept(token);
    return type === ';' && this.#isAtBase() && !this.#isInHeader(token) ? this.#endStatement() : undefined;
  }

  /** `else` and the like end what stands before them, unless the rest of the block is the answer's: nothing but its end is behind. */
  #clause(token: Token): Verdict {
    const inner = this.#outer.at(-1);
    const { grammar } = this.#context;
    if (inner?.kind !== 'block' || this.#own.length > 0 || !isClause(grammar.entry, token.type)) return undefined;
    const isFirst = /^;/.test(token.type) || this.#last === undefined || this.#breaksBefore(token, this.#last.end);
    if (!isFirst || this.#codeEnd === this.#context.from) return undefined;
    if (this.#extent === 'statement') return this.#codeEnd;
    if (inner.closer === undefined) return undefined;
    const { document, from } = this.#context;
    const next = tokenAfter(document.tree.rootNode, document.text, from);
    return next?.start === inner.closer ? undefined : this.#anyEnd;
  }

  /** The tree tells only for headers that parse. */
  #isInHeader(token: Token): boolean {
    if (HEADERS.has(token.above.at(-1) ?? '')) return true;
    const { bareHeaders } = this.#context.grammar.entry;
    return bareHeaders && !this.#hasBlock && /^(?:if|for|switch)$/.test(this.#first?.type ?? '');
  }

  /** The end after the last token. */
  finish(): CutEnd {
    const { complete, text, to, tokens } = this.#context;
    if (this.#closed && this.#own.length === 0)
      return complete || text.slice(this.#codeEnd, to).includes('\n') ? this.#codeEnd : undefined;
    if (!complete || tokens.at(-1)?.open === true || this.#first === undefined || !this.#isAtBase()) return undefined;
    const entry = this.#context.grammar.entry;
    const isWhole = this.#afterBlock || (entry.newlineEndsStatement && !needsMore(this.#last as Token, entry));
    return isWhole ? (this.#endStatement() as CutEnd) : undefined;
  }

  #accept(token: Token): void {
    this.#first ??= token;
    this.#last = token;
    this.#codeEnd = token.end;
    this.#anyEnd = token.end;
  }

  #isAtBase(): boolean {
    return this.#own.length === 0 && this.#outer.at(-1)?.kind !== 'group';
  }

  #breaksBefore(token: Token, end: number): boolean {
    return this.#context.text.slice(end, token.start).includes('\n');
  }

  /** Ends the statement at a line break before `token`, if it ends there. */
  #lineBreak(token: Token): Verdict {
    const last = this.#last;
    if (last === undefined || !this.#isAtBase() || !this.#breaksBefore(token, last.end) || isCloser(token.type))
      return undefined;
    const { grammar, text, to, complete } = this.#context;
    if (grammar.entry.blocks === 'words' && /\\\r?\n/.test(text.slice(last.end, token.start))) return undefined;
    const isDirective = isInDirective(this.#first);
    if (!isDirective && !endsAtLineBreak(grammar.entry, last, token, this.#afterBlock)) return undefined;
    if (token.type === 'while' && this.#first?.type === 'do') return undefined;
    const verdict = this.#endStatement();
    const isCutShort = token.end === to && !complete && mayStillContinue(text.slice(token.start, to), grammar.entry);
    return verdict !== undefined && isCutShort ? 'undecided' : verdict;
  }

  #endStatement(): Verdict {
    if (this.#first === undefined) return undefined;
    if (this.#extent === 'statement') return this.#codeEnd;
    if (this.#finished === 0 && this.#hasBlock && (this.#begun || this.#amongSiblings)) return this.#codeEnd;
    this.#finished++;
    this.#hasBlock = false;
    this.#first = undefined;
    this.#statementEnd = this.#codeEnd;
    return undefined;
  }

  #statementEnd = 0;

  #open(token: Token): Verdict {
    const { grammar, text } = this.#context;
    const kind = bracketKind(grammar.entry, token.type, token.above.at(-1) ?? '', text, token.start);
    if (kind === 'block' && this.#own.length === 0) {
      this.#hasBlock = true;
      if (this.#amongSiblings && this.#finished > 0) return this.#statementEnd;
    }
    this.#own.push({ type: token.type, kind });
    return undefined;
  }

  #close(token: Token): Verdict {
    const index = this.#own.findLastIndex((bracket) => closes(bracket.type, token.type));
    if (index !== -1) {
      this.#afterBlock = index === 0 && this.#own[0]?.kind === 'block';
      this.#own.length = index;
      return undefined;
    }
    this.#own.length = 0;
    const opener = popMatching(this.#outer, token.type);
    if (opener === undefined || opener.closer !== undefined) return this.#anyEnd;
    if (opener.kind === 'block') {
      if (this.#extent === 'statement') return this.#codeEnd;
      this.#closed = true;
      this.#isCondition = token.type === 'until';
    }
    this.#afterBlock = false;
    return undefined;
  }

  #takeAfterClosed(token: Token): Verdict {
    if (this.#own.length > 0) return this.#takeCall(token);
    if (this.#breaksBefore(token, this.#codeEnd)) return this.#codeEnd;
    if (this.#isCondition) return this.#takeCall(token);
    if (token.type === '(') return this.#takeCall(token);
    const isEnd = token.type === ';' || token.type === ',';
    if (!isEnd) {
      const opener = isCloser(token.type) ? popMatching(this.#outer, token.type) : undefined;
      if (opener?.kind !== 'group' || opener.closer !== undefined) return this.#codeEnd;
    }
    this.#accept(token);
    return isEnd ? this.#codeEnd : undefined;
  }

  /** A function may be called on the spot: `}(a, b)`. */
  #takeCall(token: Token): Verdict {
    const verdict = isCloser(token.type) ? this.#close(token) : isOpener(token.type) ? this.#open(token) : undefined;
    this.#accept(token);
    return verdict;
  }
}

/** A directive of the C preprocessor ends with its line. */
function isInDirective(token: Token | undefined): boolean {
  if (token === undefined) return false;
  return (
    /^#[a-z]/.test(token.type) || token.above.some((type) => /^preproc_(?:include|def|function_def|call)$/.test(type))
  );
}

function isBlockEnd(token: Token | undefined): boolean {
  return token !== undefined && (token.type === '}' || /^(?:end|fi|done|esac)$/.test(token.type));
}

/** Index of the bracket whose header the cursor stands in, where words make blocks and nothing behind closes it; else -1. */
function beginsInHeader({ brackets, text, from, tokens }: CutContext): number {
  const index = brackets.findIndex(({ type, start }) => isWordBlock(type) && start >= lineStart(text, from));
  const first = tokens.find((token) => !token.comment);
  if (index === -1 || first === undefined || brackets.slice(index).some(({ closer }) => closer !== undefined))
    return -1;
  return index;
}

/** Whether the cursor stands in the middle of a statement. */
function isBegun({ before, brackets, grammar, text, tokens }: CutContext): boolean {
  if (brackets.at(-1)?.kind === 'group') return true;
  if (
    before === undefined ||
    before.type === ';' ||
    before.type === 'php_tag' ||
    before.start === brackets.at(-1)?.start
  )
    return false;
  const first = tokens.find((token) => !token.comment);
  if (first === undefined || !text.slice(before.end, first.start).includes('\n')) return !isBlockEnd(before);
  if (before.above.some((type) => type.startsWith('preproc_'))) return false;
  const afterBlock = isBlockEnd(before);
  return afterBlock ? continuesStatement(first, true) : !endsAtLineBreak(grammar.entry, before, first, false);
}

function isAmongSiblings({ brackets, isEmptyBlock, text }: CutContext): boolean {
  const inner = brackets.at(-1);
  if (inner === undefined) return true;
  if (isEmptyBlock) return false;
  if (isWordBlock(inner.type) && inner.owner === 'ERROR')
    return /^(?:class|module)\b/.test(text.slice(inner.start, inner.start + 7));
  const header = text.slice(lineStart(text, inner.start) + indentAt(text, inner.start), inner.start);
  return CLASS_BODIES.has(inner.owner) || (inner.owner === 'ERROR' && CLASS_HEADER.test(header));
}
