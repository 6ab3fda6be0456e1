import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { contextScheme } from '../../../src/editor/convert';
import type { PlinthWatch } from '../../../src/extension';
import { closeAll, openText, outcomeOf, startPlinth, until } from './plinth';

/** A prompt that was read before costs the next key the tokens that are typed; another one costs hundreds. */
const mostWhenRead = 16;
const leastWhenNot = 64;
const lines = 80;

let texts = 0;
/** A text that nobody has read. */
function newText(): string {
  texts++;
  const line = (index: number): string => `value_${texts}_${index} = ${texts * 7_919 + index * 31}\n`;
  return Array.from({ length: lines }, (_, index) => line(index)).join('');
}

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** To the end of a line in the midst of the text. */
function goToMiddle(editor: vscode.TextEditor): Promise<void> {
  const place = editor.document.lineAt(lines / 2).range.end;
  editor.selection = new vscode.Selection(place, place);
  return until('the cursor is there', () => vscode.window.activeTextEditor?.selection.active.isEqual(place) === true);
}

/** How many tokens the model reads for a key that is typed now. */
async function readForKey(plinth: PlinthWatch): Promise<number> {
  const outcome = await outcomeOf(plinth, () => vscode.commands.executeCommand('type', { text: '0' }));
  const stats = outcome.stats ?? (await outcome.laterStats);
  return stats?.evaluatedTokens ?? assert.fail(`the model was not asked: ${JSON.stringify(outcome)}`);
}

describe('a cursor that comes to rest at another place', () => {
  let plinth: PlinthWatch;
  /** Long enough for the cursor to rest and the model to read, on the machine as it is today. */
  let enoughMs = 0;
  before(async () => {
    plinth = await startPlinth();
    for (const restMs of [1_000, 4_000, 16_000]) {
      const editor = await openText('python', newText());
      await goToMiddle(editor);
      await rest(restMs);
      const read = await readForKey(plinth);
      await closeAll();
      if (read > mostWhenRead) continue;
      enoughMs = 2 * restMs;
      break;
    }
  });
  const setting = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('plinth');
  const setEnabled = async (isOn: boolean): Promise<void> => {
    await setting().update('completion.enabled', isOn ? undefined : false, vscode.ConfigurationTarget.Global);
    await until('the setting holds', () => setting().get('completion.enabled') === isOn);
  };
  afterEach(closeAll);
  after(() => setEnabled(true));

  it('has the place read before a key is typed there', () => {
    assert.ok(enoughMs > 0, 'the place was not read, however long the cursor rested');
  });

  it('has nothing read while completion is off', async () => {
    await setEnabled(false);
    const editor = await openText('python', newText());
    await goToMiddle(editor);
    await rest(enoughMs);
    await setEnabled(true);
    const read = await readForKey(plinth);
    assert.ok(read >= leastWhenNot, `${read} tokens for the first key`);
  });

  it('has nothing read in a view of Plinth itself, so that the place from which it was opened is still there', async () => {
    const languages = setting().get<Record<string, boolean>>('completion.languages');
    const all = { ...languages, markdown: true, plaintext: true };
    await setting().update('completion.languages', all, vscode.ConfigurationTarget.Global);
    try {
      const editor = await openText('python', newText());
      await goToMiddle(editor);
      await rest(enoughMs);
      await vscode.commands.executeCommand('plinth.showContext');
      const view = vscode.window.activeTextEditor ?? assert.fail('no editor is active');
      assert.equal(view.document.uri.scheme, contextScheme);
      await goToMiddle(view);
      await rest(enoughMs);
      await goToMiddle(await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.One));
      const read = await readForKey(plinth);
      assert.ok(read <= mostWhenRead, `${read} tokens for the first key`);
    } finally {
      await setting().update('completion.languages', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
