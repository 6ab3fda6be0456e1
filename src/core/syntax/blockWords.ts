import { lineStart } from '../text/lines';
import type { LanguageEntry } from './languages';

/** Where blocks begin and end with words: `def … end`, `if … fi`. */
interface BlockWords {
  /** A word that begins a block, and the one that ends it. */
  readonly openers: Readonly<Record<string, string>>;
  /** Words that end one part of a block and begin its next: `else`. */
  readonly clauses: ReadonlySet<string>;
  /** Whether an opener is one here; `owner` is the type of the node that it belongs to. */
  readonly isOpener: (word: string, owner: string, before: string, after: string) => boolean;
  /** First on its line, it goes on with the statement before. */
  readonly continuing: RegExp;
  /** Last on its line, it leaves the statement unfinished. */
  readonly unfinished: RegExp;
}

/** A virtual bracket type: `›end` is any word that `end` closes. */
const MARK = '›';

/** Text in front of a word of Ruby that is the beginning of an expression, not a modifier behind one: `x = if a`. */
const EXPRESSION_START = /(?:^|[=(\[{,;|&]|\b(?:then|else|do|return|begin|and|or|not))\s*$/;

const tables: Readonly<Record<string, BlockWords>> = {
  ruby: {
    openers: Object.fromEntries(
      'def class module begin do if unless case while until for'.split(' ').map((word) => [word, 'end']),
    ),
    clauses: new Set(['else', 'elsif', 'when', 'in', 'rescue', 'ensure']),
    isOpener: isRubyOpener,
    continuing: /^(?:\.|&\.)$/,
    unfinished: /^(?:[=+\-*/%&|^<>:?,.]+|and|or|not|=>|->)$/,
  },
  lua: {
    openers: { function: 'end', if: 'end', do: 'end', while: 'end', for: 'end', repeat: 'until' },
    clauses: new Set(['else', 'elseif']),
    isOpener: (word, owner, before) => word !== 'do' || owner === 'do_statement' || before.trim() === '',
    continuing: /^(?:\.\.|[.:+*/%^<>=~,-]|[<>=~]=|\/\/|and|or)$/,
    unfinished: /^(?:[=+\-*/%^<>~:,.#]+|and|or|not|local|return)$/,
  },
  bash: {
    openers: { if: 'fi', while: 'done', until: 'done', for: 'done', select: 'done', case: 'esac' },
    clauses: new Set(['else', 'elif', ';;', ';&', ';;&']),
    isOpener: () => true,
    continuing: /^(?:\||&&|\|\||\|&|heredoc_\w+)$/,
    unfinished: /^(?:\||&&|\|\||\|&|!|=|\+=|\\)$/,
  },
};

/** The closing words of all these languages, by the bracket type of what they close. */
export const WORD_CLOSERS: Readonly<Record<string, string>> = Object.fromEntries(
  ['end', 'until', 'fi', 'done', 'esac'].map((word) => [MARK + word, word]),
);

function isRubyOpener(word: string, owner: string, before: string, after: string): boolean {
  if (word === 'do') return owner !== 'do' && !/^\s*(?:while|until|for)\b/.test(before);
  if (word === 'def') return !/^def\s+[\w.]+[?!]?\s*(?:\([^)]*\))?\s*=(?![=~])/.test(after);
  if (!/^(?:if|unless|while|until)$/.test(word)) return true;
  return owner.endsWith('_modifier') ? false : owner === word || EXPRESSION_START.test(before);
}

/** A leaf of the tree as brackets see it. */
export interface Leaf {
  readonly type: string;
  readonly start: number;
  readonly named: boolean;
  /** Type of the node above. */
  readonly owner: string;
}

/**
 * What a leaf is among the brackets: of a language with words for blocks its opener has a virtual type that the closing word
 * closes; a word that opens nothing here, such as a modifier, has none. Any other leaf keeps its type.
 */
export function bracketType(entry: LanguageEntry, text: string, { type, start, named, owner }: Leaf): string {
  const words = wordsOf(entry);
  if (words === undefined) return type;
  if (named) return entry.queries === 'bash' && type === 'word' && text[start] === '}' ? '}' : type;
  if (type === ')' && entry.queries === 'bash') return isCasePattern(text, start, owner) ? 'pattern' : type;
  if (type === 'until' && entry.queries === 'lua') return type;
  if (!Object.hasOwn(words.openers, type)) return type;
  const line = lineStart(text, start);
  const isOpener = words.isOpener(type, owner, text.slice(line, start), text.slice(start, start + 200));
  return isOpener ? `${MARK}${words.openers[type] ?? ''}` : `word ${type}`;
}

/** The `)` behind a pattern of `case` closes nothing. */
function isCasePattern(text: string, start: number, owner: string): boolean {
  if (owner === 'case_item') return true;
  return owner === 'ERROR' && /^[^()]*$/.test(text.slice(lineStart(text, start), start));
}

/** A word opened this block, no brace. */
export function isWordBlock(bracketType: string): boolean {
  return bracketType.startsWith(MARK);
}

/** Whether a word ends one part of a block and begins the next: `else`. */
export function isClause(entry: LanguageEntry, type: string): boolean {
  return wordsOf(entry)?.clauses.has(type) ?? false;
}

/** Whether such a statement cannot end after this token, because an operand must follow. */
export function isUnfinished(entry: LanguageEntry, type: string, named: boolean, owner: string): boolean {
  if (named || /^(?:block_parameters|splat_argument|star|special_variable_name|vararg_expression)$/.test(owner))
    return false;
  return wordsOf(entry)?.unfinished.test(type) ?? false;
}

/** Whether this token, first on its line, goes on with the statement before it. */
export function isContinuing(entry: LanguageEntry, type: string): boolean {
  return wordsOf(entry)?.continuing.test(type) ?? false;
}

function wordsOf(entry: LanguageEntry): BlockWords | undefined {
  return entry.blocks === 'words' ? tables[entry.queries] : undefined;
}
