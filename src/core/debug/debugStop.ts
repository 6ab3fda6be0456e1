import type { DocumentSnapshot } from '../text/snapshot';
import type { TraceFrame } from './stackTrace';

/** A call of the stopped program. */
export interface StopFrame extends TraceFrame {
  /** Code of the workspace, not of a library or of the language itself. */
  readonly isOwn: boolean;
  /** The file as the editor or the disk has it; absent where there is none, and for files that are kept from the model. */
  readonly document?: DocumentSnapshot;
}

/** A value near the place where the program stopped, as the debugger writes it. */
export interface StopVariable {
  /** As code would write it: `cart`, and for a part of one `cart.items` or `rates["EUR"]`. */
  readonly name: string;
  readonly value: string;
  /** Empty where the debugger does not tell. */
  readonly type: string;
  readonly role: 'argument' | 'local' | 'part';
}

/** Another error of the same story: what led to this one (`cause`, `handled`), what it holds (`part`), or what it was turned into (`became`). */
export interface RelatedError {
  readonly relation: 'cause' | 'handled' | 'part' | 'became';
  readonly kind: string;
  readonly message: string;
}

/** A program that stopped on an exception or a signal, or the trace that it left. */
export interface DebugStop {
  /** `TypeError`, `java.lang.NullPointerException`, `SIGSEGV`; empty when nobody told. */
  readonly kind: string;
  readonly message: string;
  /** Innermost first. */
  readonly frames: readonly StopFrame[];
  /** Of the first own frame; empty for a trace. */
  readonly variables: readonly StopVariable[];
  readonly related: readonly RelatedError[];
}

/** The call that the hint is about: the innermost of the user's own. */
export function guiltyFrame(stop: DebugStop): StopFrame | undefined {
  return stop.frames.find((frame) => frame.isOwn);
}

/** The text of a frame's line; empty where the document is not known or has no such line. */
export function lineTextOf({ document, line }: StopFrame): string {
  if (document === undefined) return '';
  let start = 0;
  for (let count = 1; count < line; count += 1) {
    const lineBreak = document.text.indexOf('\n', start);
    if (lineBreak === -1) return '';
    start = lineBreak + 1;
  }
  const end = document.text.indexOf('\n', start);
  return document.text.slice(start, end === -1 ? undefined : end).trimEnd();
}
