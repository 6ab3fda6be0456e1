/** Facts about syntax that cross the wire between the host and the worker that owns every tree. Offsets are UTF-16 units. */

/** A document as the worker should see it from now on. */
export interface SyntaxDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
}

/** One replacement; a list of them applies in order, each to the result of the one before. */
export interface SyntaxEdit {
  readonly start: number;
  readonly oldEnd: number;
  readonly text: string;
}

export interface SyntaxChange {
  readonly uri: string;
  readonly version: number;
  readonly edits: readonly SyntaxEdit[];
}

/** One replacement that is only tried out, in a document of a known version. */
export interface SyntaxTrial {
  readonly uri: string;
  readonly version: number;
  readonly edit: SyntaxEdit;
}

/** A place in a document of a known version. An answer for another version is never given: it is `undefined`. */
export interface SyntaxPlace {
  readonly uri: string;
  readonly version: number;
  readonly offset: number;
}

export interface SyntaxNodeFacts {
  readonly kind: 'function' | 'class' | 'block' | 'statement';
  /** Empty for a node without a name. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** What surrounds an offset. */
export interface ScopeFacts {
  readonly inString: boolean;
  readonly inComment: boolean;
  /** The cursor stands in a block (body of a function, class, loop, …) that holds nothing but white space or comments. */
  readonly emptyBlock: boolean;
  /** The cursor stands where a new statement begins: only white space before it on its line, outside brackets. */
  readonly statementStart: boolean;
  /** Innermost first. */
  readonly enclosing: readonly SyntaxNodeFacts[];
}

/** Where a streamed answer should end. */
export interface CutPlace extends SyntaxPlace {
  readonly answer: string;
  /** True once nothing more will follow; else an unfinished tail counts as "not yet known". */
  readonly complete: boolean;
  readonly extent: CutExtent;
}

export type CutExtent = 'line' | 'statement' | 'block';

export interface CutFacts {
  /** Units of the answer to keep. */
  readonly end: number;
  /** True when the scope ended inside the answer, so that the rest of the stream is not needed. */
  readonly ended: boolean;
}

/** What a parse says about a text that is not (yet) a document. */
export interface ParseFacts {
  /** ERROR and MISSING nodes. */
  readonly errors: number;
  /** Start offsets of the first few of them. */
  readonly errorOffsets: readonly number[];
}
