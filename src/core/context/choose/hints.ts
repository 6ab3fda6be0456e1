import type { ContextSnippet } from '../../../protocol/context';

/** A name that stands beside the cursor: small enough to be always worth it, and no excerpt that another could repeat. */
export function isHint({ source }: ContextSnippet): boolean {
  return source === 'unused';
}

/** The names of the kept hints, the best first. */
export function hintsOf(ranked: readonly { readonly snippet: ContextSnippet; readonly verdict: string }[]): string[] {
  return ranked.flatMap(({ snippet, verdict }) => (verdict === 'kept' && isHint(snippet) ? [snippet.text.trim()] : []));
}
