import assert from 'node:assert/strict';
import { afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { PlinthWatch } from '../../../src/extension';
import { closeAll, openText, startPlinth, until } from './plinth';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

describe('activation', () => {
  let plinth: PlinthWatch;
  before(async () => {
    plinth = await startPlinth();
  });
  afterEach(closeAll);

  it('registers every contributed command', async () => {
    const manifest = vscode.extensions.getExtension('plinth.plinth')?.packageJSON as Manifest;
    const known = new Set(await vscode.commands.getCommands(true));
    const missing = manifest.contributes.commands.filter(({ command }) => !known.has(command));
    assert.deepEqual(missing, []);
  });

  it('pauses and resumes', async () => {
    await vscode.commands.executeCommand('plinth.pause');
    assert.equal(plinth.status(), 'paused');
    await vscode.commands.executeCommand('plinth.resume');
    assert.notEqual(plinth.status(), 'paused');
  });

  it('says that a language is off', async () => {
    await openText('plaintext', 'Some words');
    await until('the status follows the editor', () => plinth.status() === 'languageOff');
    await openText('python', 'a = 1\n');
    await until('the status follows the editor', () => plinth.status() === 'ready');
  });

  it('gets ready again after a restart of the engine', async () => {
    await openText('python', 'a = 1\n');
    await vscode.commands.executeCommand('plinth.restartEngine');
    await until('ready', () => plinth.status() === 'ready');
  });

  it('tells a model file that is none, and recovers', async () => {
    const configuration = vscode.workspace.getConfiguration('plinth');
    const good = configuration.get<string>('modelPath');
    await configuration.update(
      'modelPath',
      vscode.Uri.joinPath(vscode.Uri.file('/'), 'no such model.gguf').fsPath,
      vscode.ConfigurationTarget.Global,
    );
    await until('the problem is shown', () => plinth.status() === 'modelProblem');
    await configuration.update('modelPath', good, vscode.ConfigurationTarget.Global);
    await until('ready', () => ['ready', 'asleep'].includes(plinth.status()));
  });
});
