import { afterAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { fileFacts } from '../../../src/core/syntax/facts';
import { referencesIn } from '../../../src/core/syntax/references';
import { Trees } from '../../../src/core/syntax/trees';
import { type DrawnCase, drawCase, isUpdate, readDrawnFiles } from '../drawn';
import { drawFacts, drawReferences } from './drawFacts';
import { createGrammars } from './grammarFiles';

const trees = new Trees({ grammars: createGrammars(), clock: systemClock, budgetMs: 10_000 });

/** The case with the facts that are really found; with the option `uses` also the references. */
async function answered(languageId: string, drawn: DrawnCase): Promise<DrawnCase> {
  const { text, title, options } = drawn;
  const uri = `${languageId}:${title}`;
  trees.open({ uri, languageId, version: 1, text });
  const facts = await trees.read(uri, 1, (document) => [
    ...drawFacts(text, fileFacts(document)),
    ...(options.includes('uses') ? drawReferences(referencesIn(document, 0, text.length)) : []),
  ]);
  trees.close(uri);
  if (facts === undefined) throw new Error('not answered');
  return { ...drawn, facts };
}

describe.each(readDrawnFiles(import.meta.url, 'facts'))('facts of $name', ({ name, cases, save }) => {
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
