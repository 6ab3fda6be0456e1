import { describe, expect, it } from 'vitest';
import { ExplainHistory } from '../../../src/editor/explain/explainHistory';
import { type ExplainSubject, ExplainThread } from '../../../src/editor/explain/explainThread';

function threadOf(id: number, uri = 'file:///w/src/a.py'): ExplainThread {
  const subject = {
    request: { snapshot: { uri } },
    context: { path: 'src/a.py', firstLine: 7 },
    title: `Explanation of f${id}`,
    startedAt: new Date(2026, 0, 2, 9, 5),
  } as unknown as ExplainSubject;
  return new ExplainThread(id, subject, '');
}

describe('ExplainHistory', () => {
  it('lists what, where and when, the newest first', () => {
    const history = new ExplainHistory();
    history.add(threadOf(1));
    history.add(threadOf(2));
    expect(history.entries('de')).toEqual([
      { id: 2, label: '09:05 · a.py:7 · Explanation of f2' },
      { id: 1, label: '09:05 · a.py:7 · Explanation of f1' },
    ]);
    expect(history.shown?.id).toBe(2);
  });

  it('finds the newest of a document and shows any that it still has', () => {
    const history = new ExplainHistory();
    for (let id = 1; id <= 52; id += 1) history.add(threadOf(id, `file:///w/${id % 2}.py`));
    expect(history.entries('en')).toHaveLength(50);
    expect(history.ofDocument('file:///w/1.py')?.id).toBe(51);
    expect(history.ofDocument('file:///w/2.py')).toBeUndefined();
    expect(history.show(2)).toBeUndefined();
    expect(history.shown?.id).toBe(52);
    expect(history.show(3)?.id).toBe(3);
    expect(history.shown?.id).toBe(3);
  });
});

describe('ExplainThread', () => {
  it('hands out the places of names by number alone, and knows of no others', () => {
    const thread = threadOf(1);
    thread.addSymbol('gone', 'not found', undefined);
    thread.addSymbol('f()', 'to f', { kind: 'place', name: 'f', uri: 'file:///w/b.py', line: 3 });
    thread.addSymbol('x', 'to x', { kind: 'word', name: 'x' });
    expect(thread.symbols).toEqual([
      { text: 'gone', title: 'not found' },
      { text: 'f()', title: 'to f', id: 0 },
      { text: 'x', title: 'to x', id: 1 },
    ]);
    expect(thread.targetOf(0)).toMatchObject({ name: 'f', line: 3 });
    expect(thread.targetOf(2)).toBeUndefined();
    expect(thread.targetOf(-1)).toBeUndefined();
  });
});
