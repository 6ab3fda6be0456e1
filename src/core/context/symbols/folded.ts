import type { Definition, FileFacts } from '../../syntax/fileFacts';
import { lexicalFamilyOf } from '../code/lexicalFamily';

/** Kinds whose members say what they are. */
const holders: ReadonlySet<string> = new Set(['class', 'interface', 'enum', 'module', 'type']);

export interface FoldLimits {
  readonly maxMembers: number;
  readonly maxUnits: number;
  /** Members that only the type itself may use, too. */
  readonly withPrivate: boolean;
  /** Members that come first, by name. */
  readonly first?: ReadonlySet<string>;
}

/** The dotted name that the members of a definition have as their container. */
export function containerName({ container, name }: Definition): string {
  return container === '' ? name : `${container}.${name}`;
}

/** The direct members of a definition, in the order of the text. */
export function membersOf(definition: Definition, facts: FileFacts): Definition[] {
  if (!holders.has(definition.kind)) return [];
  const container = containerName(definition);
  return facts.definitions.filter((member) => member.container === container);
}

/** A definition as it looks from outside, without bodies: its doc line, its signature, and those of its members. Ends in a line break. */
export function foldDefinition(path: string, definition: Definition, facts: FileFacts, limits: FoldLimits): string {
  const members = membersOf(definition, facts).filter((member) => limits.withPrivate || !isPrivate(member));
  const { first } = limits;
  if (first !== undefined) members.sort((a, b) => Number(first.has(b.name)) - Number(first.has(a.name)));
  return foldMembers(path, definition, members, limits);
}

/** The same with a choice of its members. */
export function foldMembers(
  path: string,
  definition: Definition,
  members: readonly Definition[],
  { maxMembers, maxUnits }: Pick<FoldLimits, 'maxMembers' | 'maxUnits'>,
): string {
  const isPython = lexicalFamilyOf(path) === 'python';
  const head = docLines(path, definition.doc) + headOf(definition, members);
  const holdsMembers = definition.kind === 'type' && /\{[^]*\}/.test(head);
  if (holdsMembers || head.endsWith('}')) return `${head}\n`;
  if (members.length === 0) return `${isPython ? withoutBody(head) : head}\n`;
  const indent = isPython ? '    ' : '  ';
  let inside = '';
  let behind = '';
  let left = maxMembers;
  // One statement may define several: `attr_reader :name, :size`.
  for (const signature of new Set(members.map((member) => member.signature))) {
    // Go writes methods behind the type.
    const isBehind = signature.startsWith('func (');
    const line = isBehind ? `${signature}\n` : `${indented(isPython ? withoutBody(signature) : signature, indent)}\n`;
    if (left === 0 || head.length + inside.length + behind.length + line.length > maxUnits) break;
    if (isBehind) behind += line;
    else inside += line;
    left -= 1;
  }
  if (isPython) return `${head}${head.endsWith(':') ? '' : ':'}\n${inside}`;
  return (inside === '' && behind !== '' ? `${head}\n` : `${head} {\n${inside}}\n`) + behind;
}

/** A type's signature holds its members; where it was too long for them, they are told from its head on. */
function headOf({ kind, signature }: Definition, members: readonly Definition[]): string {
  if (kind !== 'type' || members.length === 0 || !signature.endsWith('…')) return signature;
  const brace = signature.indexOf('{');
  return brace === -1 ? signature : signature.slice(0, brace).trimEnd();
}

/** As a stub file writes a function. */
function withoutBody(signature: string): string {
  return signature.endsWith(':') ? `${signature} ...` : signature;
}

/** By the customs of each language: a keyword, an underscore in front, `#`. Constructors count as public. */
export function isPrivate({ name, signature }: Definition): boolean {
  if (/^__\w+__$/.test(name)) return name !== '__init__' && name !== '__call__';
  return /^[_#]/.test(name) || /^(?:@[^\n]*\n\s*)*(?:[\w\s]*\s)?private\b/.test(signature);
}

function docLines(path: string, doc: string): string {
  if (doc === '') return '';
  switch (lexicalFamilyOf(path)) {
    case 'python':
    case 'ruby':
    case 'bash':
      return `# ${doc}\n`;
    case 'lua':
      return `-- ${doc}\n`;
    case 'script':
    case 'go':
    case 'jvm':
    case 'csharp':
    case 'rust':
    case 'c':
    case 'php':
    case 'other':
      return `// ${doc}\n`;
  }
}

function indented(text: string, indent: string): string {
  return text.replace(/^(?=.)/gm, indent);
}
