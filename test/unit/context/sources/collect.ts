import { CodeTexts } from '../../../../src/core/context/code/codeTexts';
import type { IndexSource, PathEdit } from '../../../../src/core/context/place/indexPlace';
import type { ReadReferences } from '../../../../src/core/context/sources/members';
import { referencesIn } from '../../../../src/core/syntax/references';
import type { ContextQuery, ContextSnippet } from '../../../../src/protocol/context';
import { ParsedWorkspace, SnippetParser } from '../../../fakes/parsedWorkspace';

const parser = new SnippetParser();

/** What a source gives at the cursor, marked by `█` in one of the files. */
export async function collect(
  Source: new (codes: CodeTexts, referencesIn: ReadReferences) => IndexSource,
  drawn: Readonly<Record<string, string>>,
  query: Partial<ContextQuery> = {},
  edits: readonly PathEdit[] = [],
): Promise<readonly ContextSnippet[]> {
  const [path = '', text = ''] = Object.entries(drawn).find(([, each]) => each.includes('█')) ?? [];
  const workspace = await ParsedWorkspace.of(drawn, parser);
  return new Source(new CodeTexts(), referencesIn).collect(await workspace.at(path, text, query, edits));
}
