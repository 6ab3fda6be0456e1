import { afterAll, describe, expect, it } from 'vitest';
import type { CutExtent } from '../../../src/protocol/syntax';
import { type DrawnCase, drawCase, isUpdate, readDrawnFiles } from '../drawn';
import { createLocalSyntax } from './grammarFiles';

const syntax = createLocalSyntax();

/** The case with `│` where the answer is really cut. */
async function answered(languageId: string, drawn: DrawnCase): Promise<DrawnCase> {
  const { text, offset, answer, options } = drawn;
  const extent = options.find((option): option is CutExtent => /^(?:line|statement|block)$/.test(option));
  if (extent === undefined) throw new Error(`No extent in the options of '${drawn.title}'`);
  const uri = `${languageId}:${drawn.title}`;
  syntax.open({ uri, languageId, version: 1, text });
  const facts = await syntax.cut({ uri, version: 1, offset, answer, extent, complete: options.includes('complete') });
  syntax.close(uri);
  if (facts === undefined) throw new Error('not answered');
  if (!facts.ended) expect(facts.end).toBe(answer.length);
  return { ...drawn, cut: facts.ended ? facts.end : undefined };
}

describe.each(readDrawnFiles(import.meta.url, 'cut'))('cut in $name', ({ name, cases, save }) => {
  const results: DrawnCase[] = [];
  it.each(cases)('$options: $title', async (drawn) => {
    const result = await answered(name, drawn);
    results.push(result);
    if (!isUpdate) expect(drawCase(result)).toBe(drawCase(drawn));
  });
  afterAll(() => {
    if (isUpdate && results.length === cases.length) save(results);
  });
});
