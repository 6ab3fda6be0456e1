import type { CompletionRequest } from '../../src/core/text/snapshot';

/** A request at the `█` of a drawn text, in a TypeScript file of a workspace, typed by one cursor. */
export function requestAt(
  drawn: string,
  change: Partial<CompletionRequest> & { readonly path?: string } = {},
): CompletionRequest {
  const offset = drawn.indexOf('█');
  if (offset === -1) throw new Error('the text needs a cursor █');
  const { path = 'src/a.ts', ...rest } = change;
  const text = drawn.replace('█', '');
  return {
    snapshot: { uri: `file:///w/${path}`, path, repository: 'w', languageId: 'typescript', version: 1, text },
    offset,
    trigger: 'automatic',
    cursors: 1,
    readOnly: false,
    ...rest,
  };
}
