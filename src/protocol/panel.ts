/** Messages between the editor and the explanation panel's script. The panel shows HTML that the editor rendered under one policy. */
export type ToPanel =
  | { readonly type: 'start'; readonly title: string; readonly subtitle: string; readonly status: string }
  | { readonly type: 'html'; readonly html: string }
  | { readonly type: 'end'; readonly status: string; readonly failed: boolean };

/** `ready` comes whenever the panel's document was made anew: the editor then sends all of the present state. */
export type FromPanel =
  { readonly type: 'ready' } | { readonly type: 'stop' } | { readonly type: 'again' } | { readonly type: 'copy' };
