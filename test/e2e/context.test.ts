import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, inject, it, type TestContext } from 'vitest';
import { inSession, type Session } from './session';

const receipt = `import { formatPrice, type Price } from './prices';

export function printReceipt(price: Price): void {
  console.log(`;

/** An empty folder: nothing here needs a model. */
function noModels(context: TestContext): string {
  const models = fs.mkdtempSync(path.join(os.tmpdir(), 'no-model-'));
  context.onTestFinished(() => fs.rmSync(models, { recursive: true, force: true }));
  return models;
}

/** Opens a file and asks at its end. */
async function showContext({ workbench, editor }: Session, file: string): Promise<void> {
  await workbench.openFile(file);
  await editor.focus();
  await editor.goToEnd();
  await workbench.runCommand('Plinth: Show What the Model Sees');
}

it.for([
  ['dark', 'Default Dark Modern'],
  ['light', 'Default Light Modern'],
] as const)('shows what the model sees of other files, %s', async ([name, theme], context) => {
  const settings = { 'workbench.colorTheme': theme };
  await inSession(context, { vsix: inject('vsix'), models: noModels(context), settings }, async (session) => {
    const { page, workbench, editor } = session;
    fs.writeFileSync(session.fileAt('web/receipt.ts'), receipt);
    expect(await workbench.waitForStatus(/Index: 5 files/)).toMatch(/no model/i);
    await workbench.notification('Plinth needs a model').getByRole('button', { name: 'Not Now' }).click();
    await showContext(session, 'web/receipt.ts');
    await page.locator('.tab.active', { hasText: 'What the model sees.md' }).waitFor();
    await session.screenshot(`context-${name}`);
    const text = await editor.pagedText(4);
    expect(text).toContain('#Whatthemodelseesinweb/receipt.ts');
    expect(text).toMatch(/\|usages\|web\/cart\.ts:\d+\|formatPrice\|/);
    expect(text).toMatch(/###Fromweb\/cart\.ts.*returnformatPrice\(total\);/);
    await session.screenshot(`context-prompt-${name}`);

    // It has the focus, and closes like any editor; then the cursor is back in the file.
    await workbench.runCommand('View: Close Editor');
    await page.locator('.tab', { hasText: 'What the model sees.md' }).waitFor({ state: 'detached' });
    await page.locator('.tab.active', { hasText: 'receipt.ts' }).waitFor();
    await workbench.status.click();
    const entry = page.locator('.quick-input-list .monaco-list-row', { hasText: 'Show What the Model Sees' });
    expect(await entry.innerText()).toContain('Index: 5 files');
    await session.screenshot(`context-menu-${name}`);
  });
});

it('says why a file is kept from the model, and deletes the index when told to', async (context) => {
  await inSession(context, { vsix: inject('vsix'), models: noModels(context) }, async (session) => {
    const { page, workbench } = session;
    fs.writeFileSync(session.fileAt('.plinthignore'), 'web/plan.ts\n');
    fs.writeFileSync(session.fileAt('web/plan.ts'), receipt);
    await showContext(session, 'web/plan.ts');
    await workbench.notification(/A \.plinthignore file names "web\/plan\.ts"/).waitFor();
    await session.screenshot('context-withheld');

    // The command line keeps an index of its own.
    expect(await session.plinth('context', 'web/cart.ts:5:1')).toContain('What the model sees in web/cart.ts');
    await workbench.waitForStatus(/Index: \d+ files/);
    await workbench.runCommand('Plinth: Delete All Data');
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    const text = (await dialog.innerText()).replaceAll('\u00a0', ' ');
    const folders = [...text.matchAll(/• (.*) \(the index of your folders\)/g)].map(([, folder = '']) => folder);
    expect(folders.map((folder) => fs.readdirSync(folder).length)).toEqual([1, 1]);
    await session.screenshot('context-delete');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await workbench.notification('Plinth: all data deleted.').waitFor();
    const left = (): string[] => folders.filter((folder) => fs.existsSync(folder));
    expect(left()).toEqual([]);

    // It goes on in memory alone, however much changes.
    for (let i = 0; i < 250; i++) fs.writeFileSync(session.fileAt(`web/new${i}.ts`), 'export const fresh = 1;\n');
    await workbench.waitForStatus(/Index: 25\d files/);
    expect(left()).toEqual([]);
  });
});
