import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, inject, it } from 'vitest';
import { nullLog } from '../../src/base/log';
import { catalogue } from '../../src/core/models/catalogue';
import { VerifiedStamps } from '../../src/node/verifiedStamps';
import { modelFolder, requireModel } from './requireModel';
import { inSession } from './session';

/** Another extension that completes inline, of one of the names that Plinth knows. */
function writeOtherExtension(folder: string): void {
  const manifest = {
    publisher: 'rjmacarthy',
    name: 'twinny',
    displayName: 'Other Completions',
    version: '0.0.1',
    engines: { vscode: '^1.106.0' },
    main: './main.js',
    activationEvents: ['*'],
  };
  const main = `const { languages } = require('vscode');
exports.activate = ({ subscriptions }) => {
  const provider = { provideInlineCompletionItems: () => [] };
  subscriptions.push(languages.registerInlineCompletionItemProvider({ pattern: '**' }, provider));
};`;
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  fs.writeFileSync(path.join(folder, 'main.js'), main);
}

/** A copy of the model that counts as downloaded by Plinth, and a part of another one that somebody else put there. */
async function writeModels(folder: string): Promise<{ readonly model: string; readonly foreignPart: string }> {
  const [small, large] = ['qwen2.5-coder-0.5b', 'qwen2.5-coder-1.5b'].map((id) =>
    catalogue.find((model) => model.id === id),
  );
  if (small === undefined || large === undefined) throw new Error('these models left the catalogue');
  fs.mkdirSync(folder, { mode: 0o700 });
  const model = path.join(folder, small.file);
  fs.copyFileSync(path.join(modelFolder, small.file), model, fs.constants.COPYFILE_FICLONE);
  await new VerifiedStamps({ stateFolder: folder, modelFolder: folder }, nullLog).add(model, small.sha256, true);
  const foreignPart = path.join(folder, `${large.file}.part`);
  fs.writeFileSync(foreignPart, 'a part');
  return { model, foreignPart };
}

it('names another extension that completes, and deletes what is its own when told to', async (context) => {
  requireModel(context);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-delete-'));
  context.onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  const models = path.join(folder, 'models');
  const { model, foreignPart } = await writeModels(models);
  const otherExtension = path.join(folder, 'other');
  writeOtherExtension(otherExtension);
  const settings = { 'workbench.colorTheme': 'Default Light Modern' };
  await inSession(context, { vsix: inject('vsix'), models, otherExtension, settings }, async (session) => {
    const { page, workbench } = session;
    const mixed = /The editor may mix these suggestions with those of: Other Completions\./;
    expect(await workbench.waitForStatus(/Ready: Qwen2\.5-Coder 0\.5B on/)).toMatch(mixed);
    await workbench.status.click();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: mixed }).waitFor();
    await session.screenshot('menu');
    await page.keyboard.press('Escape');
    expect(await session.engines()).toHaveLength(1);

    const dialog = page.locator('.monaco-dialog-box');
    await workbench.runCommand('Plinth: Delete All Data');
    await dialog.waitFor();
    await session.screenshot('delete-data');
    const text = (await dialog.innerText()).replaceAll('\u00a0', ' ');
    const [goes = '', stays = ''] = text.split('This stays:');
    expect(goes).toContain(`${model} (491 MB)`);
    expect(stays).toContain(foreignPart);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(fs.existsSync(model)).toBe(true);

    await workbench.runCommand('Plinth: Delete All Data');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await workbench.notification('Plinth: all data deleted.').waitFor();
    await workbench.waitForStatus(/no model/i);
    await session.screenshot('data-deleted');
    expect(fs.readdirSync(models)).toEqual([path.basename(foreignPart)]);
    await expect.poll(() => session.engines(), { timeout: 10_000 }).toEqual([]);
  });
});
