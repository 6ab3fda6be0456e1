import { isContinuing, isUnfinished } from './blockWords';
import type { LanguageEntry } from './languages';
import type { Token } from './tokens';

/** Words that, at the start of a line, go on with the statement before them. */
const CONTINUING_WORDS = new Set([
  'else',
  'catch',
  'finally',
  'in',
  'of',
  'instanceof',
  'as',
  'satisfies',
  'where',
  'throws',
  'extends',
  'implements',
]);
/** Words after which a statement may end although they are keywords. */
const ENDING_WORDS = new Set([
  'return',
  'break',
  'continue',
  'fallthrough',
  'debugger',
  'yield',
  'this',
  'super',
  'null',
]);
const VALUE_OWNERS = new Set([
  'predefined_type',
  'primitive_type',
  'integral_type',
  'floating_point_type',
  'void_type',
]);
const CONDITION_OWNERS = new Set([
  'if_statement',
  'while_statement',
  'with_statement',
  'for_statement',
  'for_in_statement',
  'foreach_statement',
  'if_expression',
]);
/** Nodes that end in a character that elsewhere is an operator: `Array<string>`, `value!`, `count++`, `</div>`. */
const POSTFIX_OWNERS = new Set([
  'type_arguments',
  'type_parameters',
  'non_null_expression',
  'update_expression',
  'optional_type',
  'existential_type',
  'jsx_self_closing_element',
  'inc_statement',
  'dec_statement',
  'nullable_type',
  'type_argument_list',
  'import',
]);

/** Whether a statement cannot end after this token, because an operand, a body or a name must follow. */
export function needsMore(token: Token, entry: LanguageEntry): boolean {
  const { type, above } = token;
  const owner = above.at(-1) ?? '';
  if (entry.blocks === 'words') return isUnfinished(entry, type, token.named, owner);
  if (token.named || VALUE_OWNERS.has(owner)) return false;
  if (above.includes('decorator')) return true;
  if (/^[a-z]+$/.test(type)) return !ENDING_WORDS.has(type);
  if (type === '++' || type === '--' || type === '!!' || POSTFIX_OWNERS.has(owner)) return false;
  if (type === ')') return CONDITION_OWNERS.has(owner) || isCondition(above);
  return /[=+\-*/%&|^!~<>?:,.@]$/.test(type);
}

function isCondition(above: readonly string[]): boolean {
  return (
    above.at(-1) === 'parenthesized_expression' &&
    CONDITION_OWNERS.has(above.at(-2) ?? '') &&
    above.at(-2) !== 'do_statement'
  );
}

/**
 * Whether this token, first on its line, goes on with the statement before it. `afterBlock`: the line before ends a
 * block.
 */
export function continuesStatement(token: Token, afterBlock: boolean): boolean {
  const { type } = token;
  if (CONTINUING_WORDS.has(type)) return true;
  if (token.named) return type === 'template_string' && !afterBlock;
  if (/^(?:\+\+|--|!|~|@|#|\.\.\.|\*\*?$)/.test(type) || token.above.at(-1) === 'jsx_opening_element') return false;
  if (type === '(' || type === '[' || type === '{') return !afterBlock;
  if (type === '<') return !token.above.some((owner) => owner.startsWith('jsx_'));
  return /^[.?:=+\-/%&|^<>,]/.test(type);
}

/** Whether the end of a streamed text cut this word short, so that it still may become a continuing word. */
export function mayStillContinue(word: string, entry: LanguageEntry): boolean {
  const words =
    entry.blocks === 'words'
      ? ['and', 'or'].filter((each) => isContinuing(entry, each))
      : [...CONTINUING_WORDS, 'while'];
  return words.some((candidate) => candidate.startsWith(word));
}

/** Whether a statement ends at the line break between two tokens outside of all brackets of its own. */
export function endsAtLineBreak(entry: LanguageEntry, before: Token, after: Token, afterBlock: boolean): boolean {
  if (!entry.newlineEndsStatement && !afterBlock) return false;
  if (!afterBlock && needsMore(before, entry)) return false;
  if (entry.blocks === 'words') return !isContinuing(entry, after.type);
  return !continuesStatement(after, afterBlock);
}
