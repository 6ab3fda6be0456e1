import type { SyntaxNodeFacts } from '../../../protocol/syntax';
import type { Syntax } from '../../ports';
import { patientScope } from '../../syntax/patientScope';
import { lineEnd } from '../../text/lines';
import type { Span } from '../../text/lineSpan';
import { definitionAt, type DefinitionRequest } from '../definitionAt';

/** What is to be tested. */
export interface TestSubject {
  readonly kind: 'function' | 'class';
  readonly name: string;
  /** Names of the classes and modules around it, the outermost first. */
  readonly containers: readonly string[];
  /** The definition that other files can name: the outermost one. */
  readonly entry: string;
  readonly code: string;
  /** Where `code` stands in the document. */
  readonly span: Span;
}

/** They are tested through what they make. */
const constructors: ReadonlySet<string> = new Set(['constructor', '__init__', '__new__', 'initialize', '__construct']);
/** Languages whose members are hidden unless a word says otherwise; attributes stand on lines of their own. */
const needsWord: Readonly<Record<string, RegExp>> = {
  rust: /^(?:pub\b|#\[)/,
  csharp: /^(?:(?:\w+\s+)*(?:public|internal)\b|\[|(?:class|struct|record|interface|enum)\b)/,
};
const hidden = /^(?:(?:static|final|async|override|virtual|abstract)\s+)*(?:private|protected)\b|^#(?!\[)/;

/**
 * The definition at the cursor or at the beginning of the selection. What nobody outside can call, such as a function in a function or a private
 * method, is tested through what is around it. Undefined where there is none.
 */
export async function chooseTestSubject(
  request: DefinitionRequest,
  syntax: Syntax,
  signal: AbortSignal,
): Promise<TestSubject | undefined> {
  const { snapshot } = request;
  const found = await definitionAt(request, syntax, signal);
  if (found === undefined) return undefined;
  const { uri, version, text } = snapshot;
  const middle = Math.floor((found.start + found.end) / 2);
  const facts = await patientScope(syntax, { uri, version, offset: middle }, signal);
  const around = (facts?.enclosing ?? []).filter((node) => isAround(node, found)).reverse();
  const chain = [...around, found];
  const visible = chain.findIndex(({ kind }) => kind === 'function');
  let last = visible === -1 ? chain.length - 1 : visible;
  const isHidden = ({ name, start }: (typeof chain)[number]): boolean => {
    const head = text.slice(start, lineEnd(text, start)).trimStart();
    const shown = Object.hasOwn(needsWord, snapshot.languageId) ? needsWord[snapshot.languageId] : undefined;
    return constructors.has(name) || hidden.test(head) || shown?.test(head) === false;
  };
  const chosenLast = chain[last];
  if (last > 0 && chosenLast !== undefined && isHidden(chosenLast)) last -= 1;
  const chosen = chain[last] ?? found;
  // `impl Shelf<T>` is of `Shelf`, and `Shelf::add` a method of it.
  const path = chain.slice(0, last + 1).flatMap(({ name }) => name.replace(/<[^]*$/, '').split('::'));
  const name = path.at(-1) ?? chosen.name;
  const containers = path.slice(0, -1);
  const { start, end } = chosen;
  const kind = chosen.kind === 'class' ? 'class' : 'function';
  return { kind, name, containers, entry: containers[0] ?? name, code: text.slice(start, end), span: { start, end } };
}

function isAround(node: SyntaxNodeFacts, { start, end, name }: Span & { readonly name: string }): boolean {
  if ((node.kind !== 'function' && node.kind !== 'class') || node.name === '') return false;
  // A node of its own may be smaller than what was found, by `export`.
  return node.start <= start && node.end >= end && !(node.name === name && node.start === start && node.end === end);
}
