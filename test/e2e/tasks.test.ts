import fs from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { isModelThere, modelFolder, requireModel } from './requireModel';
import { type Session, startSession } from './session';

describe('the packed extension with the real model', () => {
  let session: Session;
  beforeAll(async () => {
    if (isModelThere) session = await startSession({ vsix: inject('vsix'), models: modelFolder });
  });
  beforeEach((context) => {
    if (isModelThere) session.watch(context);
  });
  afterAll(async () => {
    if (isModelThere) await session.dispose();
  });

  /** Types at the end of a file, waits for ghost text, takes it, and checks that the file holds exactly that. */
  async function completeAtEnd(
    relativePath: string,
    typed: string,
    typedText: string,
    textBelow: string,
  ): Promise<string> {
    const { workbench, editor } = session;
    const file = session.fileAt(relativePath);
    const before = fs.readFileSync(file, 'utf8');
    await workbench.openFile(relativePath);
    await editor.focus();
    await editor.goToEnd();
    await editor.type(typed);
    const ghost = await editor.ghostText();
    await session.screenshot(`ghost-text-${relativePath.replace('/', '-')}`);
    await editor.accept();
    expect(await editor.savedText(file)).toBe(before + typedText + ghost + textBelow);
    return ghost;
  }

  it('gets ready', async (context) => {
    requireModel(context);
    expect(await session.workbench.waitForStatus(/Ready: Qwen2\.5-Coder 0\.5B on/)).not.toMatch(/no model/i);
  });

  it('completes Python while typing, and Tab accepts', async (context) => {
    requireModel(context);
    const typed = '\ndef count_items(items: list[Item]) -> int:\nreturn sum(item.qu';
    const typedText = '\ndef count_items(items: list[Item]) -> int:\n    return sum(item.qu';
    expect(await completeAtEnd('shop/orders.py', typed, typedText, ')')).toMatch(/^antity\b/);
  });

  it('completes TypeScript while typing, and Tab accepts', async (context) => {
    requireModel(context);
    const typed = '\nexport function isSameCurrency(a: Price, b: Price): boolean {\nreturn a.cur';
    const typedText = '\nexport function isSameCurrency(a: Price, b: Price): boolean {\n  return a.cur';
    expect(await completeAtEnd('web/prices.ts', typed, typedText, '\n}')).toMatch(/^rency === b\.currency/);
  });

  it('gives one word at a time, hides with Escape, and comes back by command', async (context) => {
    requireModel(context);
    const { workbench, editor, page } = session;
    const file = session.fileAt('shop/stock.py');
    const before = fs.readFileSync(file, 'utf8');
    await workbench.openFile('shop/stock.py');
    await editor.focus();
    await editor.goToEnd();
    await editor.type('\ndef item_names(items: list[Item]) -> list[str]:\nreturn [item.na');
    const whole = await editor.ghostText();
    await page.keyboard.press('Control+ArrowRight');
    await expect.poll(async () => editor.ghostText(), { timeout: 10_000 }).not.toBe(whole);
    const rest = await editor.ghostText();
    expect(whole.endsWith(rest)).toBe(true);
    await page.keyboard.press('Escape');
    await page.locator('.ghost-text-decoration').first().waitFor({ state: 'detached' });
    await workbench.runCommand('Trigger Inline Suggestion');
    expect(await editor.ghostText()).toBe(rest);
    await editor.accept();
    const saved = await editor.savedText(file);
    expect(saved.startsWith(before)).toBe(true);
    expect(saved.endsWith(`return [item.na${whole}]`)).toBe(true);
  });

  it('explains a selection in the panel', async (context) => {
    requireModel(context);
    const { workbench, editor, panel } = session;
    await workbench.openFile('shop/orders.py');
    await editor.focus();
    await editor.selectLines(9, 13);
    await workbench.runCommand('Plinth: Explain Selection');
    const text = await panel.finishedText(100_000);
    await session.screenshot('explain');
    expect(text).toMatch(/discount/i);
  });

  it('suggests a fix, shows it as a diff, and applies it when it is accepted', async (context) => {
    requireModel(context);
    const { page, workbench, editor } = session;
    const file = session.fileAt('web/cart.ts');
    const before = fs.readFileSync(file, 'utf8');
    await workbench.openFile('web/cart.ts');
    await page.locator('.squiggly-error').first().waitFor({ timeout: 60_000 });
    await editor.goToLineEnd(15);
    await workbench.runCommand('Plinth: Suggest Fix');
    const diff = page.locator('.monaco-diff-editor').first();
    const refusal = page.locator('.notification-toast', { hasText: /^Plinth: / });
    await diff.or(refusal).first().waitFor({ timeout: 100_000 });
    expect(await refusal.allInnerTexts()).toEqual([]);
    await session.screenshot('fix');
    expect(fs.readFileSync(file, 'utf8')).toBe(before);
    await workbench.runCommand('Plinth: Accept Fix');
    await page.locator('.tab.dirty', { hasText: 'cart.ts' }).waitFor();
    const after = await editor.savedText(file);
    await session.screenshot('fix-accepted');
    expect(after).toBe(before.replace('return peices;', 'return pieces;'));
  });
});
