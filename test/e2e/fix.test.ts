import fs from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { isModelThere, modelFolder, requireModel } from './requireModel';
import { type Session, startSession } from './session';

const fixMs = 300_000;
const entry = 'Suggest fix with Plinth';
const checkedTitle = /removes 1 error, adds 0 \(TypeScript \d+\.\d+\.\d+\)/;

describe('fixes of the packed extension with the real model', () => {
  let session: Session;
  beforeAll(async () => {
    if (isModelThere) session = await startSession({ vsix: inject('vsix'), models: modelFolder });
  });
  beforeEach((context) => {
    if (isModelThere) context.onTestFailed(() => session.keepEvidence(context.task.name));
  });
  afterAll(async () => {
    if (isModelThere) await session.dispose();
  });

  /** Waits for the diff with a fix; its title. */
  async function shownFix(): Promise<string> {
    const { page } = session;
    await page.locator('.monaco-diff-editor').first().waitFor({ timeout: fixMs });
    return (await page.locator('.tab.active').getAttribute('aria-label')) ?? '';
  }

  /** Opens a file and waits until the language server has found its mistake. */
  async function openWithError(relativePath: string): Promise<void> {
    // The mistakes of a file that was open stay in sight for a moment.
    await session.workbench.runCommand('View: Close All Editors');
    await session.page.locator('.tab').first().waitFor({ state: 'detached' });
    await session.workbench.openFile(relativePath);
    await session.page.locator('.squiggly-error').first().waitFor({ timeout: 60_000 });
    await session.editor.focus();
  }

  it('suggests a fix from the light bulb, checked by the TypeScript of the editor, and applies it by key', async (context) => {
    requireModel(context);
    const { page, workbench, editor } = session;
    await workbench.waitForStatus(/Ready: Qwen2\.5-Coder 0\.5B on/);
    const file = session.fileAt('web/cart.ts');
    const before = fs.readFileSync(file, 'utf8');
    await openWithError('web/cart.ts');
    await editor.goToLineEnd(15);
    await page.keyboard.press('Control+.');
    const row = page.locator('.action-widget .monaco-list-row', { hasText: entry });
    await row.waitFor();
    await session.screenshot('fix-light-bulb');
    await row.click();
    expect(await shownFix()).toMatch(checkedTitle);
    const actions = page.locator('.editor-group-container.active .editor-actions');
    await actions.getByRole('button', { name: /Accept Fix/ }).waitFor();
    await actions.getByRole('button', { name: /Discard Fix/ }).waitFor();
    await session.screenshot('fix-checked');
    expect(fs.readFileSync(file, 'utf8')).toBe(before);
    await page.keyboard.press('Control+Enter');
    await page.locator('.tab.dirty', { hasText: 'cart.ts' }).waitFor();
    expect(await editor.savedText(file)).toBe(before.replace('return peices;', 'return pieces;'));
    await page.keyboard.press('Control+Z');
    expect(await editor.savedText(file)).toBe(before);
  });

  it('adds a missing import from the context menu, and discards it by key', async (context) => {
    requireModel(context);
    const { page, workbench, editor } = session;
    const file = session.fileAt('web/receipt.ts');
    const before = "export const price = formatPrice({ cents: 250, currency: 'EUR' });\n";
    fs.writeFileSync(file, before);
    await openWithError('web/receipt.ts');
    await editor.goToLineEnd(1);
    await workbench.chooseInContextMenu('Plinth: Suggest Fix');
    expect(await shownFix()).toMatch(checkedTitle);
    await expect
      .poll(() => page.locator('.monaco-diff-editor .editor.modified .view-lines').innerText())
      .toMatch(/import\s\{\sformatPrice\s\}\sfrom\s['"]\.\/prices['"]/);
    await session.screenshot('fix-import');
    await page.keyboard.press('Control+Backspace');
    await page.locator('.monaco-diff-editor').waitFor({ state: 'detached' });
    expect(fs.readFileSync(file, 'utf8')).toBe(before);
  });
});
