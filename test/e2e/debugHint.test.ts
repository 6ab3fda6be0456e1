import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { isModelThere, modelFolder, requireModel } from './requireModel';
import { type Session, startSession } from './session';

const answerMs = 180_000;
const program = `const rates = { EUR: 1, USD: 1.1 };

function priceOf(cart) {
  const quantity = cart.items.length;
  return quantity * rates.EUR;
}

console.log(priceOf({ owner: 'Ada' }));
`;
const launch = {
  version: '0.2.0',
  configurations: [
    {
      type: 'node',
      request: 'launch',
      name: 'Checkout',
      program: '${workspaceFolder}/web/checkout.js',
      stopOnEntry: true,
    },
  ],
};

describe('hints at errors by the packed extension with the real model', () => {
  let session: Session;
  beforeAll(async () => {
    if (!isModelThere) return;
    session = await startSession({ vsix: inject('vsix'), models: modelFolder });
    fs.writeFileSync(session.fileAt('web/checkout.js'), program);
    fs.mkdirSync(session.fileAt('.vscode'));
    fs.writeFileSync(session.fileAt('.vscode/launch.json'), JSON.stringify(launch));
  });
  beforeEach((context) => {
    if (isModelThere) context.onTestFailed(() => session.keepEvidence(context.task.name));
  });
  afterAll(async () => {
    if (isModelThere) await session.dispose();
  });

  it('shows why a Node program stopped, at its line and beside the debugger, until it goes on', async (context) => {
    requireModel(context);
    const { workbench, panel, page } = session;
    await workbench.waitForStatus(/Ready: Qwen2\.5-Coder 0\.5B on/);
    await workbench.openFile('web/checkout.js');
    await workbench.runCommand('Debug: Start Debugging');
    await page.locator('.debug-top-stack-frame-line').first().waitFor();
    await workbench.runCommand('View: Show Run and Debug');
    const filter = page.locator('.debug-breakpoints .monaco-list-row', { hasText: 'Uncaught Exceptions' });
    await filter.getByRole('checkbox').click();
    await workbench.runCommand('Debug: Continue');
    await page.locator('.exception-widget', { hasText: 'Cannot read properties of undefined' }).waitFor();

    const text = await panel.finishedText(answerMs);
    expect(text).toContain("TypeError: Cannot read properties of undefined (reading 'length')");
    expect(text).toContain('web/checkout.js:4');
    expect(text).toContain('cart.items is undefined');
    expect(text).toContain("cart.owner = 'Ada'");
    expect(text).toContain('Written by a local model: check what matters.');
    const marks = (): Promise<readonly string[]> =>
      page.evaluate<string[]>(
        `[...document.querySelectorAll('.view-line span')].map((span) => getComputedStyle(span, '::after').content)`,
      );
    await expect.poll(marks).toContainEqual(expect.stringContaining('cart.items is undefined'));
    expect(await page.locator('.monaco-dialog-box').count()).toBe(0);
    await session.screenshot('debug-hint');

    await panel.links.filter({ hasText: 'web/checkout.js:4' }).first().click();
    await page.locator('.tab.active', { hasText: 'checkout.js' }).waitFor();
    await page.locator('.pane-header', { hasText: 'Plinth Hint' }).hover();
    await page.getByRole('button', { name: 'Suggest Fix for This Error' }).first().click();
    const looking = workbench.notification('Plinth: looking for a fix');
    await looking.waitFor();
    await looking.waitFor({ state: 'hidden', timeout: answerMs });

    await workbench.runCommand('Debug: Continue');
    await page.locator('.pane-header', { hasText: 'Plinth Hint' }).waitFor({ state: 'hidden' });
    expect(fs.readFileSync(session.fileAt('web/checkout.js'), 'utf8')).toBe(program);
  });

  it('explains what a command in the terminal wrote, and what is selected there, and leaves the clipboard alone', async (context) => {
    requireModel(context);
    const { workbench, panel, page } = session;
    await workbench.runCommand('Terminal: Create New Terminal');
    const rows = page.locator('.terminal-wrapper.active .xterm-rows');
    await rows.waitFor();
    await page.keyboard.type(`${process.execPath} ${path.join('web', 'checkout.js')}`);
    await page.keyboard.press('Enter');
    await rows.filter({ hasText: 'at priceOf' }).waitFor();
    await page.evaluate(`navigator.clipboard.writeText('of the user')`);

    await rows.click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Plinth: Explain Error of Last Command' }).click();
    const text = await panel.finishedText(answerMs);
    expect(text).toContain("TypeError: Cannot read properties of undefined (reading 'length')");
    expect(text).toContain('web/checkout.js:4');
    expect(text).toContain('cart.items is undefined');

    await rows.click();
    await workbench.runCommand('Terminal: Select All');
    await rows.click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Plinth: Explain Selected Error' }).click();
    expect(await panel.finishedText(answerMs)).toContain('web/checkout.js:4');
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe('of the user');
    await session.screenshot('terminal-hint');
  });
});
