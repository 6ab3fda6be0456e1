import { describe, expect, it } from 'vitest';
import { IndexContext } from '../../../../src/core/context/sources/indexContext';
import type { IndexPlace, IndexSource } from '../../../../src/core/context/place/indexPlace';
import type { Clock } from '../../../../src/base/clock';
import type { ContextSnippet, IndexSourceName } from '../../../../src/protocol/context';
import { ParsedWorkspace } from '../../../fakes/parsedWorkspace';

class SteppedClock implements Clock {
  time = 0;
  now(): number {
    return this.time;
  }
  sleep(): Promise<void> {
    return Promise.resolve();
  }
}

const snippet = (source: IndexSourceName): ContextSnippet => ({
  source,
  path: 'b.ts',
  text: 'x\n',
  names: [],
  relevance: 1,
  nearness: 1,
});
const sourceOf = (name: IndexSourceName, collect: (place: IndexPlace) => void = () => undefined): IndexSource => ({
  name,
  collect: (place) => {
    collect(place);
    return [snippet(name)];
  },
});

async function placeFor(sources: IndexSourceName[], budgetMs = 100): Promise<IndexPlace> {
  const workspace = await ParsedWorkspace.of({ 'a.ts': 'x█', 'b.ts': 'y' });
  return workspace.at('a.ts', 'x█', { sources, budgetMs });
}

describe('IndexContext', () => {
  it('runs only what is asked for, in the order of the question', async () => {
    const context = new IndexContext(
      [sourceOf('similar'), sourceOf('outline'), sourceOf('usages')],
      new SteppedClock(),
    );
    const answer = context.collect(await placeFor(['usages', 'similar']));
    expect(answer.snippets.map(({ source }) => source)).toEqual(['usages', 'similar']);
    expect(answer.notes).toEqual([
      { source: 'usages', ms: 0 },
      { source: 'similar', ms: 0 },
    ]);
  });

  it('goes on when a source throws, and says why', async () => {
    const broken = sourceOf('usages', () => {
      throw new Error('bad facts');
    });
    const answer = new IndexContext([broken, sourceOf('imports')], new SteppedClock()).collect(
      await placeFor(['usages', 'members', 'imports']),
    );
    expect(answer.snippets.map(({ source }) => source)).toEqual(['imports']);
    expect(answer.notes.map(({ source, problem }) => [source, problem])).toEqual([
      ['usages', 'bad facts'],
      ['members', 'there is no such source'],
      ['imports', undefined],
    ]);
  });

  it('lets no source take all the time, and leaves out those that were not reached', async () => {
    const clock = new SteppedClock();
    const patient = sourceOf('usages', (place) => {
      while (!place.isLate()) clock.time += 1;
    });
    const stuck = sourceOf('imports', () => void (clock.time += 500));
    const answer = new IndexContext([patient, stuck, sourceOf('similar')], clock).collect(
      await placeFor(['usages', 'imports', 'similar']),
    );
    expect(answer.notes).toEqual([
      { source: 'usages', ms: 60, problem: 'stopped when its time was over' },
      { source: 'imports', ms: 500, problem: 'stopped when its time was over' },
      { source: 'similar', ms: 0, problem: 'no time was left' },
    ]);
    expect(answer.snippets.map(({ source }) => source)).toEqual(['usages', 'imports']);
  });

  it('reads each file once for all sources', async () => {
    const read = (place: IndexPlace): void => void place.files.read('b.ts');
    const place = await placeFor(['usages', 'imports']);
    const asked: string[] = [];
    const files = { read: (path: string) => (asked.push(path), 'text') };
    new IndexContext([sourceOf('usages', read), sourceOf('imports', read)], new SteppedClock()).collect({
      ...place,
      files,
    });
    expect(asked).toEqual(['b.ts']);
  });
});
