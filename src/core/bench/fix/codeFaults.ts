import type { SyntaxNode } from '../foundPlace';
import type { Fault, FaultKind } from './fixItem';

type Family = 'script' | 'python';

/** The other one of each pair is the likeliest slip. */
const operators: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '===': '!==',
  '!==': '===',
  '==': '!=',
  '!=': '==',
  '&&': '||',
  '||': '&&',
  and: 'or',
  or: 'and',
  '>': '<',
  '<': '>',
  '%': '*',
  in: 'not in',
};
const edges: Readonly<Record<string, string>> = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' };
const operations = ['binary_expression', 'binary_operator', 'comparison_operator', 'boolean_operator'];
const calls = ['call_expression', 'call', 'new_expression'];
const maxArgumentChars = 60;

/** Faults in the operators, numbers, statements and calls of a function. */
export function codeFaults(node: SyntaxNode, family: Family): Fault[] {
  return [
    ...nodesOf(node, operations).flatMap(operatorFaults),
    ...nodesOf(node, family === 'python' ? ['integer'] : ['number']).flatMap((number) => numberFaults(number)),
    ...nodesOf(node, ['await_expression', 'await']).flatMap((found) => keywordGone(found, 'missingAwait', 'await')),
    ...nodesOf(node, ['return_statement']).flatMap((found) => keywordGone(found, 'missingReturn', 'return')),
    ...nodesOf(node, calls).flatMap(callFaults),
    ...(family === 'script' ? nodesOf(node, ['member_expression']).flatMap(lengthCalled) : []),
  ];
}

export function nodesOf(node: SyntaxNode, types: readonly string[]): SyntaxNode[] {
  return node.descendantsOfType([...types]).flatMap((found) => (found === null || found.hasError ? [] : [found]));
}

function operatorFaults(node: SyntaxNode): Fault[] {
  const signs = node.children.flatMap((child) => (child === null || child.isNamed ? [] : [child]));
  const [sign] = signs;
  // In a text of joined strings a minus is no likely slip.
  if (sign === undefined || signs.length !== 1 || (sign.text === '+' && /["'`]/.test(node.text))) return [];
  const [other, edge] = [operators[sign.text], edges[sign.text]];
  return [
    ...(other === undefined ? [] : [replaced('operator', sign, other)]),
    ...(edge === undefined ? [] : [replaced('offByOne', sign, edge)]),
  ];
}

/** One more, one less, and a text of it. */
function numberFaults(node: SyntaxNode): Fault[] {
  if (!/^\d{1,3}$/.test(node.text) || node.parent?.type.includes('type') === true) return [];
  const value = Number(node.text);
  return [
    replaced('offByOne', node, `${value + 1}`),
    ...(value > 0 ? [replaced('offByOne', node, `${value - 1}`)] : []),
    replaced('typeError', node, `'${value}'`),
  ];
}

function keywordGone(node: SyntaxNode, kind: FaultKind, word: string): Fault[] {
  const [, gap] = new RegExp(`^${word}([^\\S\\n]+)\\S`).exec(node.text) ?? [];
  // A literal would be left, or an object that reads as a block.
  if (gap === undefined || /^return\s+(?:[-\d'"`{[(]|true|false|null|None|True|False|undefined)/.test(node.text))
    return [];
  const { startIndex: start } = node;
  return [{ kind, start, end: start + word.length + gap.length, text: '', lostName: '' }];
}

function callFaults(node: SyntaxNode): Fault[] {
  const list = node.childForFieldName('arguments');
  const found = list?.namedChildren.flatMap((child) => (child === null ? [] : [child])) ?? [];
  const isPlain = found.every(
    ({ type, text }) =>
      !/comment|splat|spread|keyword_argument/.test(type) && text.length <= maxArgumentChars && !text.includes('\n'),
  );
  if (!isPlain || found.length === 0) return [];
  const swaps = found.slice(1).flatMap((right, index): Fault[] => {
    const left = found[index];
    if (left === undefined || left.text === right.text) return [];
    const between = node.text.slice(left.endIndex - node.startIndex, right.startIndex - node.startIndex);
    const text = right.text + between + left.text;
    return [{ kind: 'swappedArguments', start: left.startIndex, end: right.endIndex, text, lostName: '' }];
  });
  const last = found.at(-1);
  const before = found.at(-2);
  if (last === undefined) return swaps;
  const start = before?.endIndex ?? last.startIndex;
  return [...swaps, { kind: 'typeError', start, end: last.endIndex, text: '', lostName: '' }];
}

function lengthCalled(node: SyntaxNode): Fault[] {
  const isCalled = node.parent?.type === 'call_expression';
  const property = node.childForFieldName('property');
  return property?.text === 'length' && !isCalled ? [replaced('typeError', property, 'length()')] : [];
}

function replaced(kind: FaultKind, { startIndex: start, endIndex: end }: SyntaxNode, text: string): Fault {
  return { kind, start, end, text, lostName: '' };
}
