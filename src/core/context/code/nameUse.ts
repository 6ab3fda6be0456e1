import type { CodeText } from './codeText';

/** As what a name is used, as far as the characters around it tell. */
export type UseKind = 'new' | 'call' | 'type' | 'member' | 'decorator' | 'element' | 'value';

const declaration =
  /\b(?:const|let|var|function|class|interface|type|enum|def|fn|func|fun|val|struct|trait|impl|module|namespace|for)[ \t]+$|\bfunc\s*\([^()]*\)\s*$/;
const typeBefore = /(?::|\bas|\bextends|\bimplements|\binstanceof|\bsatisfies|->|<|\||&)[ \t]*&?$/;

/**
 * How the name at an offset of the code is used; `undefined` where it stands for something else than what was imported: a property
 * behind a dot, the key of an object, a keyword argument, a declaration of the same name.
 */
export function useKindAt(code: CodeText, offset: number, name: string): UseKind | undefined {
  const lineStart = code.code.lastIndexOf('\n', offset - 1) + 1;
  const left = code.code.slice(Math.max(lineStart, offset - 80), offset);
  const right = code.code.slice(offset + name.length, offset + name.length + 80).split('\n', 1)[0] ?? '';
  if (/(?:[^.]|^)\.$|\?\.$|->$/.test(left) || declaration.test(left)) return undefined;
  const opensList = /(?:^|[{(,])\s*$/.test(left);
  if (opensList && (/^\s*\??:(?!:)/.test(right) || /^\s*=(?![=>])/.test(right))) return undefined;
  return kindBetween(left, right);
}

/** The kind of use that fits between the text left of the cursor on its line, without the word that is being typed, and what follows. */
export function kindBetween(left: string, right: string): UseKind {
  if (/\bnew\s+$/.test(left)) return 'new';
  if (/@$/.test(left)) return 'decorator';
  if (/(?:^|[\s(>{?:])<\/?$/.test(left)) return 'element';
  if (/^(?:<[^()]*>)?\s?[(`]|^!\(/.test(right)) return 'call';
  if (/^(?:\.|::|\?\.|->)/.test(right)) return 'member';
  return typeBefore.test(left) ? 'type' : 'value';
}
