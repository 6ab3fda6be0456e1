/** How far a search is. Candidates and attempts count from 1. */
export type FixProgress =
  /** Changes that need no model are looked for. */
  | { readonly kind: 'looking' }
  /** Some of them, `first` to `last` of as many as there are at this moment, are being checked. */
  | { readonly kind: 'ready'; readonly first: number; readonly last: number; readonly of: number }
  /** The language server has not answered yet. */
  | { readonly kind: 'server' }
  /** The model is asked; `chars`: what it has written of this answer, 0 while it still reads. */
  | { readonly kind: 'writing'; readonly attempt: number; readonly mostAttempts: number; readonly chars: number }
  /** Its answer is being checked. */
  | { readonly kind: 'checking'; readonly attempt: number; readonly mostAttempts: number };
