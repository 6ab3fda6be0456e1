import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { isModelThere, modelFolder, requireModel } from './requireModel';
import { type Session, startSession } from './session';

const writeMs = 180_000;

/** A repository with one commit, and a change that is staged. */
function stageChange(folder: string): void {
  const git = (...args: readonly string[]): void => void execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  git('init');
  git('add', '.');
  git('-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', 'commit', '-m', 'Add the shop');
  const added = '\n\ndef is_sold_out(item: Item) -> bool:\n    return item.quantity == 0\n';
  fs.appendFileSync(path.join(folder, 'shop', 'stock.py'), added);
  git('add', '.');
}

describe('writing on request, by the packed extension with the real model', () => {
  let session: Session;
  beforeAll(async () => {
    if (!isModelThere) return;
    session = await startSession({
      vsix: inject('vsix'),
      models: modelFolder,
      prepare: stageChange,
      settings: { 'git.enabled': true },
    });
    await session.workbench.waitForStatus(/Ready: Qwen2\.5-Coder 0\.5B on/);
  });
  beforeEach((context) => {
    if (isModelThere) context.onTestFailed(() => session.keepEvidence(context.task.name));
  });
  afterAll(async () => {
    if (isModelThere) await session.dispose();
  });

  it('documents the function at the cursor from the context menu, in one undo step', async (context) => {
    requireModel(context);
    const { page, workbench, editor } = session;
    const file = session.fileAt('shop/orders.py');
    const before = fs.readFileSync(file, 'utf8');
    await workbench.openFile('shop/orders.py');
    await editor.focus();
    await editor.goToLineEnd(9);
    await workbench.chooseInContextMenu('Plinth: Write Documentation');
    await page.locator('.tab.dirty', { hasText: 'orders.py' }).waitFor({ timeout: writeMs });
    await session.screenshot('write-documentation');
    const after = await editor.savedText(file);
    const head = 'def apply_discount(total_cents: int, percent: int) -> int:\n';
    const [, comment = ''] = /"""([^]*?)"""/.exec(after.slice(after.indexOf(head) + head.length)) ?? [];
    expect(comment.trim().length).toBeGreaterThan(10);
    // Nothing but the comment changed.
    expect(after.replace(`    """${comment}"""\n`, '')).toBe(before);
    await page.keyboard.press('Control+Z');
    expect(await editor.savedText(file)).toBe(before);
  });

  it('changes the selection as told, shows it as a diff, and takes all of it by key', async (context) => {
    requireModel(context);
    const { page, workbench, editor } = session;
    const file = session.fileAt('web/prices.ts');
    const before = fs.readFileSync(file, 'utf8');
    await workbench.openFile('web/prices.ts');
    await editor.focus();
    await editor.selectLines(14, 16);
    await workbench.runCommand('Plinth: Edit Selection by Instruction');
    await page.locator('.quick-input-widget input').fill('Rename the parameter price to amount');
    await page.keyboard.press('Enter');
    // The title says how it was checked as soon as it is written.
    await page.locator('.tab.active[aria-label*="(parses)"]').waitFor({ timeout: writeMs });
    await session.screenshot('write-edit');
    expect(fs.readFileSync(file, 'utf8')).toBe(before);
    await page.locator('.monaco-diff-editor .editor.modified .view-lines').click();
    await page.keyboard.press('Control+Shift+Enter');
    await page.locator('.tab.dirty', { hasText: 'prices.ts' }).waitFor();
    await page.locator('.monaco-diff-editor').waitFor({ state: 'detached' });
    const after = await editor.savedText(file);
    expect(after).toContain('formatPrice(amount: Price)');
    expect(after.slice(0, after.indexOf('export function formatPrice'))).toBe(
      before.slice(0, before.indexOf('export function formatPrice')),
    );
    await page.keyboard.press('Control+Z');
    expect(await editor.savedText(file)).toBe(before);
  });

  it('writes tests as a text that is not saved, and says by which command they would run', async (context) => {
    requireModel(context);
    const { page, workbench, editor } = session;
    await workbench.openFile('shop/orders.py');
    await editor.focus();
    await editor.goToLineEnd(9);
    await workbench.runCommand('Plinth: Write Tests');
    const done = workbench.notification(/Not run and not saved/);
    await done.waitFor({ timeout: writeMs });
    await page.locator('.tab.active.dirty', { hasText: 'test_orders.py' }).waitFor();
    await session.screenshot('write-tests');
    const text = await editor.pagedText(1);
    expect(text).toContain('apply_discount(');
    expect(text).toMatch(/assert/);
    expect(fs.existsSync(session.fileAt('shop/test_orders.py'))).toBe(false);
    await done.getByRole('button', { name: 'Run…' }).click();
    await page.locator('.monaco-dialog-box', { hasText: 'python' }).waitFor();
    await session.screenshot('write-tests-run');
    await page.keyboard.press('Escape');
    await page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
    expect(fs.existsSync(session.fileAt('shop/test_orders.py'))).toBe(false);
  });

  it('writes a commit message from what is staged into the box of source control', async (context) => {
    requireModel(context);
    const { page, workbench } = session;
    await page.keyboard.press('Control+Shift+G');
    const staged = page.locator('.scm-view .monaco-list-row', { hasText: 'Staged Changes' });
    await staged.waitFor();
    await workbench.runCommand('Plinth: Write Commit Message');
    const box = page.locator('.scm-editor .view-lines').first();
    await expect.poll(async () => (await box.innerText()).trim().length, { timeout: writeMs }).toBeGreaterThan(5);
    await page.locator('.notification-toast', { hasText: 'writing a commit message' }).waitFor({ state: 'detached' });
    await session.screenshot('write-commit-message');
    const message = (await box.innerText()).trim();
    expect(message.length).toBeLessThan(200);
    expect(message).not.toContain('```');
  });
});
