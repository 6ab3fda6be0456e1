import type { ImportedName } from '../../syntax/fileFacts';
import { lineEnd, lineStart } from '../../text/lines';
import { isModuleInside } from '../moduleInside';
import type { Fault } from './fixItem';

/** Modules of Python itself that every file may import. */
const pythonOwn =
  /^(?:json|re|math|time|asyncio|logging|inspect|os|sys|random|functools|itertools|collections|datetime|uuid|base64|hashlib)$/;

export interface ImportFault {
  readonly fault: Fault;
  /** As the file writes it. */
  readonly module: string;
}

/** For each name that an import of a file brings in, the file without it: the statement where it is the only one, else the name alone. */
export function importFaults(text: string, imports: readonly ImportedName[]): ImportFault[] {
  return imports.flatMap((each): ImportFault[] => {
    const { name, module, start, end } = each;
    if (name === '*' || name === '') return [];
    const siblings = imports.filter((other) => other.start === start);
    const span = siblings.length === 1 ? statementSpan(text, start, end) : nameSpan(text, each);
    return span === undefined ? [] : [{ fault: { kind: 'missingImport', ...span, text: '', lostName: name }, module }];
  });
}

/**
 * Whether an import that is gone can be found again: modules of the workspace and of the language itself. Nobody could know of others.
 * @param stems see `moduleStems`
 */
export function isFindable(module: string, stems: ReadonlySet<string>): boolean {
  return isModuleInside(module, stems) || module.startsWith('node:') || pythonOwn.test(module);
}

/** With its line break, where it stands on lines of its own. */
function statementSpan(text: string, start: number, end: number): { start: number; end: number } | undefined {
  if (text.slice(lineStart(text, start), start).trim() !== '' || text.slice(end, lineEnd(text, end)).trim() !== '')
    return undefined;
  return { start: lineStart(text, start), end: Math.min(text.length, lineEnd(text, end) + 1) };
}

/** The name in its list, with the comma behind it or before it. */
function nameSpan(
  text: string,
  { name, imported, start, end }: ImportedName,
): { start: number; end: number } | undefined {
  if (name !== imported) return undefined;
  const statement = text.slice(start, end);
  const list = /(?:import\s*\(|\{|import\s)/.exec(statement);
  const from = list === null ? 0 : list.index + list[0].length;
  const pattern = new RegExp(
    `(?<=[\\s{,(])(?:type\\s+)?${name.replaceAll('$', '\\$')}\\s*,[^\\S\\n]*|,\\s*(?:type\\s+)?${name.replaceAll('$', '\\$')}(?=\\s*[,})\\n]|$)`,
  );
  const match = pattern.exec(statement.slice(Math.max(0, from - 1)));
  if (match === null) return undefined;
  const at = start + Math.max(0, from - 1) + match.index;
  return { start: at, end: at + match[0].length };
}
