import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { applyPatch } from 'diff';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { isModelThere, modelFolder, requireModel } from './requireModel';
import { type Session, startSession } from './session';

/** Ghost text that was taken in the editor. */
interface Taken {
  readonly file: string;
  /** The document and the place before it was taken. */
  readonly text: string;
  readonly offset: number;
  readonly after: string;
}

/** What `plinth complete --batch` says of one place. */
interface Completed {
  readonly text: string;
  readonly range: { readonly start: number; readonly end: number } | null;
}

describe('the packed extension with the real model', () => {
  let session: Session;
  const taken: Taken[] = [];
  beforeAll(async () => {
    if (isModelThere) session = await startSession({ vsix: inject('vsix'), models: modelFolder });
  });
  beforeEach((context) => {
    if (isModelThere) context.onTestFailed(() => session.keepEvidence(context.task.name));
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
    const after = await editor.savedText(file);
    expect(after).toBe(before + typedText + ghost + textBelow);
    const offset = before.length + typedText.length;
    taken.push({ file: relativePath, text: before + typedText + textBelow, offset, after });
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

  it('shows the other answers that it knows for a place, one after the other', async (context) => {
    requireModel(context);
    const { workbench, editor, page } = session;
    const file = session.fileAt('shop/stock.py');
    await workbench.openFile('shop/stock.py');
    await editor.focus();
    await editor.goToEnd();
    await editor.type('\n\ndef sold_out(item: Item) -> bool:\nreturn item.');
    const first = await editor.ghostText();
    // Another word is begun, answered and taken back, so that two answers are known.
    await editor.type(first.startsWith('q') ? 'p' : 'q');
    await editor.ghostText();
    await page.keyboard.press('Backspace');
    await editor.waitForGhostText(first);
    await page.keyboard.press('Alt+BracketRight');
    await expect.poll(() => editor.ghostText(), { timeout: 20_000 }).not.toBe(first);
    const second = await editor.ghostText();
    await session.screenshot('cycling');
    expect(second).toMatch(/^(?:quantity|price_cents)/);
    await page.keyboard.press('Alt+BracketLeft');
    await editor.waitForGhostText(first);
    await page.keyboard.press('Alt+BracketRight');
    await editor.waitForGhostText(second);
    await editor.accept();
    expect(await editor.savedText(file)).toContain(`return item.${second}`);
  });

  it('completes on the command line as in the editor', async (context) => {
    requireModel(context);
    expect(taken.length).toBeGreaterThan(0);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-batch-'));
    context.onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
    const [items, results] = [path.join(folder, 'items.jsonl'), path.join(folder, 'results.jsonl')];
    fs.writeFileSync(items, taken.map((place, id) => `${JSON.stringify({ id, ...place })}\n`).join(''));
    await session.plinth('complete', '--batch', items, '--out', results);
    const lines = fs.readFileSync(results, 'utf8').trim().split('\n');
    const after = lines.map((line, index) => {
      const { text, range } = JSON.parse(line) as Completed;
      const before = taken[index]?.text ?? '';
      return before.slice(0, range?.start) + text + before.slice(range?.end);
    });
    expect(after).toEqual(taken.map((place) => place.after));
  });

  it('explains a selection in the panel, in the words of the command line', async (context) => {
    requireModel(context);
    const { workbench, editor, panel } = session;
    await workbench.openFile('shop/orders.py');
    await editor.focus();
    await editor.selectLines(9, 13);
    await workbench.runCommand('Plinth: Explain Selection');
    const text = await panel.finishedText(300_000);
    // One after the other: two engines would wait for each other's processors.
    const printed = await session.plinth('explain', 'shop/orders.py:9-13', '--workspace', '.', '--trust');
    await session.screenshot('explain');
    expect(text).toMatch(/discount/i);
    const copied = await panel.copiedMarkdown();
    // Late in a long answer two runs may part: where the cells of the KV cache lie depends on what was read before, and rounding on that.
    expect(printed.slice(0, 160)).toBe(copied.slice(0, 160));
  });

  it('suggests the fix of the command line, shows it as a diff, and applies it when it is accepted', async (context) => {
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
    const problem = "ts: Cannot find name 'peices'. Did you mean 'pieces'?";
    await diff.or(refusal).first().waitFor({ timeout: 300_000 });
    const patch = await session.plinth('fix', 'web/cart.ts:15', '--diagnostic', problem);
    expect(await refusal.allInnerTexts()).toEqual([]);
    await session.screenshot('fix');
    expect(fs.readFileSync(file, 'utf8')).toBe(before);
    await workbench.runCommand('Plinth: Accept Fix');
    await page.locator('.tab.dirty', { hasText: 'cart.ts' }).waitFor();
    const after = await editor.savedText(file);
    await session.screenshot('fix-accepted');
    expect(after).toBe(before.replace('return peices;', 'return pieces;'));
    expect(applyPatch(before, patch)).toBe(after);
  });

  it('takes a suggestion back in one step, and shows in the list of recent completions why it was shown', async (context) => {
    requireModel(context);
    const { page, workbench, editor } = session;
    const file = session.fileAt('web/free.ts');
    fs.writeFileSync(file, "import type { Price } from './prices';\n\n");
    await workbench.openFile('web/free.ts');
    await editor.focus();
    await editor.goToEnd();
    await editor.type('export const isFree = (price: Price): boolean => price.cents === ');
    await editor.ghostText();
    const before = await editor.savedText(file);
    await editor.ghostText();
    await editor.accept();
    expect(await editor.savedText(file)).not.toBe(before);
    await page.keyboard.press('Control+Z');
    expect(await editor.savedText(file)).toBe(before);

    await workbench.runCommand('Plinth: Show Recent Completions and Why');
    await page.locator('.tab.active', { hasText: 'Recent completions and why.md' }).waitFor();
    const facts = [
      /shown:web\/free\.ts,line3-From(?:theengine|thecache)/,
      /-Requests:[1-9].*-Bytessentoverthenetworksincestart:0-Bytesreceivedoverthenetworksincestart:0/,
      /-Time:settle\d.*prefill.*filters.*-Tokens:prompt\d/,
    ];
    // A page that is turned is drawn a moment later.
    for (const fact of facts) await expect.poll(() => editor.pagedText(4), { timeout: 30_000 }).toMatch(fact);
    expect(await editor.pagedText(4)).not.toContain('isFree');
    await session.screenshot('recent-completions');
  });
});
