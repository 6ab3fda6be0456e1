import type { DocumentSnapshot } from '../../text/snapshot';

/** A place for which context is wanted. Offsets are UTF-16 units of the snapshot's text. */
export interface ContextPlace {
  readonly snapshot: DocumentSnapshot;
  readonly offset: number;
  /** The text around the cursor that the prompt will hold anyway. */
  readonly window: { readonly start: number; readonly end: number };
}
