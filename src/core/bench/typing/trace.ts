import type { SyntaxEdit } from '../../../protocol/syntax';

/**
 * What a key does: puts in a character; begins a line; takes back; is the first one at another place; makes the editor close, step over or
 * delete a bracket or quote; or takes over what a right suggestion would say.
 */
export const keyKinds = ['character', 'enter', 'backspace', 'jump', 'close', 'accept'] as const;
export type KeyKind = (typeof keyKinds)[number];

/** One key of a trace. Every key changes the document: a cursor that only moves asks for nothing and is no key of its own. */
export interface TypedKey {
  readonly kind: KeyKind;
  /** Milliseconds since the key before. */
  readonly gapMs: number;
  /** In order, each applies to the result of the one before. */
  readonly edits: readonly SyntaxEdit[];
  /** Of the cursor after the key, in UTF-16 units. */
  readonly offset: number;
  /** What the trace will have put behind the cursor on its line, in the end; `null` while a mistake stands there that is taken back next. */
  readonly next: string | null;
}

/** The typing of some bodies of functions that were taken out of a file, the same for whoever is asked to complete it. */
export interface TypingTrace {
  readonly id: string;
  /** Folder of the workspace, relative to the one that holds all of them; empty when there is just one. */
  readonly workspace: string;
  /** Relative to the workspace, with forward slashes. */
  readonly file: string;
  readonly language: string;
  /** Length that was asked for and that the text has, with other files of its language around the file where that is short. */
  readonly wantedLines: number;
  readonly lines: number;
  /** Before the first key. */
  readonly text: string;
  readonly keys: readonly TypedKey[];
}
