import type { SyntaxNode } from '../foundPlace';
import { stableHash } from '../stableHash';
import { nodesOf } from './codeFaults';
import type { Fault } from './fixItem';

const minMisspeltChars = 5;

/** Names of a function in each other's place, and misspelt ones. The salt chooses the other name and the slip. */
export function nameFaults(node: SyntaxNode, text: string, salt: string): Fault[] {
  const used = nodesOf(node, ['identifier', 'property_identifier']).filter((each) => !isDefinition(each));
  const plain = used.filter((each) => !isMember(each));
  const code = { start: node.startIndex, text: text.slice(node.startIndex, node.endIndex) };
  const locals = [...boundNames(node)];
  return [
    ...plain.flatMap((each) => otherName(each, locals, code, salt)),
    ...used.flatMap((each) => misspelt(each, text, salt)),
  ];
}

/** Parameters and variables of a function: what stands in its heads and left of its `=`. */
function boundNames(node: SyntaxNode): Set<string> {
  const names = nodesOf(node, ['identifier', 'shorthand_property_identifier_pattern']).filter(isDefinition);
  const own = node.childForFieldName('name')?.text;
  return new Set(names.map((each) => each.text).filter((name) => name !== own));
}

function otherName(
  node: SyntaxNode,
  locals: readonly string[],
  code: { readonly start: number; readonly text: string },
  salt: string,
): Fault[] {
  const name = node.text;
  if (!locals.includes(name)) return [];
  const { startIndex: start, endIndex: end } = node;
  // Bound further up, so that it has a value there.
  const above = code.text.slice(0, start - code.start);
  const others = locals.filter(
    (other) => other !== name && new RegExp(`(?<![\\w$.])${escaped(other)}(?![\\w$])`).test(above),
  );
  const other = others[stableHash(`${salt}\0${start}\0${name}`) % Math.max(1, others.length)];
  return other === undefined ? [] : [{ kind: 'wrongName', start, end, text: other, lostName: '' }];
}

function misspelt({ text: name, startIndex: start, endIndex: end }: SyntaxNode, text: string, salt: string): Fault[] {
  if (name.length < minMisspeltChars || !/^[\w$]+$/.test(name)) return [];
  const draw = stableHash(`${salt}\0${start}\0${name}\0slip`);
  // The first letter is seldom wrong.
  const at = 1 + (draw % (name.length - 2));
  const slips = [
    name.slice(0, at) + (name[at + 1] ?? '') + (name[at] ?? '') + name.slice(at + 2),
    name.slice(0, at) + name.slice(at + 1),
    name.slice(0, at) + (name[at] ?? '') + name.slice(at),
  ];
  const wrong = slips[Math.floor(draw / 1000) % slips.length] ?? name;
  // It must stand for nothing.
  if (wrong === name || new RegExp(`\\b${escaped(wrong)}\\b`).test(text)) return [];
  return [{ kind: 'didYouMean', start, end, text: wrong, lostName: wrong }];
}

function isMember(node: SyntaxNode): boolean {
  if (node.type === 'property_identifier') return true;
  const { parent } = node;
  return parent?.type === 'attribute' && parent.childForFieldName('attribute')?.startIndex === node.startIndex;
}

/** A name that is given here, a key of an object, or the name of an argument. */
function isDefinition(node: SyntaxNode): boolean {
  const { parent } = node;
  if (parent === null) return false;
  if (parent.type === 'arrow_function') return parent.childForFieldName('parameter')?.startIndex === node.startIndex;
  if (/declaration|definition|parameter|pattern$|signature/.test(parent.type)) {
    const value = parent.childForFieldName('value') ?? parent.childForFieldName('right');
    return value === null || node.startIndex < value.startIndex;
  }
  if (parent.type === 'variable_declarator') return parent.childForFieldName('name')?.startIndex === node.startIndex;
  if (parent.type === 'assignment') return parent.childForFieldName('left')?.startIndex === node.startIndex;
  if (/^(?:pair|pair_pattern|keyword_argument)$/.test(parent.type))
    return (parent.childForFieldName('key') ?? parent.childForFieldName('name'))?.startIndex === node.startIndex;
  return (
    /^(?:for_statement|for_in_statement)$/.test(parent.type) &&
    parent.childForFieldName('left')?.startIndex === node.startIndex
  );
}

function escaped(name: string): string {
  return name.replaceAll('$', '\\$');
}
