import type * as vscode from 'vscode';
import { describe, expect, it } from 'vitest';
import { Emitter } from '../../../src/base/event';
import type { ExplainRequest } from '../../../src/core/explain/explainContext';
import { SelectionWarmth, type SelectionWarmthParts } from '../../../src/editor/explain/selectionWarmth';
import { FakeClock } from '../../fakes/fakeClock';
import { snapshotOf } from '../../fakes/scriptedChat';

interface FakeSelection {
  readonly start: number;
  readonly end: number;
  readonly isEmpty: boolean;
  readonly isSingleLine: boolean;
}

const spanOf = (start: number, end: number, isSingleLine = false): FakeSelection => {
  return { start, end, isEmpty: start === end, isSingleLine };
};

function editorOf(uri: string) {
  const document = { uri: { toString: () => uri }, version: 1, offsetAt: (offset: number) => offset };
  return { document, selection: spanOf(0, 0), selections: [spanOf(0, 0)] };
}
type FakeEditor = ReturnType<typeof editorOf>;

/** A window with one editor. */
function stage() {
  const actives = new Emitter<FakeEditor | undefined>();
  const selections = new Emitter<{ textEditor: FakeEditor }>();
  const changes = new Emitter<{ document: unknown; contentChanges: readonly unknown[] }>();
  const editor = editorOf('file:///w/a.py');
  const window = {
    activeTextEditor: editor as FakeEditor | undefined,
    state: { focused: true },
    onDidChangeActiveTextEditor: actives.event,
    onDidChangeTextEditorSelection: selections.event,
  };
  const clock = new FakeClock();
  const warmed: { readonly request: ExplainRequest; readonly signal: AbortSignal; end: () => void }[] = [];
  let isWanted = true;
  const warmth = new SelectionWarmth({
    window: window as unknown as SelectionWarmthParts['window'],
    workspace: { onDidChangeTextDocument: changes.event } as unknown as SelectionWarmthParts['workspace'],
    clock,
    warm: (request, signal) => new Promise<void>((end) => void warmed.push({ request, signal, end })),
    isWanted: () => isWanted,
    requestOf: (of: vscode.TextEditor) => {
      const { start, end } = (of as unknown as FakeEditor).selection;
      return { snapshot: snapshotOf('code'), start, end };
    },
  });
  const select = (selection: FakeSelection, of = editor): void => {
    Object.assign(of, { selection, selections: [selection] });
    selections.fire({ textEditor: of });
  };
  const type = (document: unknown = editor.document): void => {
    editor.document.version += 1;
    changes.fire({ document, contentChanges: [{}] });
  };
  const switchTo = (to: FakeEditor | undefined): void => {
    window.activeTextEditor = to;
    actives.fire(to);
  };
  return {
    window,
    editor,
    clock,
    warmed,
    warmth,
    select,
    type,
    switchTo,
    changes,
    refuse: () => void (isWanted = false),
  };
}

describe('SelectionWarmth', () => {
  it('reads a selection once it stands still, and the last one alone', async () => {
    const { clock, warmed, select } = stage();
    for (let end = 50; end <= 200; end += 50) {
      select(spanOf(0, end));
      await clock.advance(299);
    }
    expect(warmed).toEqual([]);
    await clock.advance(1);
    expect(warmed.map(({ request }) => [request.start, request.end])).toEqual([[0, 200]]);
  });

  it('takes several lines, and a long piece of one; not less, not several selections', async () => {
    const { editor, clock, warmed, select } = stage();
    for (const selection of [spanOf(0, 0), spanOf(0, 39, true)]) {
      select(selection);
      await clock.advance(1_000);
    }
    Object.assign(editor, { selection: spanOf(0, 99), selections: [spanOf(0, 99), spanOf(200, 299)] });
    expect(warmed).toEqual([]);
    select(spanOf(0, 40, true));
    await clock.advance(300);
    select(spanOf(0, 5));
    await clock.advance(300);
    expect(warmed.map(({ request }) => request.end)).toEqual([40, 5]);
  });

  it('waits for a second after the last key, and is broken off by the next one', async () => {
    const { clock, warmed, select, type } = stage();
    await clock.advance(5_000);
    type();
    await clock.advance(100);
    select(spanOf(0, 100));
    await clock.advance(899);
    expect(warmed).toEqual([]);
    await clock.advance(1);
    expect(warmed).toHaveLength(1);
    expect(warmed[0]?.signal.aborted).toBe(false);
    type();
    expect(warmed[0]?.signal.aborted).toBe(true);
  });

  it('is broken off by another selection and another editor, not by what changes elsewhere', async () => {
    const { clock, warmed, select, switchTo, changes } = stage();
    select(spanOf(0, 100));
    await clock.advance(300);
    changes.fire({ document: {}, contentChanges: [{}] });
    changes.fire({ document: {}, contentChanges: [] });
    select(spanOf(0, 100), editorOf('file:///w/other.py'));
    expect(warmed[0]?.signal.aborted).toBe(false);
    select(spanOf(0, 0));
    expect(warmed[0]?.signal.aborted).toBe(true);
    select(spanOf(0, 100));
    await clock.advance(299);
    switchTo(undefined);
    await clock.advance(1_000);
    expect(warmed).toHaveLength(1);
  });

  it('does nothing without focus, without a model, or where it is not wanted', async () => {
    for (const change of [
      ({ window }: ReturnType<typeof stage>) => void (window.state.focused = false),
      ({ refuse }: ReturnType<typeof stage>) => refuse(),
    ]) {
      const staged = stage();
      staged.select(spanOf(0, 100));
      change(staged);
      await staged.clock.advance(1_000);
      expect(staged.warmed).toEqual([]);
    }
  });

  it('does not read twice what it has read, but again what was broken off', async () => {
    const { clock, warmed, select } = stage();
    const again = async (): Promise<void> => {
      select(spanOf(0, 0));
      select(spanOf(0, 100));
      await clock.advance(300);
    };
    await again();
    warmed[0]?.end();
    await clock.advance(0);
    await again();
    expect(warmed).toHaveLength(1);
    select(spanOf(0, 200));
    await clock.advance(300);
    select(spanOf(0, 0));
    warmed[1]?.end();
    await clock.advance(0);
    select(spanOf(0, 200));
    await clock.advance(300);
    expect(warmed).toHaveLength(3);
  });

  it('ends with its owner', async () => {
    const { clock, warmed, warmth, select } = stage();
    select(spanOf(0, 100));
    await clock.advance(300);
    warmth.dispose();
    expect(warmed[0]?.signal.aborted).toBe(true);
    select(spanOf(0, 200));
    await clock.advance(1_000);
    expect(warmed).toHaveLength(1);
  });
});
