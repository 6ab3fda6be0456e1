import { indentationOf } from '../text/lines';

const access = ['public', 'private', 'protected', 'pub'];
/** Words that may stand before a definition, in the order in which the languages want them. */
const visibility = ['export', 'default', ...access];
const modifiers = [...visibility, 'static', 'async'];
const leadingModifiers = new RegExp(`^(?:(?:${modifiers.join('|')})\\s+)*`);

/**
 * Gives a definition that a model wrote the modifiers of the old first line. A method that stands alone in a question comes back as a
 * function, or without what made it visible; whoever calls it would break. Where nothing else about the line changed, the old line stays.
 */
export function keepHead(code: string, old: string, name: string): string {
  const [head = '', ...rest] = code.split('\n');
  const oldHead = old.split('\n')[0] ?? '';
  if (withoutVisibility(head) === withoutVisibility(oldHead))
    return [indentationOf(head) + oldHead.trimStart(), ...rest].join('\n');
  const plain = /\bfunction\b/.test(oldHead) ? head : head.replace(/\bfunction\s+(?=[\w$]+\s*[(<])/, '');
  // A decorator, an attribute or a comment is no place for a modifier.
  const isDefinition = name === '' ? /^\s*[\w$]/.test(plain) : declares(plain, name);
  return [isDefinition ? withModifiersOf(oldHead, plain, { code, old }) : plain, ...rest].join('\n');
}

/** Whether a line looks like the definition of a name. */
export function declares(line: string, name: string): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?:^|[^\\w$])${escaped}\\s*(?:[(<:={]|extends\\b|implements\\b)`).test(line);
}

function withoutVisibility(line: string): string {
  return line.replace(/\b(?:function|export|default|public|private|protected)\s+/g, '').trim();
}

function withModifiersOf(
  oldHead: string,
  head: string,
  texts: { readonly code: string; readonly old: string },
): string {
  const given = modifiersOf(head);
  // A `static` or `async` that is all that went may have gone for a reason.
  const isRest = withoutModifiers(head) === withoutModifiers(oldHead);
  const dropped = modifiersOf(oldHead).filter(
    (word) => !given.includes(word) && !(isRest && !visibility.includes(word)) && !isReplaced(word, given, texts),
  );
  if (dropped.length === 0) return head;
  const all = [...given, ...dropped].sort((a, b) => modifiers.indexOf(a) - modifiers.indexOf(b));
  return `${indentationOf(head)}${all.join(' ')} ${withoutModifiers(head)}`;
}

function isReplaced(word: string, given: readonly string[], { code, old }: { code: string; old: string }): boolean {
  if (access.includes(word)) return given.some((each) => access.includes(each));
  // A function that awaits nothing any more was made synchronous on purpose.
  return word === 'async' && /\bawait\b/.test(old) && !/\bawait\b/.test(code);
}

function modifiersOf(line: string): string[] {
  return (leadingModifiers.exec(line.trimStart())?.[0] ?? '').split(/\s+/).filter((word) => word !== '');
}

function withoutModifiers(line: string): string {
  return line.trim().replace(leadingModifiers, '');
}
