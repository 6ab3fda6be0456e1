import { describe, expect, it } from 'vitest';
import { ContextCollector } from '../../../../src/core/context/choose/collector';
import type { ContextChoice } from '../../../../src/core/context/choose/contextSource';
import type { HostSource } from '../../../../src/core/context/choose/hostSource';
import { defaultRecipe } from '../../../../src/core/context/choose/recipe';
import type { WorkspaceContext } from '../../../../src/core/ports';
import type { ContextAnswer, ContextQuery, ContextSnippet } from '../../../../src/protocol/context';
import { FakeClock } from '../../../fakes/fakeClock';

const index = { state: 'ready', files: 3, pending: 0, skipped: {} } as const;
const snippet = (path: string, text: string, more: Partial<ContextSnippet> = {}): ContextSnippet => ({
  source: 'usages',
  path,
  text: `${text}\n`,
  names: [text],
  relevance: 1,
  nearness: 1,
  ...more,
});

class Stage {
  readonly clock = new FakeClock();
  readonly queries: ContextQuery[] = [];
  answer: () => Promise<ContextAnswer | undefined> = () => Promise.resolve(undefined);
  hostSources: HostSource[] = [];

  collector(): ContextCollector {
    const workspace: WorkspaceContext = {
      related: (query) => {
        this.queries.push(query);
        return this.answer();
      },
    };
    const { clock, hostSources } = this;
    return new ContextCollector({
      workspace,
      hostSources,
      clock,
      recent: () => ['file:///a.ts', 'file:///b.ts'],
      recipe: defaultRecipe,
    });
  }

  find(...snippets: ContextSnippet[]): void {
    this.answer = () => Promise.resolve({ snippets, notes: [{ source: 'usages', ms: 2 }], index });
  }

  collect(collector: ContextCollector, offset = 4, text = 'let x = 1;\n', languageId = 'go'): Promise<ContextChoice> {
    const snapshot = { uri: 'file:///a.ts', path: 'a.ts', repository: 'r', languageId, version: 3, text };
    const order = { budgetTokens: 400, waitMs: 50, signal: new AbortController().signal };
    return this.clock.run(collector.collect({ snapshot, offset, window: { start: 0, end: text.length } }, order));
  }
}

