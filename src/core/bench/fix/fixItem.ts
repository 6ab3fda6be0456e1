import type { KnownCall } from '../calls/knownCalls';

/** Faults that only somebody who understands the code can mend. */
const modelFaults = [
  'operator',
  'offByOne',
  'wrongName',
  'missingAwait',
  'missingReturn',
  'swappedArguments',
  'typeError',
] as const;

/** Faults that the names of the workspace tell how to mend. */
const indexFaults = ['missingImport', 'didYouMean'] as const;

export const faultKinds = [...modelFaults, ...indexFaults] as const;
export type FaultKind = (typeof faultKinds)[number];

/** What tells of a fault: a checker's new error, or calls whose results change. `none`: there is no fault. */
export type FaultProof = 'diagnostic' | 'check' | 'none';

/** One change of a text that makes it wrong. UTF-16 units of the text without it. */
export interface Fault {
  readonly kind: FaultKind;
  readonly start: number;
  readonly end: number;
  /** What stands there instead. */
  readonly text: string;
  /** A name that stands for nothing then; empty for other faults. */
  readonly lostName: string;
}

/** A call whose result is known, and what a fault makes of it. */
export interface FixCase extends KnownCall {
  /** The fault changes the result. */
  readonly fails: boolean;
}

/** What is said to be wrong, as a checker or a failed check says it. UTF-16 units of the item's text. */
export interface ItemProblem {
  readonly message: string;
  readonly source: string;
  readonly code: string;
  readonly start: number;
  readonly end: number;
}

/** A function with one fault, or with none, that the fixer is asked about. */
export interface FixItem {
  /** Unique in its list, and the same whenever the item is built from the same files. */
  readonly id: string;
  readonly kind: FaultKind | 'correct';
  readonly proof: FaultProof;
  /** The editor's language id. */
  readonly language: string;
  /** Folder of the item's workspace, relative to the one that holds all of them; absent when there is just one. */
  readonly workspace?: string;
  /** Relative to the workspace, with forward slashes. */
  readonly file: string;
  /** The file with the fault. */
  readonly text: string;
  /** [start, end) of `text` was `truth`; absent without a fault. */
  readonly fault?: { readonly start: number; readonly end: number; readonly truth: string };
  /** The function that the fixer is asked about. */
  readonly name: string;
  /** Where it is asked: the first problem, else the function's name. UTF-16 units into `text`. */
  readonly offset: number;
  readonly problems: readonly ItemProblem[];
  /** The check that the fixer may use. */
  readonly shown: readonly FixCase[];
  /** The check that it is judged by and never sees. */
  readonly hidden: readonly FixCase[];
}

/** The file without the fault. */
export function faultlessText({ text, fault }: Pick<FixItem, 'text' | 'fault'>): string {
  return fault === undefined ? text : text.slice(0, fault.start) + fault.truth + text.slice(fault.end);
}

/** Whether the names of the workspace tell how to mend the fault. */
export function isOfIndex({ kind }: Pick<FixItem, 'kind'>): boolean {
  return indexFaults.some((each) => each === kind);
}
