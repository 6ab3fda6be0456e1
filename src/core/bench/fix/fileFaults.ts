import { fileFacts } from '../../syntax/facts';
import type { ParsedDocument } from '../../syntax/trees';
import { type CalledFunction, calledFunctions, callFamilyOf } from '../calls/calledFunctions';
import { stableHash } from '../stableHash';
import { codeFaults } from './codeFaults';
import type { Fault, FaultKind } from './fixItem';
import { importFaults } from './importFaults';
import { nameFaults } from './nameFaults';

/** A function as far as it is needed when its tree is gone. */
export type FaultyFunction = Omit<CalledFunction, 'node'>;

/** A fault and the function that is asked about then. */
export interface PlacedFault {
  readonly fault: Fault;
  readonly function: FaultyFunction;
  /** Of a lost import, as the file writes it; empty for other faults. */
  readonly module: string;
}

export interface FileFaults {
  readonly functions: readonly FaultyFunction[];
  /** In an order that the salt decides. */
  readonly faults: readonly PlacedFault[];
}

export interface FaultWish {
  readonly salt: string;
  readonly kinds: readonly FaultKind[];
}

/** All single faults of a file's functions. None in other languages and for a file that does not parse. The same text gives the same list. */
export function fileFaults(document: ParsedDocument, wish: FaultWish): FileFaults {
  const family = callFamilyOf(document);
  const called = calledFunctions(document, wish.salt);
  if (family === undefined || called.length === 0) return { functions: [], faults: [] };
  const { text } = document;
  const found = called.map(({ node, ...own }) => ({ node, own }));
  const inFunctions = found.flatMap(({ node, own }) =>
    [...codeFaults(node, family), ...nameFaults(node, text, wish.salt)].map((fault) => ({
      fault,
      function: own,
      module: '',
    })),
  );
  const lost = importFaults(text, fileFacts(document).imports).flatMap(({ fault, module }): PlacedFault[] => {
    const name = new RegExp(`(?<![\\w$.])${fault.lostName.replaceAll('$', '\\$')}(?![\\w$])`);
    const user = found.find(({ own }) => name.test(text.slice(own.start, own.end)));
    return user === undefined ? [] : [{ fault, function: user.own, module }];
  });
  const all = [...inFunctions, ...lost].filter(({ fault }) => wish.kinds.includes(fault.kind));
  const keyed = all.map((placed) => ({ placed, key: keyOf(placed, text, wish.salt) }));
  return {
    functions: found.map(({ own }) => own),
    faults: keyed.sort((a, b) => a.key - b.key).map(({ placed }) => placed),
  };
}

function keyOf({ fault: { kind, start, end, text: wrong } }: PlacedFault, text: string, salt: string): number {
  return stableHash(`${salt}\0${kind}\0${start}\0${wrong}\0${text.slice(start, end)}`);
}
