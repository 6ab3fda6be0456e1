/** How long the functions are: `thirty` lines are what a person selects and waits for. */
export const lengthClasses = ['short', 'middle', 'thirty', 'long'] as const;
export type LengthClass = (typeof lengthClasses)[number];

/** Fewest and most lines of each. */
const lineRanges: Readonly<Record<LengthClass, readonly [number, number]>> = {
  short: [3, 9],
  middle: [10, 27],
  thirty: [28, 32],
  long: [33, 80],
};

/** `undefined` for a length that no item has. */
export function lengthClassOf(lines: number): LengthClass | undefined {
  return lengthClasses.find((each) => lines >= lineRanges[each][0] && lines <= lineRanges[each][1]);
}

/** A function in a real file that is to be explained. */
export interface ExplainItem {
  /** Unique in its list, and the same whenever the item is built from the same files. */
  readonly id: string;
  readonly length: LengthClass;
  /** The editor's language id. */
  readonly language: string;
  /** Folder of the item's workspace, relative to the one that holds all of them; empty when there is just one. */
  readonly workspace: string;
  /** Relative to the workspace, with forward slashes. */
  readonly file: string;
  /** The selection: whole lines of the file, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly code: string;
  readonly name: string;
  /** Names that its parameters bind. */
  readonly parameters: readonly string[];
  /** Names that it calls, each once. */
  readonly calls: readonly string[];
}
