import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { gateLevels } from '../../../src/core/completion/confidenceTable';
import type { Shown } from '../../../src/core/completion/outcome';
import { LearnedAccepts } from '../../../src/editor/completion/learnedAccepts';
import { Configuration } from '../../../src/editor/configuration';
import { completionRequestOf } from '../../../src/editor/convert';
import { closeAll, openText, startPlinth, until } from './plinth';

/** What is remembered, without a window that remembers it. */
class Memory implements vscode.Memento {
  readonly #values = new Map<string, unknown>();
  keys = (): readonly string[] => [...this.#values.keys()];
  get = <T>(key: string): T | undefined => this.#values.get(key) as T | undefined;
  update = (key: string, value: unknown): Promise<void> => {
    if (value === undefined) this.#values.delete(key);
    else this.#values.set(key, JSON.parse(JSON.stringify(value)));
    return Promise.resolve();
  };
}

const timings = { totalMs: 0, settleMs: 0, scopeMs: 0, contextMs: 0, engineMs: 0, filterMs: 0 };

/** A barely sure suggestion at the end of a document, as the provider hands it over. */
function offerAtEnd({ document }: vscode.TextEditor, accepts: LearnedAccepts, text: string): vscode.Command {
  const end = document.positionAt(document.getText().length);
  const triggerKind = vscode.InlineCompletionTriggerKind.Automatic;
  const request = completionRequestOf(document, end, { triggerKind, selectedCompletionInfo: undefined });
  const range = { start: request.offset, end: request.offset };
  const { hideBelow } = gateLevels.balanced ?? assert.fail('balanced hides nothing');
  const confidence = { figure: hideBelow + 0.05, hideBelow, isShortened: false };
  const kept = { alternatives: [], from: 'engine', pieces: [], sources: [], timings } as const;
  const shown: Shown = { kind: 'shown', text, range, confidence, ...kept };
  return accepts.offered(document, request, shown) ?? assert.fail('there is no command');
}

async function insertAtEnd({ document }: vscode.TextEditor, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, document.positionAt(document.getText().length), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

describe('what is learned from accepted completions', () => {
  const memory = new Memory();
  let configuration: Configuration;
  let accepts: LearnedAccepts;
  before(startPlinth);
  beforeEach(() => {
    configuration = new Configuration();
    accepts = new LearnedAccepts({ memory, configuration, commandId: 'plinth.test.accepted' });
  });
  afterEach(async () => {
    accepts.dispose();
    configuration.dispose();
    await memory.update('plinth.accepts', undefined);
    await closeAll();
  });

  it('counts what was shown, taken in part, and accepted, for each language, and forgets it', async () => {
    const editor = await openText('python', 'x = ');
    offerAtEnd(editor, accepts, 'alpha(beta)');
    await insertAtEnd(editor, 'alpha');
    await insertAtEnd(editor, '\nlater = ');
    offerAtEnd(editor, accepts, 'gamma');
    await insertAtEnd(editor, '\nlast = ');
    const { command, arguments: given = [] } = offerAtEnd(editor, accepts, 'delta');
    await vscode.commands.executeCommand(command, ...(given as readonly unknown[]));
    const [python, ...others] = accepts.languages;
    assert.deepEqual(others, []);
    const { languageId, shown, accepted, partly, threshold } = python ?? assert.fail('nothing was learned');
    assert.deepEqual(
      { languageId, shown, accepted, partly },
      { languageId: 'python', shown: 2, accepted: 1, partly: 1 },
    );
    assert.ok(threshold !== undefined && threshold.hideBelow < threshold.usual);
    assert.ok(Math.abs(accepts.hideShift('python') - (threshold.hideBelow - threshold.usual)) < 1e-9);
    assert.equal(accepts.hideShift('go'), 0);
    assert.doesNotMatch(JSON.stringify(memory.get('plinth.accepts')), /alpha|gamma|delta|later/);
    await accepts.forget();
    assert.deepEqual([accepts.languages, memory.keys()], [[], []]);
  });

  it('has the command that forgets, and the setting', async () => {
    const commands = await vscode.commands.getCommands(true);
    assert.ok(commands.includes('plinth.forgetAccepts') && commands.includes('plinth.completionAccepted'));
    const settings = vscode.workspace.getConfiguration('plinth');
    assert.equal(settings.get('completion.frequency'), 'balanced');
    await settings.update('completion.frequency', 'often', vscode.ConfigurationTarget.Global);
    try {
      await until('the setting is read', () => configuration.get('completion.frequency') === 'often');
    } finally {
      await settings.update('completion.frequency', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
