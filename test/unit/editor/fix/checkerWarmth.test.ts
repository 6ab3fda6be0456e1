import type * as vscode from 'vscode';
import { describe, expect, it } from 'vitest';
import { Emitter } from '../../../../src/base/event';
import { CheckerWarmth, type CheckerWarmthParts } from '../../../../src/editor/fix/checkerWarmth';
import { FakeClock } from '../../../fakes/fakeClock';

function stage() {
  const changes = new Emitter<{ contentChanges: readonly unknown[] }>();
  const document = {
    uri: { toString: () => 'file:///w/a.ts' },
    version: 1,
    languageId: 'typescript',
    isClosed: false,
    getText: () => 'text',
  } as unknown as vscode.TextDocument;
  const window = { activeTextEditor: { document }, state: { focused: true } };
  const workspace = { onDidChangeTextDocument: changes.event, isTrusted: true };
  const clock = new FakeClock();
  const warmed: { readonly question: unknown; readonly signal: AbortSignal; end: () => void }[] = [];
  const warmth = new CheckerWarmth({
    window: window as unknown as CheckerWarmthParts['window'],
    workspace: workspace as unknown as CheckerWarmthParts['workspace'],
    clock,
    warm: (question, signal) => new Promise<void>((end) => void warmed.push({ question, signal, end })),
    placeOf: () => ({ path: '/w/a.ts', root: '/w', unsaved: {} }),
  });
  const type = (): void => changes.fire({ contentChanges: [{}] });
  return { document, window, workspace, clock, warmed, warmth, type };
}

describe('CheckerWarmth', () => {
  it('reads the project once somebody looks at a problem and does not type', async () => {
    const { document, clock, warmed, warmth, type } = stage();
    warmth.offered(document);
    await clock.advance(500);
    type();
    await clock.advance(5_000);
    expect(warmed).toEqual([]);
    warmth.offered(document);
    await clock.advance(400);
    warmth.offered(document);
    await clock.advance(799);
    expect(warmed).toEqual([]);
    await clock.advance(1);
    const question = { path: '/w/a.ts', root: '/w', unsaved: {}, languageId: 'typescript', before: 'text' };
    expect(warmed.map((each) => each.question)).toEqual([question]);
  });

  it('reads the same text again after a minute only, or when it was broken off', async () => {
    const { document, clock, warmed, warmth, type } = stage();
    const offer = async (): Promise<void> => {
      warmth.offered(document);
      await clock.advance(800);
    };
    await offer();
    warmed[0]?.end();
    await clock.advance(30_000);
    await offer();
    expect(warmed).toHaveLength(1);
    await clock.advance(30_000);
    await offer();
    expect(warmed).toHaveLength(2);
    type();
    expect(warmed[1]?.signal.aborted).toBe(true);
    warmed[1]?.end();
    await offer();
    expect(warmed).toHaveLength(3);
  });

  it.each<[why: string, change: (on: ReturnType<typeof stage>) => unknown]>([
    ['the folder is not trusted', ({ workspace }) => (workspace.isTrusted = false)],
    ['the window has not the focus', ({ window }) => (window.state.focused = false)],
    ['another document is shown', ({ window }) => Object.assign(window, { activeTextEditor: undefined })],
    ['the document is closed', ({ document }) => Object.assign(document, { isClosed: true })],
    ['it ended', ({ warmth }) => warmth.dispose()],
  ])('does nothing when %s', async (_why, change) => {
    const on = stage();
    on.warmth.offered(on.document);
    change(on);
    await on.clock.advance(60_000);
    expect(on.warmed).toEqual([]);
  });
});
