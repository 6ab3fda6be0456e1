/** A place in a line of code where something is reached through an expression. */
export interface Dereference {
  /** What stands before the dot, bracket or parenthesis: `cart.items`. */
  readonly expression: string;
  /** The name behind the dot, or the text within the brackets; empty for a call. */
  readonly member: string;
  readonly kind: 'member' | 'index' | 'call';
  /** Zero-based column of the name, or of the bracket. */
  readonly at: number;
}

/** Longer lines are generated. */
const maxLineChars = 600;
const accessor = /(\?\.|!\.|->|::|\.)\s*(#?[\p{ID_Start}_$][\p{ID_Continue}$]*)|\[|\(/gu;
const nameBefore = /[\p{ID_Start}_$#@][\p{ID_Continue}$]*$/u;

/** All of them in a line, in their order. Reads the text alone, so a string may be taken for code. */
export function dereferencesIn(line: string): readonly Dereference[] {
  const code = line.slice(0, maxLineChars);
  const found: Dereference[] = [];
  for (const match of code.matchAll(accessor)) {
    const { 0: text, 2: member, index } = match;
    const expression = expressionBefore(code, index);
    if (expression === '') continue;
    if (member !== undefined)
      found.push({ expression, member, kind: 'member', at: index + text.length - member.length });
    else if (text === '[') found.push({ expression, member: insideBrackets(code, index), kind: 'index', at: index });
    else found.push({ expression, member: '', kind: 'call', at: index });
  }
  return found;
}

/** The expression that ends at an offset: names joined by dots, with their calls and brackets. Empty where none does. */
export function expressionBefore(code: string, end: number): string {
  let start = end;
  for (;;) {
    const closed = skipBrackets(code, start);
    const name = nameBefore.exec(code.slice(Math.max(0, closed - 80), closed))?.[0] ?? '';
    if (closed === start && name === '') break;
    start = closed - name.length;
    // A pair of brackets by itself is an expression too, but one that says nothing.
    const joint = /(?:\?\.|!\.|->|::|\.|[!?](?=$))$/.exec(code.slice(0, start))?.[0];
    if (joint === undefined) break;
    if (expressionEnd(code, start - joint.length) === start - joint.length) break;
    start -= joint.length;
  }
  return code.slice(start, end).trim();
}

/** Where something that can stand before a dot ends at `end`; the same offset when there is nothing. */
function expressionEnd(code: string, end: number): number {
  return /[\p{ID_Continue}$)\]"'`]$/u.test(code.slice(Math.max(0, end - 2), end)) ? end - 1 : end;
}

/** The offset before the closed pairs of brackets that end at `end`. */
function skipBrackets(code: string, end: number): number {
  let at = end;
  while (code[at - 1] === ')' || code[at - 1] === ']') {
    let depth = 0;
    let open = at - 1;
    for (; open >= 0; open -= 1) {
      const char = code[open] ?? '';
      if (char === ')' || char === ']') depth += 1;
      else if ((char === '(' || char === '[') && --depth === 0) break;
    }
    if (open < 0) return end;
    at = open;
  }
  return at;
}

function insideBrackets(code: string, open: number): string {
  let depth = 0;
  for (let at = open; at < code.length; at += 1) {
    if (code[at] === '[') depth += 1;
    else if (code[at] === ']' && --depth === 0) return code.slice(open + 1, at).trim();
  }
  return code.slice(open + 1).trim();
}