describe('ContextCollector', () => {
  it('shows no excerpts where no imported name waits to be written', async () => {
    const stage = new Stage();
    const collector = stage.collector();
    const found = [snippet('b.ts', 'open(b)'), snippet('b.ts', 'b.size', { source: 'members' })];
    stage.find(...found);
    expect((await stage.collect(collector, 4, 'b', 'typescript')).pieces.map(({ text }) => text)).toEqual(['b.size\n']);
    stage.find(...found, snippet('a.ts', 'open', { source: 'unused', names: [] }));
    const beside = await stage.collect(collector, 4, 'b', 'typescript');
    expect(beside).toMatchObject({ hints: ['open'], pieces: [{ path: 'b.ts' }] });
    expect(beside.pieces[0]?.text).toContain('open(b)');
  });

  it('asks for the sources that count, and puts one piece for each file, the best last', async () => {
    const stage = new Stage();
    stage.find(
      snippet('b.ts', 'open(b)', { line: 9 }),
      snippet('b.ts', 'shut(b)', { line: 2 }),
      snippet('c.ts', 'weaker(c)', { relevance: 0.6 }),
    );
    const choice = await stage.collect(stage.collector());
    expect(stage.queries).toMatchObject([
      { uri: 'file:///a.ts', version: 3, offset: 4, recent: ['file:///b.ts'], budgetMs: 37.5 },
    ]);
    expect(stage.queries[0]?.sources.slice(0, 3)).toEqual(['unused', 'usages', 'header']);
    expect(choice.pieces).toMatchObject([
      { path: 'c.ts', text: 'weaker(c)\n' },
      { path: 'b.ts', text: 'shut(b)\n\nopen(b)\n' },
    ]);
    expect(choice).toMatchObject({ index, notes: [{ source: 'usages' }] });
  });

  it('puts names that are not used yet beside the cursor, not among the excerpts', async () => {
    const stage = new Stage();
    const hint = (name: string, relevance: number): ContextSnippet =>
      snippet('a.ts', name, { source: 'unused', names: [], relevance });
    stage.find(hint('open', 0.9), snippet('b.ts', 'open(b)'), hint('x', 0.6));
    const collector = stage.collector();
    const first = await stage.collect(collector);
    expect(first).toMatchObject({ hints: ['open', 'x'], pieces: [{ path: 'b.ts', text: 'open(b)\n' }] });
    stage.find(snippet('b.ts', 'open(b)'), hint('x', 0.6));
    const later = await stage.collect(collector);
    expect(later.hints).toEqual(['x']);
    expect(later.pieces).toBe(first.pieces);
  });

  it('does without an index that is late, and without a source that fails', async () => {
    const stage = new Stage();
    stage.answer = () => new Promise(() => undefined);
    stage.hostSources = [
      { name: 'errors', collect: () => [snippet('a.ts', 'error: wrong', { source: 'errors' })] },
      {
        name: 'languageServer',
        collect: () => {
          throw new Error('boom');
        },
      },
    ];
    const choice = await stage.collect(stage.collector());
    expect(choice.pieces).toMatchObject([{ path: 'a.ts', text: 'error: wrong\n' }]);
    expect(choice.notes).toEqual([
      { source: 'errors', ms: 0 },
      { source: 'languageServer', ms: 0, problem: 'boom' },
    ]);
    expect(choice.index).toBeUndefined();
  });

  it('stays with its choice at one place until another is clearly better', async () => {
    const stage = new Stage();
    const collector = stage.collector();
    const both = [snippet('b.ts', 'open(b)'), snippet('c.ts', 'shut(c)')];
    stage.find(...both);
    const first = await stage.collect(collector);
    stage.find(...both, snippet('d.ts', 'other(d)', { relevance: 0.3 }));
    const second = await stage.collect(collector, 10);
    expect(second.pieces).toBe(first.pieces);
    expect(second.ranked.map(({ snippet: { path }, verdict }) => `${path} ${verdict}`).sort()).toEqual([
      'b.ts kept',
      'c.ts kept',
      'd.ts frozen',
    ]);
    stage.find(...both, snippet('d.ts', 'other(d)'));
    const third = await stage.collect(collector, 10);
    expect(third.pieces.map(({ path }) => path)).toEqual([...first.pieces.map(({ path }) => path), 'd.ts']);
  });

  it('drops what was changed, deleted or withheld since', async () => {
    const stage = new Stage();
    const collector = stage.collector();
    stage.find(snippet('b.ts', 'open(b)'), snippet('c.ts', 'shut(c)'));
    await stage.collect(collector);
    stage.find(snippet('b.ts', 'open(b, 2)'), snippet('c.ts', 'shut(c)'));
    const texts = (await stage.collect(collector)).pieces.map(({ text }) => text).sort();
    expect(texts).toEqual(['open(b, 2)\n', 'shut(c)\n']);
    stage.find();
    expect((await stage.collect(collector)).pieces).toEqual([]);
  });

  it('goes on with its choice when the index is late, and after a question that was given up', async () => {
    const stage = new Stage();
    const collector = stage.collector();
    stage.find(snippet('b.ts', 'open(b)'));
    const first = await stage.collect(collector);
    stage.answer = () => new Promise(() => undefined);
    expect((await stage.collect(collector)).pieces).toBe(first.pieces);
    expect((await stage.collect(collector, 9_000, 'let x = 1;\n'.repeat(900))).pieces).toEqual([]);
    stage.find(snippet('b.ts', 'open(b)'));
    expect((await stage.collect(collector)).pieces).toBe(first.pieces);
  });

  it('chooses anew at another place', async () => {
    const stage = new Stage();
    const collector = stage.collector();
    const text = 'let x = 1;\n'.repeat(500);
    stage.find(snippet('b.ts', 'open(b)'));
    await stage.collect(collector, 4, text);
    stage.find(snippet('d.ts', 'other(d)'));
    expect((await stage.collect(collector, 5_000, text)).pieces).toMatchObject([{ path: 'd.ts' }]);
  });
});
