import { codeOnly } from '../../text/codeOnly';
import type { DocTarget } from './docTarget';
import type { DocEntry, DocText } from './docText';

/** A documentation without what is not true of the code, and what was taken out of it. */
export interface TrueDoc {
  readonly doc: DocText;
  /** Parameters that do not exist, as the model named them. */
  readonly struck: readonly string[];
}

const noValue = /^(?:void|None|Unit|\(\)|undefined|never|NoReturn|Promise<void>|Task|Awaitable\[None\])$/;
/** In these nothing but such a word gives a value back. */
const explicitReturn: ReadonlySet<string> = new Set([
  ...[
    'javascript',
    'javascriptreact',
    'typescript',
    'typescriptreact',
    'python',
    'php',
    'lua',
    'java',
    'csharp',
    'c',
    'cpp',
    'go',
  ],
]);
const returnsValue = /\breturn\b[^\S\n]*[^\s;}]|=>|\byield\b/;
const mayFail =
  /\b(?:throws?|raise|panic|panic!|assert\w*!?|error|Err|unwrap|expect|todo!|unreachable!|fail|abort|exit|reject|require|check)\b/i;

/**
 * Strikes out parameters that the definition does not have, a returned value where it has none, and failures of code in which nothing can
 * fail by a word of its own; orders the parameters as the code does.
 * @param kept of the documentation that is replaced: its tags stay
 */
export function trueDocOf(doc: DocText, target: DocTarget, languageId: string, kept: DocText | undefined): TrueDoc {
  const { signature, kind, code } = target;
  const known = kind === 'class' ? classParameters(target, languageId) : signature.parameters;
  const { entries, struck } = ownEntries(doc.parameters, known);
  const typed = ownEntries(
    doc.typeParameters,
    signature.parameters === undefined ? undefined : signature.typeParameters,
  ).entries;
  const plain = codeOnly(code, languageId) ?? code;
  const isValue =
    kind === 'function' &&
    !noValue.test(signature.returnType) &&
    (!explicitReturn.has(languageId) || returnsValue.test(plain.slice(signature.end)) || signature.returnType !== '');
  const tags = [...(kept?.tags ?? []), ...doc.tags.filter((tag) => !isSameTag(tag, kept?.tags ?? []))];
  return {
    doc: {
      ...doc,
      parameters: entries,
      typeParameters: typed,
      returns: isValue && !/^(?:none|nothing|void|n\/a)\b\W*$/i.test(doc.returns) ? doc.returns : '',
      throws: mayFail.test(plain)
        ? doc.throws.filter(({ name, text }) => !/^(?:none|nothing)$/i.test(name) && text !== '')
        : [],
      tags,
    },
    struck,
  };
}

function ownEntries(
  entries: readonly DocEntry[],
  known: readonly string[] | undefined,
): { readonly entries: readonly DocEntry[]; readonly struck: readonly string[] } {
  const named = entries.filter(
    ({ name }, at) => name !== '' && entries.findIndex((other) => other.name === name) === at,
  );
  const told = named.filter(({ text }) => text !== '');
  if (known === undefined) return { entries: told, struck: [] };
  const own = known.flatMap((name) => told.filter((entry) => entry.name === name));
  return { entries: own, struck: named.flatMap(({ name }) => (known.includes(name) ? [] : [name])) };
}

/** A class has parameters in its head (a record, a primary constructor) or, in Python, those of its constructor. */
function classParameters({ signature, code }: DocTarget, languageId: string): readonly string[] | undefined {
  if (languageId !== 'python') return signature.parameters ?? [];
  const list = /\bdef\s+__init__\s*\(([^)]*)\)/.exec(codeOnly(code, languageId) ?? code)?.[1] ?? '';
  const names = list.split(',').map((part) => /^\s*\*{0,2}(\w+)/.exec(part)?.[1] ?? '');
  return names.filter((name) => name !== '' && name !== 'self');
}

/** A tag of which there may be one is not said twice. */
function isSameTag(tag: string, others: readonly string[]): boolean {
  const word = /^\S+/.exec(tag)?.[0];
  return others.some((other) => other === tag || /^\S+/.exec(other)?.[0] === word);
}
