import type { Indentation } from './indentation';

/** A document as it was at one moment. Immutable: whatever is decided about it stays true of it. */
export interface DocumentSnapshot {
  readonly uri: string;
  /** Workspace-relative path with forward slashes; the base name for a document outside of every folder. */
  readonly path: string;
  /** Name of the workspace folder, or empty. */
  readonly repository: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
  /** How the editor that shows the document indents; absent where none does. */
  readonly indentation?: Indentation;
}

/** Why an answer is wanted: the user types (automatic) or asked for it by a command (invoke). */
export type CompletionTrigger = 'automatic' | 'invoke';

export interface CompletionRequest {
  readonly snapshot: DocumentSnapshot;
  /** UTF-16 offset of the cursor. */
  readonly offset: number;
  readonly trigger: CompletionTrigger;
  /** The entry that is selected in the suggest widget, which the answer must continue. Replaces [start, offset) by text. */
  readonly selectedSuggestion?: { readonly start: number; readonly text: string };
  /** More than one cursor, or a selection that is not empty. */
  readonly cursors: number;
  readonly readOnly: boolean;
}
