import { fileFacts } from '../../syntax/facts';
import type { ParsedDocument } from '../../syntax/trees';
import type { SyntaxNode } from '../foundPlace';

export interface FunctionParameter {
  readonly name: string;
  /** As it is written, or as the comment above says; empty where nothing says it. */
  readonly type: string;
  /** What it is taken apart into: `{ a, b }`. */
  readonly parts: readonly { readonly name: string; readonly type: string }[];
  /** Python: it must be given by its name. */
  readonly byName: boolean;
}

/** A function that is in no other one. UTF-16 units. */
export interface ProgramFunction {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Of its name, or of its first character where that stands outside of it. */
  readonly nameStart: number;
  readonly parameters: readonly FunctionParameter[];
  /** Other files can call it by its name. */
  readonly isCallable: boolean;
  /** Borrowed from the tree. */
  readonly node: SyntaxNode;
}

/** What a fixer takes as a whole. */
const maxChars = 4000;
const minLines = 3;

/** The outermost functions and methods of a file that are worth a fault: three lines at least, 4,000 characters at most. */
export function programFunctions(document: ParsedDocument): ProgramFunction[] {
  const { text } = document;
  const exported = fileFacts(document).definitions.filter(
    (each) => each.kind === 'function' && each.container === '' && each.exported,
  );
  const found: ProgramFunction[] = [];
  for (const { node, nameNode } of namedFunctions(document)) {
    const { startIndex: start, endIndex: end } = node;
    if (found.some((other) => other.start <= start && end <= other.end)) continue;
    const name = nameNode.text;
    const isCallable = exported.some((each) => each.name === name && each.start <= start && end <= each.end);
    const nameStart = nameNode.startIndex >= start ? nameNode.startIndex : start;
    found.push({ name, start, end, nameStart, parameters: parametersOf(node, text), isCallable, node });
  }
  return found.filter(
    ({ start, end }) => end - start <= maxChars && text.slice(start, end).split('\n').length >= minLines,
  );
}

/** Outer ones before those inside of them. */
function namedFunctions({ grammar, tree }: ParsedDocument): { node: SyntaxNode; nameNode: SyntaxNode }[] {
  const found = new Map<number, { node: SyntaxNode; nameNode: SyntaxNode }>();
  for (const { captures } of grammar.scopes.matches(tree.rootNode)) {
    const node = captures.find(({ name }) => name === 'function')?.node;
    const nameNode = captures.find(({ name }) => name === 'name')?.node;
    if (node !== undefined && nameNode !== undefined) found.set(node.id, { node, nameNode });
  }
  return [...found.values()].sort((a, b) => a.node.startIndex - b.node.startIndex || b.node.endIndex - a.node.endIndex);
}

function parametersOf(node: SyntaxNode, text: string): FunctionParameter[] {
  const list = node.childForFieldName('parameters');
  const single = node.childForFieldName('parameter');
  const said = saidTypes(text, node.startIndex);
  let byName = false;
  return (list?.namedChildren ?? (single === null ? [] : [single])).flatMap((child): FunctionParameter[] => {
    if (child === null || child.type === 'comment') return [];
    if (child.type === 'keyword_separator' || child.type === 'list_splat_pattern') {
      byName = true;
      return [];
    }
    if (/separator|splat|rest_pattern/.test(child.type)) return [];
    const pattern =
      child.childForFieldName('pattern') ?? child.childForFieldName('left') ?? child.childForFieldName('name') ?? child;
    if (pattern.type === 'rest_pattern') return [];
    const bare = pattern.type === 'typed_parameter' ? (pattern.namedChild(0) ?? pattern) : pattern;
    if (bare.type.includes('splat')) return [];
    const written = child.childForFieldName('type')?.text.replace(/^\s*:\s*/, '') ?? '';
    const isName = /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(bare.text);
    const name = isName ? bare.text : '';
    const inside = isName ? [] : (bare.text.match(/[\p{L}_$][\p{L}\p{N}_$]*(?=\s*[,}=])/gu) ?? []);
    const parts = inside.map((part) => ({ name: part, type: said.get(`.${part}`) ?? '' }));
    return [{ name, type: written === '' ? (said.get(name) ?? '') : written, parts, byName }];
  });
}

/** Types by parameter of the comment right above a function, those of `options.key` by `.key`. */
function saidTypes(text: string, start: number): Map<string, string> {
  const above = text.slice(Math.max(0, start - 4000), start);
  const comment =
    /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(?:export\s+)?(?:default\s+)?(?:const\s+[\w$]+\s*=\s*)?$/.exec(above)?.[1] ?? '';
  const types = new Map<string, string>();
  for (const [, type = '', whole = ''] of comment.matchAll(
    /@param\s+\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}\s+\[?([\w$.]+)/g,
  )) {
    const name = whole.includes('.') ? `.${whole.slice(whole.lastIndexOf('.') + 1)}` : whole;
    if (!types.has(name)) types.set(name, type.replace(/\n\s*\*/g, ' ').trim());
  }
  // A parameter that is taken apart has no name of its own; its comment has any.
  const named = [...types].filter(([name]) => !name.startsWith('.'));
  const [only] = named;
  if (only !== undefined && named.length === 1) types.set('', only[1]);
  return types;
}
