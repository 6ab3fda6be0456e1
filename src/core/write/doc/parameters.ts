import { codeOnly } from '../../text/codeOnly';

/** What the head of a definition says of its callers. */
export interface Signature {
  /** In their order; empty without any. Undefined where they cannot be told: then none is known not to exist. */
  readonly parameters: readonly string[] | undefined;
  /** Type parameters may be documented as well. */
  readonly typeParameters: readonly string[];
  /** As written; empty where none is. */
  readonly returnType: string;
  /** Length of the head: up to the bracket behind the parameters. */
  readonly end: number;
}

const nothing: Signature = { parameters: undefined, typeParameters: [], returnType: '', end: 0 };
const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };
/** Nobody writes longer heads. */
const maxHeadUnits = 8_000;

/**
 * Reads the parameters of a function, or of a class that has some in its head (a record, a primary constructor), out of its text.
 * @param code begins with the definition, or with what belongs to it, such as decorators
 * @param name as the definition binds it; empty without one
 */
export function signatureIn(code: string, name: string, languageId: string): Signature {
  const text = code.slice(0, maxHeadUnits);
  // Blanks stand for strings and comments, so that their brackets and commas do not count.
  const masked = codeOnly(text, languageId) ?? text;
  const after = name === '' ? 0 : nameEnd(masked, name);
  if (after === undefined) return nothing;
  const list = listAt(masked, after, languageId);
  if (list === undefined) return languageId === 'ruby' ? rubySignature(masked, after) : nothing;
  const inside = masked.slice(list.open + 1, list.close);
  const generics = /^\s*<([^()]*)>\s*$/.exec(masked.slice(after, list.open))?.[1] ?? '';
  const parameters = split(inside).map((part) => parameterName(part, languageId));
  return {
    parameters: parameters.includes(undefined)
      ? undefined
      : parameters.flatMap((each) => (each === undefined || each === '' ? [] : [each])),
    typeParameters: split(generics).flatMap(
      (part) => /^\s*(?:(?:const|in|out|reified)\s+)?([\p{L}_]\w*)/u.exec(part)?.[1] ?? [],
    ),
    returnType: returnTypeOf(masked.slice(list.close + 1), languageId),
    end: list.close + 1,
  };
}

