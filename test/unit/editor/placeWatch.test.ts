import type * as vscode from 'vscode';
import { describe, expect, it } from 'vitest';
import { Emitter } from '../../../src/base/event';
import type { CompletionRequest } from '../../../src/core/text/snapshot';
import { PlaceWatch, type PlaceWatchParts } from '../../../src/editor/completion/placeWatch';
import { requestAt } from '../../fakes/completionRequests';

interface FakeDocument {
  version: number;
  isClosed: boolean;
  readonly offsetAt: (offset: number) => number;
}
interface FakeEditor {
  document: FakeDocument;
  selection: { readonly active: string; readonly isEmpty: boolean };
  readonly selections: readonly unknown[];
}

const editorOf = (): FakeEditor => ({
  document: { version: 1, isClosed: false, offsetAt: (offset) => offset },
  selection: { active: 'here', isEmpty: true },
  selections: [{}],
});

/** A window with one editor; what core was told is run by hand, as after a rest. */
function stage() {
  const actives = new Emitter<FakeEditor | undefined>();
  const selections = new Emitter<{ textEditor: FakeEditor }>();
  const window = {
    activeTextEditor: editorOf() as FakeEditor | undefined,
    state: { focused: true },
    onDidChangeActiveTextEditor: actives.event,
    onDidChangeTextEditorSelection: selections.event,
  };
  const visits: (() => CompletionRequest | undefined)[] = [];
  const reads: unknown[] = [];
  let isWanted = true;
  const watch = new PlaceWatch({
    window: window as unknown as PlaceWatchParts['window'],
    visitor: { visit: (request) => void visits.push(request) },
    isWanted: () => isWanted,
    requestAt: (document: vscode.TextDocument, position: vscode.Position) => {
      reads.push([document, position]);
      return requestAt('█');
    },
  });
  const move = (editor = window.activeTextEditor): void => {
    if (editor !== undefined) selections.fire({ textEditor: editor });
  };
  const switchTo = (editor: FakeEditor | undefined): void => {
    window.activeTextEditor = editor;
    actives.fire(editor);
  };
  return { window, watch, visits, reads, move, switchTo, refuse: () => void (isWanted = false) };
}

describe('PlaceWatch', () => {
  it('tells of a cursor that moves and of another editor, and reads the text only when asked', () => {
    const { visits, reads, move, switchTo } = stage();
    move();
    const other = editorOf();
    switchTo(other);
    expect(visits).toHaveLength(2);
    expect(reads).toEqual([]);
    expect(visits[1]?.()).toMatchObject({ trigger: 'automatic' });
    expect(reads).toEqual([[other.document, 'here']]);
  });

  it('keeps still while somebody types, and when the cursor moves in an editor that has no focus', () => {
    const { window, visits, move, switchTo } = stage();
    const document = window.activeTextEditor?.document;
    for (let key = 0; key < 3; key += 1) {
      if (document !== undefined) document.version += 1;
      move();
    }
    move(editorOf());
    switchTo(undefined);
    expect(visits).toEqual([]);
  });

  it('wants nothing any more where the place was left, changed, closed or switched off', () => {
    const leave = [
      ({ switchTo }: ReturnType<typeof stage>) => switchTo(editorOf()),
      ({ window }: ReturnType<typeof stage>) => void (window.state.focused = false),
      ({ refuse }: ReturnType<typeof stage>) => refuse(),
      ({ window: { activeTextEditor: editor } }: ReturnType<typeof stage>) =>
        void (editor && editor.document.version++),
      ({ window: { activeTextEditor: editor } }: ReturnType<typeof stage>) =>
        void (editor && (editor.document.isClosed = true)),
    ];
    for (const change of leave) {
      const staged = stage();
      staged.move();
      change(staged);
      expect(staged.visits[0]?.()).toBeUndefined();
      expect(staged.reads).toEqual([]);
    }
  });

  it('reads nothing while code is selected, whose explanation is read ahead into the same cache', () => {
    const { window, visits, reads, move } = stage();
    const select = (start: number, end: number, isSingleLine: boolean): void => {
      const selection = { active: 'here', isEmpty: start === end, start, end, isSingleLine };
      Object.assign(window.activeTextEditor ?? {}, { selection });
      move();
    };
    select(0, 200, false);
    select(0, 40, true);
    expect(visits.map((ask) => ask())).toEqual([undefined, undefined]);
    expect(reads).toEqual([]);
    // A word is selected to be typed over.
    select(0, 7, true);
    select(7, 7, true);
    expect(visits.slice(2).map((ask) => ask()?.trigger)).toEqual(['automatic', 'automatic']);
  });

  it('ends with its owner', () => {
    const { watch, visits, move, switchTo } = stage();
    watch.dispose();
    move();
    switchTo(editorOf());
    expect(visits).toEqual([]);
  });
});
