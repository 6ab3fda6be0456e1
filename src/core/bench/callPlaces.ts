import type { ParsedDocument } from '../syntax/trees';
import type { FoundRange, SyntaxNode } from './foundPlace';

const argumentTypes = ['arguments', 'argument_list', 'value_arguments'];
const minTruthChars = 3;
const maxTruthChars = 160;

/** The arguments of each call that stand on one line, without the brackets around them. */
export function callPlaces({ tree, text }: ParsedDocument): FoundRange[] {
  return tree.rootNode.descendantsOfType(argumentTypes).flatMap((node) => {
    const found = node === null ? undefined : argumentsIn(node, text);
    return found === undefined ? [] : [found];
  });
}

function argumentsIn(node: SyntaxNode, text: string): FoundRange | undefined {
  if (text[node.startIndex] !== '(' || text[node.endIndex - 1] !== ')') return undefined;
  const [start, end] = [node.startIndex + 1, node.endIndex - 1];
  const truth = text.slice(start, end);
  const isClean = !/[\r\n]/.test(truth) && truth.trim() === truth && !/\/\*|\/\//.test(truth);
  const isWorthAsking = truth.length >= minTruthChars && truth.length <= maxTruthChars && /[\p{L}\p{N}_]/u.test(truth);
  return isClean && isWorthAsking ? { kind: 'call', start, end } : undefined;
}