/** Behind the name where it is bound, not where a decorator or a type mentions it. */
function nameEnd(text: string, name: string): number | undefined {
  const last = name.split(/[.:]+/).at(-1) ?? name;
  const escaped = last.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const bound = new RegExp(`(?<![\\w$@])${escaped}(?![\\w$])(?=\\s*(?:[(<:={;!?]|[\\w$&*]|$))`, 'gm');
  for (const { index } of text.matchAll(bound)) {
    const line = text.slice(text.lastIndexOf('\n', index) + 1, index);
    if (!/^\s*(?:@|#\[)/.test(line)) return index + last.length;
  }
  return undefined;
}

/** The parentheses of the parameters: the first ones behind the name and its type parameters, at most behind `=` and what begins a function. */
function listAt(
  text: string,
  after: number,
  languageId: string,
): { readonly open: number; readonly close: number } | undefined {
  let at = skipGenerics(text, after);
  const rest = text.slice(at);
  // `name = async <T>(a) =>`, `name: (a) =>`, `name = function (a)`; Ruby and Kotlin may have none.
  const before = /^[?!]?\s*(?::[^=]*?)?(?:=|:)?\s*(?:async\b\s*)?(?:function\b\s*\*?\s*[\w$]*\s*)?(?=[(<])/.exec(
    rest,
  )?.[0];
  if (before === undefined) return undefined;
  at = skipGenerics(text, at + before.length);
  if (languageId === 'ruby' && before.trim() !== '') return undefined;
  const open = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
  if (text[open] !== '(') return undefined;
  const close = closeOf(text, open);
  return close === undefined ? undefined : { open, close };
}

function skipGenerics(text: string, at: number): number {
  const start = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
  if (text[start] !== '<') return at;
  const close = closeOf(text, start);
  return close === undefined ? at : close + 1;
}

function closeOf(text: string, open: number): number | undefined {
  const owed: string[] = [];
  for (let at = open; at < text.length; at += 1) {
    const char = text.charAt(at);
    const isArrow = char === '>' && /[=-]/.test(text.charAt(at - 1));
    const closer = closers[char];
    // In parentheses a `<` may be a comparison.
    if (closer !== undefined && (char !== '<' || owed.at(-1) !== ')')) owed.push(closer);
    else if (!isArrow && char === owed.at(-1)) owed.pop();
    if (owed.length === 0) return at;
  }
  return undefined;
}

/** At commas outside of brackets. Where a `<` has no counterpart, it compares. */
function split(list: string, brackets = '([{<'): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < list.length; at += 1) {
    const char = list.charAt(at);
    if (brackets.includes(char)) depth += 1;
    else if (closesOne(list, at, brackets)) depth = Math.max(0, depth - 1);
    else if (char === ',' && depth === 0) {
      parts.push(list.slice(start, at));
      start = at + 1;
    }
  }
  if (depth > 0 && brackets.endsWith('<')) return split(list, '([{');
  return [...parts, list.slice(start)].filter((part) => part.trim() !== '');
}

function closesOne(list: string, at: number, brackets: string): boolean {
  const char = list.charAt(at);
  if (char === '>') return brackets.endsWith('<') && !/[=-]/.test(list.charAt(at - 1));
  return ')]}'.includes(char);
}

/** Empty for what is no parameter of the caller (`self`, `*`, `void`); undefined where it has no name of its own, as `{ a, b }`. */
function parameterName(part: string, languageId: string): string | undefined {
  const text = part.trim().replace(/^(?:(?:@[\w.]+(?:\([^()]*\))?|#?\[[^\]]*\])\s+)+/, '');
  switch (languageId) {
    case 'python':
      return /^(?:self|cls|mcs|\*|\/)$/.test(text)
        ? ''
        : (/^\*{0,2}([\p{L}_][\p{L}\p{N}_]*)/u.exec(text)?.[1] ?? undefined);
    case 'rust':
      return /^(?:&\s*(?:'\w+\s+)?)?(?:mut\s+)?self\b/.test(text) ? '' : /^(?:mut\s+|ref\s+)*(\w+)\s*:/.exec(text)?.[1];
    case 'go':
      return /^(\w+)/.exec(text)?.[1];
    case 'kotlin':
      return /^(?:(?:vararg|noinline|crossinline|private|public|protected|internal|override|open|val|var)\s+)*(\w+)\s*:/.exec(
        text,
      )?.[1];
    case 'php':
      return /\$(\w+)/.exec(text)?.[1];
    case 'ruby':
    case 'lua':
      return text === '...' || text === '*' || text === '&' ? '' : /^[*&]{0,2}(\w+)/.exec(text)?.[1];
    case 'java':
    case 'csharp':
    case 'c':
    case 'cpp':
      return lastName(text);
    default:
      return scriptName(text);
  }
}

function scriptName(text: string): string | undefined {
  if (/^this\s*:/.test(text)) return '';
  return /^(?:(?:public|private|protected|readonly|override)\s+)*(?:\.\.\.)?([\p{L}_$][\p{L}\p{N}_$]*)/u.exec(
    text,
  )?.[1];
}

/** In the languages that write the type before the name. */
function lastName(text: string): string | undefined {
  if (text === 'void' || text === '...') return '';
  const plain = text
    .replace(/=[^]*$/, '')
    .replace(/(?:\[[^\]]*\]\s*)+$/, '')
    .trim();
  const pointer = /\(\s*\*\s*(\w+)\s*\)\s*\(/.exec(plain)?.[1];
  if (pointer !== undefined) return pointer;
  // A type alone, as in a declaration of C.
  return /[\s*&>\]?]\s*(\w+)$/.exec(plain)?.[1];
}

function rubySignature(text: string, after: number): Signature {
  const line = /^[^\n;]*/.exec(text.slice(after))?.[0] ?? '';
  // An operator or an attribute says nothing of parameters.
  if (/^\s*[=.]/.test(line)) return nothing;
  const parameters = split(line).map((part) => parameterName(part, 'ruby'));
  return {
    parameters: parameters.flatMap((each) => (each === undefined || each === '' ? [] : [each])),
    typeParameters: [],
    returnType: '',
    end: after + line.length,
  };
}

function returnTypeOf(rest: string, languageId: string): string {
  if (languageId === 'python') return /^\s*->\s*([^\n]*?)\s*:\s*(?:\n|$)/.exec(rest)?.[1] ?? '';
  if (languageId === 'rust') return /^\s*->\s*([^{;]*?)\s*(?:where\b|[{;]|$)/.exec(rest)?.[1] ?? '';
  return /^\s*:\s*([^{=;\n]*?)\s*(?:[{=;\n]|$)/.exec(rest)?.[1] ?? '';
}
