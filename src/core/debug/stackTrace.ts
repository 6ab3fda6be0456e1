/** Languages whose stack traces are understood. `javascript` stands for whatever runs on V8, TypeScript too. */
type TraceLanguage = 'python' | 'javascript' | 'java' | 'go' | 'rust' | 'csharp';

/** One call of a stack, as the trace writes it: the path may be relative, a URI, or made from a class name. */
export interface TraceFrame {
  readonly path: string;
  /** One-based. */
  readonly line: number;
  /** One-based; absent where the language does not tell. */
  readonly column?: number;
  /** Empty where the trace does not tell. */
  readonly functionName: string;
}

export interface RaisedError {
  /** The type, as the trace writes it: `TypeError`, `java.lang.NullPointerException`, `panic`. */
  readonly kind: string;
  /** Empty without one; may have several lines. */
  readonly message: string;
  /** Innermost call first, whatever the order of the language. */
  readonly frames: readonly TraceFrame[];
}

/**
 * `cause`: the program says that it led to the error. `handled`: it was being handled, or suppressed, when the error came up. `part`: one of
 * the errors that a group holds.
 */
export interface TraceCause extends RaisedError {
  readonly relation: 'cause' | 'handled' | 'part';
}

/** An error that ended something, with what led to it. */
export interface StackTrace extends RaisedError {
  readonly language: TraceLanguage;
  /** What led to it, the nearest first, so that a chain ends with where it began. */
  readonly causes: readonly TraceCause[];
  /** How many more traces the text held, before this one. */
  readonly others: number;
}

/** A trace and where it ends, so that the last one of a text can be told. */
export interface FoundTrace {
  readonly trace: Omit<StackTrace, 'others'>;
  /** Zero-based. */
  readonly lastLine: number;
}

/** More calls than these are a recursion, of which both ends say enough. */
const maxFrames = 200;

/** The innermost calls and, of a very deep stack, some of the outermost. */
export function boundedFrames(frames: readonly TraceFrame[]): readonly TraceFrame[] {
  if (frames.length <= maxFrames) return frames;
  return [...frames.slice(0, maxFrames / 2), ...frames.slice(-maxFrames / 2)];
}
