import { lineStart } from '../text/lines';
import type { Token } from '../syntax/tokens';
import { tokensBetween } from '../syntax/tokens';
import type { ParsedDocument } from '../syntax/trees';

/** A name as the code uses it. */
export interface UsedName {
  readonly name: string;
  /** For a member: the plain name left of the dot; empty when something else stands there. */
  readonly receiver?: string;
}

const nameType = /identifier|^(?:constant|name|word|simple_identifier|package_name)$/;
const wordPattern = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;
const memberSigns: ReadonlySet<string> = new Set(['.', '?.', '::', '->', 'optional_chain']);

/** The names in [start, end), each once for each receiver. Keys of objects and keyword arguments are no uses of a name. */
export function usedNames({ tree, text }: ParsedDocument, start: number, end: number): UsedName[] {
  // From the line's start on, to see what stands left of a dot.
  const tokens = tokensBetween(tree.rootNode, text, lineStart(text, start), Math.min(text.length, end + 2));
  const found = new Map<string, UsedName>();
  for (const [index, token] of tokens.entries()) {
    const name = nameOf(token, text);
    if (name === undefined || token.start < start || token.end > end || isKey(token, tokens[index + 1])) continue;
    const isMember = memberSigns.has(tokens[index - 1]?.type ?? '');
    const left = tokens[index - 2];
    const isChain = memberSigns.has(tokens[index - 3]?.type ?? '');
    const receiver = left === undefined || isChain ? '' : (nameOf(left, text) ?? '');
    found.set(isMember ? `${receiver}.${name}` : name, isMember ? { name, receiver } : { name });
  }
  return [...found.values()];
}

function nameOf(token: Token, text: string): string | undefined {
  if (!token.named || token.comment || !nameType.test(token.type)) return undefined;
  const name = text.slice(token.start, token.end);
  return wordPattern.test(name) ? name : undefined;
}

function isKey({ type, above }: Token, next: Token | undefined): boolean {
  const parent = above.at(-1);
  if (parent === 'keyword_argument' && next?.type === '=') return true;
  return (parent === 'pair' || type === 'property_identifier') && next?.type === ':';
}
