import fs from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { isModelThere, modelFolder, requireModel } from './requireModel';
import { type Session, startSession } from './session';

const answerMs = 180_000;

describe('the panel of the packed extension with the real model', () => {
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

  it('explains the function at the cursor from the context menu, with its names as links', async (context) => {
    requireModel(context);
    const { workbench, editor, panel, page } = session;
    await workbench.waitForStatus(/Ready: Qwen2\.5-Coder 0\.5B on/);
    await workbench.openFile('shop/orders.py');
    await editor.focus();
    await editor.goToLineEnd(19);
    await workbench.chooseInContextMenu('Plinth: Explain Code at Cursor');
    const text = await panel.finishedText(answerMs);
    expect(text).toContain('Explanation of order_total');
    expect(text).toContain('Written by a local model: check what matters.');
    await panel.links.first().waitFor();
    const names = await panel.links.allTextContents();
    expect(names.length).toBeGreaterThan(0);
    await session.screenshot('explain-links');
    const index = names.findIndex((name) => /^\w+/.test(name));
    const name = /^\w+/.exec(names[index] ?? '')?.[0] ?? '';
    await panel.links.nth(index).click();
    // The definition has the focus: what is copied from there is the name.
    const copied = async (): Promise<string> => {
      await page.keyboard.press('Control+C');
      return page.evaluate<string>('navigator.clipboard.readText()');
    };
    await expect.poll(copied, { timeout: 30_000 }).toContain(name);
  });

  it('explains at another depth, by palette and by the panel, which remembers the latter', async (context) => {
    requireModel(context);
    const { workbench, editor, panel } = session;
    await workbench.openFile('shop/orders.py');
    await editor.focus();
    await editor.selectLines(9, 13);
    await workbench.runCommand('Plinth: Explain in One Sentence');
    await panel.finishedText(answerMs);
    expect(await panel.depth()).toBe('One sentence');
    const sentence = await panel.copiedMarkdown();
    expect(sentence.length).toBeLessThan(400);
    await panel.chooseDepth('Line by line');
    await panel.finishedText(answerMs);
    await session.screenshot('explain-lines');
    const lines = await panel.copiedMarkdown();
    expect(lines.length).toBeGreaterThan(sentence.length);
    await editor.focus();
    await editor.selectLines(16, 17);
    await workbench.runCommand('Plinth: Explain Selection');
    await panel.finishedText(answerMs);
    expect(await panel.depth()).toBe('Line by line');
    await panel.chooseDepth('Normal');
    await panel.finishedText(answerMs);
  });

  it('answers a further question, and Escape in the field stops an answer', async (context) => {
    requireModel(context);
    const { panel, page } = session;
    const before = await panel.copiedMarkdown();
    await panel.ask('What does this return', 'when there are no names?');
    await panel.finishedText(answerMs);
    expect(await panel.question.inputValue()).toBe('');
    const after = await panel.copiedMarkdown();
    expect(after.startsWith(before)).toBe(true);
    expect(after).toContain('**What does this return\nwhen there are no names?**');
    await session.screenshot('explain-question');
    await panel.ask('Tell me everything about it,', 'at length.');
    // At once: an answer may be short.
    await page.keyboard.press('Escape');
    await expect.poll(() => panel.status.innerText()).toBe('Stopped.');
    expect(await panel.question.isEditable()).toBe(true);
  });

  it('inserts the answer as a comment above the code, in one undo step', async (context) => {
    requireModel(context);
    const { workbench, editor, panel, page } = session;
    const file = session.fileAt('web/prices.ts');
    const before = fs.readFileSync(file, 'utf8');
    const first = before.split('\n').findIndex((line) => line.includes('function')) + 1;
    await workbench.openFile('web/prices.ts');
    await editor.focus();
    await editor.selectLines(first, first + 1);
    await workbench.runCommand('Plinth: Explain in One Sentence');
    await panel.finishedText(answerMs);
    const markdown = await panel.copiedMarkdown();
    await panel.press('Insert…');
    if (markdown.includes('```')) await page.keyboard.press('Enter');
    await editor.focus();
    await expect.poll(() => editor.savedText(file), { timeout: 20_000 }).not.toBe(before);
    const lines = (await editor.savedText(file)).split('\n');
    const added = lines.slice(first - 1, first - 1 + lines.length - before.split('\n').length);
    expect(added.length).toBeGreaterThan(0);
    for (const line of added) expect(line).toMatch(/^\s*\/\//);
    await page.keyboard.press('Control+Z');
    expect(await editor.savedText(file)).toBe(before);
  });

  it('shows earlier explanations again, and those of a file when one goes back to it', async (context) => {
    requireModel(context);
    const { workbench, panel } = session;
    const entries = await panel.history.locator('option').allTextContents();
    expect(entries.length).toBeGreaterThanOrEqual(4);
    expect(entries[0]).toContain('prices.ts');
    expect(entries.at(-1)).toContain('Explanation of order_total');
    await panel.history.selectOption({ index: entries.length - 1 });
    await expect.poll(() => panel.text()).toContain('Explanation of order_total');
    await workbench.openFile('web/cart.ts');
    await workbench.openFile('web/prices.ts');
    await expect.poll(() => panel.text()).toContain('web/prices.ts, line');
  });
});
