import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { symbolPlaces } from '../../../src/worker/symbolPlaces';
import { IndexerFixture } from './indexerFixture';

let fixture: IndexerFixture;
beforeEach(() => (fixture = new IndexerFixture()));
afterEach(() => fixture.dispose());

describe('symbolPlaces', () => {
  it('finds one place for each name, the nearest of exported ones', async () => {
    fixture.write({
      'src/total.ts': '\n\nexport function total() {}\n',
      'far/away/total.ts': 'export function total() {}\n',
      'src/other.ts': 'function total() {}\nexport class Cart {\n  items = [];\n}\n',
      'src/a.ts': 'total();\n',
    });
    await fixture.configure();
    const places = symbolPlaces(fixture.indexer, {
      uri: fixture.uri('src/a.ts'),
      names: ['total', 'Cart', 'gone', 'total'],
    });
    expect(places).toEqual([
      { name: 'total', uri: fixture.uri('src/total.ts'), line: 2 },
      { name: 'Cart', uri: fixture.uri('src/other.ts'), line: 1 },
    ]);
  });

  it('knows nothing of a document outside of the folders', async () => {
    await fixture.configure();
    expect(symbolPlaces(fixture.indexer, { uri: 'file:///elsewhere/a.ts', names: ['total'] })).toBeUndefined();
  });
});
