import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { ImportDesk } from '../../../src/worker/importDesk';
import { RootResolvers } from '../../../src/worker/rootResolvers';
import { IndexerFixture } from './indexerFixture';

let at: IndexerFixture;
beforeEach(() => {
  at = new IndexerFixture();
});
afterEach(() => at.dispose());

describe('ImportDesk', () => {
  it('answers from the index and the document as it is typed, for its version alone', async () => {
    at.write({ 'src/a.ts': '', 'lib/money.ts': 'export function total(): number { return 1; }\n' });
    await at.configure();
    at.openFiles.open({ uri: at.uri('src/a.ts'), languageId: 'typescript', version: 2, text: 'total();\n' });
    const { indexer, openFiles } = at;
    const desk = new ImportDesk({ indexer, openFiles, resolvers: new RootResolvers(), clock: systemClock });
    const query = { uri: at.uri('src/a.ts'), version: 2, names: ['total'], budgetMs: 10_000 };
    expect(await desk.answer(query)).toEqual({
      origins: [{ name: 'total', imported: 'total', module: '../lib/money', isType: false }],
      similar: [],
    });
    expect(await desk.answer({ ...query, version: 1 })).toBeUndefined();
    expect(await desk.answer({ ...query, uri: 'untitled:x' })).toBeUndefined();
  });
});
