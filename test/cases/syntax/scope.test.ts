import { afterAll, describe, expect, it } from 'vitest';
import { type DrawnCase, drawCase, drawNode, isUpdate, readDrawnFiles } from '../drawn';
import { createLocalSyntax } from './grammarFiles';

const syntax = createLocalSyntax();

/** The case with the facts that are really answered. */
async function answered(languageId: string, drawn: DrawnCase): Promise<DrawnCase> {
  const uri = `${languageId}:${drawn.title}`;
  syntax.open({ uri, languageId, version: 1, text: drawn.text });
  const scope = await syntax.scopeAt({ uri, version: 1, offset: drawn.offset });
  syntax.close(uri);
  if (scope === undefined) throw new Error('not answered');
  const words = [
    scope.inString ? 'in string' : '',
    scope.inComment ? 'in comment' : '',
    scope.emptyBlock ? 'empty block' : '',
    scope.statementStart ? 'statement start' : '',
  ].filter(Boolean);
  const facts = [words.join(', ') || 'nothing special', ...scope.enclosing.map((node) => drawNode(drawn.text, node))];
  return { ...drawn, facts };
}

describe.each(readDrawnFiles(import.meta.url, 'scope'))('scope in $name', ({ name, cases, save }) => {
  const results: DrawnCase[] = [];
  it.each(cases)('$title', async (drawn) => {
    const result = await answered(name, drawn);
    results.push(result);
    if (!isUpdate) expect(drawCase(result)).toBe(drawCase(drawn));
  });
  afterAll(() => {
    if (isUpdate && results.length === cases.length) save(results);
  });
});
