import { type LexicalFamily, lexicalFamilyOf } from '../code/lexicalFamily';

/** Languages that write the type before the name. */
const leftTyped: ReadonlySet<LexicalFamily> = new Set(['jvm', 'csharp', 'c', 'php']);

/** Types that stand for what they hold: a value of them has the members of their argument, once it is there. */
const transparent =
  /^(?:Promise|Awaited|Awaitable|Optional|Readonly|Partial|Required|NonNullable|Annotated|Final|ClassVar|Box|Rc|Arc|RefCell|Mutex|MutexGuard|Option|Task|Nullable|WeakRef|Ref|Lazy|shared_ptr|unique_ptr|std::shared_ptr|std::unique_ptr)$/;

/**
 * The plain name of the type that a piece of code names, without what may be absent, waited for or pointed at:
 * `Promise<a.Order | undefined>` -> `Order`. `undefined` for lists, functions, literals and everything else that has no members of ours.
 */
export function typeNameIn(written: string): string | undefined {
  let text = written.trim();
  for (let depth = 0; depth < 6; depth += 1) {
    text = text
      .replace(/^(?:readonly|const|mut|dyn|impl|final|val|var|ref|out|in|typeof|async|await|struct|class)\s+/, '')
      .replace(/^&(?:'\w+\s+)?(?:mut\s+)?|^['"&*?(\s\\]+/, '')
      .replace(/[?*&\s'")!]+$/, '');
    const alternatives = splitTop(text, '|').filter((part) => !/^(?:null|undefined|None|void|never|nil)$/.test(part));
    text = alternatives[0] ?? '';
    const generic = /^([\p{ID_Start}_$][\p{ID_Continue}$.:\\]*)\s*([<[])([\s\S]*)[>\]]$/u.exec(text);
    if (generic === null) break;
    const [, outer = '', , inner = ''] = generic;
    if (!transparent.test(lastPart(outer))) {
      text = outer;
      break;
    }
    text = splitTop(inner, ',')[0] ?? '';
  }
  return /^[\p{ID_Start}_$][\p{ID_Continue}$.:\\]*$/u.test(text) ? lastPart(text) : undefined;
}

/** The type that a definition's signature says its value, or the result of a call of it, has. */
export function typeOfSignature(signature: string, name: string, path: string): string | undefined {
  const flat = signature.replace(/\s+/g, ' ');
  const family = lexicalFamilyOf(path);
  // In PHP the dollar is no part of a field's name.
  const before = family === 'php' ? '(?<!\\p{ID_Continue})' : '(?<![\\p{ID_Continue}$])';
  const word = `${before}${escapePattern(name)}(?![\\p{ID_Continue}$])`;
  // A field may be called like its type: `const funcs *funcs`.
  const asType = leftTyped.has(family) ? `(?!(?:<.*>)?[\\s?*&]+${word})` : '';
  const at = flat.search(new RegExp(word + asType, 'u'));
  if (at === -1) return undefined;
  const rest = flat.slice(at + name.length).replace(/^[?!]/, '');
  const arrow = /^ ?= ?(?:async\b ?)?(?=[(<])(.*) ?=>$/.exec(rest)?.[1];
  const behind = afterParameters(arrow ?? rest);
  const annotated = /^\s*(?::|->)\s*(.+?)(?:\s*(?:=(?!>)|\{).*)?$/.exec(behind)?.[1];
  if (annotated !== undefined) return typeNameIn(annotated);
  const created = /^\s*:?=\s*(?:await\s+)?(?:new\s+([\w$.]+)|&?([\p{Lu}][\w$]*)\s*[({])/u.exec(behind);
  if (created !== null) return typeNameIn(created[1] ?? created[2] ?? '');
  if (family === 'go') return typeNameIn(/^\s*\(?([^,){]+)/.exec(behind)?.[1] ?? '');
  if (leftTyped.has(family)) {
    return typeNameIn(/([\w.$\\]+(?:<.*>)?)[\s?*&]*\$?$/.exec(flat.slice(0, at))?.[1] ?? '');
  }
  return undefined;
}

/** What follows the type parameters and the parameter list; the text itself where there is none. */
function afterParameters(text: string): string {
  let depth = 0;
  if (!/^\s*[(<]/.test(text)) return text;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] as string;
    if ('(<[{'.includes(char)) depth += 1;
    else if (')]}'.includes(char) || (char === '>' && !'=-'.includes(text[at - 1] ?? ''))) {
      depth -= 1;
      if (depth === 0 && char === ')') return text.slice(at + 1);
    }
  }
  return '';
}

/** The parts of a text between separators that stand outside of all brackets, trimmed. */
export function splitTop(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] as string;
    if ('(<[{'.includes(char)) depth += 1;
    else if (')]}>'.includes(char) && !(char === '>' && '=-'.includes(text[at - 1] ?? ' '))) depth -= 1;
    else if (char === separator && depth <= 0) {
      parts.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  parts.push(text.slice(from).trim());
  return parts.filter((part) => part !== '');
}

export function escapePattern(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

function lastPart(name: string): string {
  return name.split(/\.|::|\\/).at(-1) ?? name;
}
