import { describe, expect, it } from 'vitest';
import { textOfMessage } from '../../../src/core/prompt/messageText';
import {
  definitionPieces,
  gatherTaskContext,
  instructionPieces,
  noTaskContext,
  noTaskSources,
} from '../../../src/core/prompt/taskContext';
import type { ContextSnippet } from '../../../src/protocol/context';
import { FakeWorkspace } from '../../fakes/fakeWorkspace';
import { snapshotOf } from '../../fakes/scriptedChat';

function snippet(change: Partial<ContextSnippet>): ContextSnippet {
  const base = { source: 'imports', path: 'b.py', text: 'def total(items): ...\n', names: ['total'] } as const;
  return { ...base, relevance: 0.5, nearness: 1, ...change };
}

const text = 'def report(items):\n    # known\n    return total(items)\n';
const all = { start: 0, end: text.length };

async function gather(snippets: readonly ContextSnippet[], instructions = '', within = text) {
  const workspace = new FakeWorkspace();
  workspace.snippets = snippets;
  const sources = { workspace, instructions: { forDocument: () => Promise.resolve(instructions) } };
  const context = await gatherTaskContext(snapshotOf(within), { start: 0, end: within.length }, sources);
  return { context, queries: workspace.queries };
}

describe('gatherTaskContext', () => {
  it('takes definitions of names that the code uses, the most relevant first, each once', async () => {
    const { context } = await gather([
      snippet({}),
      snippet({}),
      snippet({ names: ['unused'], text: 'def unused(): ...\n', relevance: 0.9 }),
      snippet({ names: ['items'], path: 'c.py', text: 'items = []\n', relevance: 0.8 }),
    ]);
    expect(context.definitions).toEqual([
      { path: 'c.py', names: ['items'], text: 'items = []' },
      { path: 'b.py', names: ['total'], text: 'def total(items): ...' },
    ]);
  });

  it('gives the same for the same snippets in another order', async () => {
    const snippets = ['c', 'a', 'b'].map((name) => snippet({ path: `${name}.py`, text: `def total(${name}): ...\n` }));
    const forward = await gather(snippets);
    const backward = await gather([...snippets].reverse());
    expect(backward.context).toEqual(forward.context);
    expect(forward.context.definitions.map(({ path }) => path)).toEqual(['a.py', 'b.py', 'c.py']);
  });

  it('asks between words, and a few times for long code', async () => {
    const { queries } = await gather([]);
    expect(queries).toHaveLength(1);
    const around = text.slice((queries[0]?.offset ?? 0) - 1, (queries[0]?.offset ?? 0) + 1);
    expect(around).not.toMatch(/\w/);
    expect(queries[0]).toMatchObject({ sources: ['imports', 'definitions'], window: all });
    const long = await gather([], '', 'call(item)\n'.repeat(500));
    expect(long.queries).toHaveLength(3);
    expect(new Set(long.queries.map(({ offset }) => offset)).size).toBe(3);
  });

  it('masks keys, and limits how much there is', async () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      snippet({ path: `${index}.py`, text: `total_${index} = "${'x'.repeat(900)}"\n` }),
    );
    const key = snippet({ text: 'token = "ghp_0123456789abcdef0123456789abcdef0123"\n', relevance: 1 });
    const { context } = await gather([...many, key]);
    expect(context.definitions.length).toBeLessThanOrEqual(8);
    expect(context.definitions.map((each) => each.text).join('').length).toBeLessThanOrEqual(2_400);
    expect(context.definitions[0]?.text).not.toContain('0123456789');
  });

  it('cuts instructions at a line', async () => {
    const { context } = await gather([], `\n${'Write in German.\n'.repeat(500)}`);
    expect(context.instructions.length).toBeLessThanOrEqual(2_000);
    expect(context.instructions).toMatch(/^Write in German\.[\s\S]*German\.$/);
  });

  it('knows nothing without an index', async () => {
    expect(await gatherTaskContext(snapshotOf(text), all, noTaskSources)).toEqual(noTaskContext);
  });
});

describe('pieces', () => {
  it('are in order of worth, each with a priority of its own', () => {
    const definitions = ['a', 'b', 'c'].map((name) => ({ path: `${name}\n.py`, names: [name], text: `${name} = 1` }));
    const pieces = definitionPieces({ definitions, instructions: '' }, 'python');
    expect(pieces[0]?.text).toBe('From a .py, which defines `a`:\n\n```python\na = 1\n```\n\n');
    const priorities = pieces.map(({ priority }) => priority ?? 0);
    expect([...priorities].sort((x, y) => y - x)).toEqual(priorities);
    expect(new Set(priorities).size).toBe(3);
    expect(definitionPieces(noTaskContext, 'python')).toEqual([]);
  });

  it('hold the instructions only where there are some', () => {
    expect(instructionPieces(noTaskContext)).toEqual([]);
    const pieces = instructionPieces({ definitions: [], instructions: 'Be kind.' });
    expect(textOfMessage({ content: pieces })).toMatch(/^\n\n.*\nBe kind\.$/);
  });
});
