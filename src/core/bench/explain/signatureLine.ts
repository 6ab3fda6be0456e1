import { wholeLines } from '../../text/lineSpan';
import type { SyntaxNode } from '../foundPlace';

const declarations = [
  'function_declaration',
  'generator_function_declaration',
  // Python
  'function_definition',
];

/**
 * The first line of a function: what makes it visible, its name, its parameters and its result as they are written, without comments. One that is
 * assigned to a name is given as a declaration. `undefined` where something else stands on the function's lines.
 */
export function signatureLine(node: SyntaxNode, name: string, text: string): string | undefined {
  const body = node.childForFieldName('body');
  const span = wholeLines(text, { start: node.startIndex, end: node.endIndex });
  const before =
    /^\s*((?:export\s+)?(?:default\s+)?)((?:const|let|var)\s+[\w$]+\s*=\s*)?$/.exec(
      text.slice(span.start, node.startIndex),
    ) ?? undefined;
  const isAlone = /^\s*;?\s*$/.test(text.slice(node.endIndex, span.end));
  if (body === null || before === undefined || !isAlone) return undefined;
  const [, words = '', assignment] = before;
  if (declarations.includes(node.type))
    return assignment === undefined ? words + written(node, node.startIndex, body.startIndex) : undefined;
  const first = ['type_parameters', 'parameters', 'parameter'].flatMap((field) => node.childForFieldName(field) ?? []);
  const [from] = first;
  if (assignment === undefined || from === undefined) return undefined;
  const list = written(node, from.startIndex, body.startIndex).replace(/\s*=>$/, '');
  const isBare = node.childForFieldName('parameter') !== null;
  const isAsync = node.children.some((child) => child?.type === 'async');
  return `${words}${isAsync ? 'async ' : ''}function ${name}${isBare ? `(${list})` : list}`;
}

/** A part of a function on one line. */
function written(node: SyntaxNode, start: number, end: number): string {
  const comments = node
    .descendantsOfType('comment')
    .flatMap((each) => (each !== null && each.startIndex >= start && each.endIndex <= end ? [each] : []));
  let [line, at] = ['', start];
  for (const { startIndex, endIndex } of comments) {
    line += node.text.slice(at - node.startIndex, startIndex - node.startIndex);
    at = endIndex;
  }
  line += node.text.slice(at - node.startIndex, end - node.startIndex);
  return line.replace(/\s*\n\s*/g, ' ').trim();
}
