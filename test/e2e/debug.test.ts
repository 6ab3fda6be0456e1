import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { debugpyDir, hasDebugpy, hasPython, python } from '../harness/setUp/debugpy.mjs';
import { DebugView } from './pages/debugView';
import { HintView } from './pages/hintView';
import { Terminal } from './pages/terminal';
import { isModelThere, modelFolder, requireModel } from './requireModel';
import { type Session, startSession } from './session';

const hintMs = 180_000;
const adapter = path.join(import.meta.dirname, 'debugpyAdapter');

/** What the workspace holds beside the sample: programs that fail, and how the debugger starts two of them. */
const files: Readonly<Record<string, string>> = {
  'app/carts.js': `const rates = { EUR: 1, USD: 2 };

function priceOf(cart, currency) {
  const quantity = cart.items.length;
  return quantity * rates[currency];
}

const carts = [{ owner: 'Ada', items: ['pen'] }, { owner: 'Bob' }];
for (const cart of carts) console.log(priceOf(cart, 'EUR'));
`,
  'app/prices.py': `PRICES = {"pen": 250, "cup": 900}


def price_of(names):
    total = 0
    for name in names:
        total += PRICES[name]
    return total


print(price_of(["pen", "lamp"]))
`,
  'app/average.py': `def average(values):
    return sum(values) / len(values)


print(average([]))
`,
  'app/first.py': `def first_word(text):
    return text.split()[0]


print(first_word("   "))
`,
  '.vscode/launch.json': JSON.stringify({
    version: '0.2.0',
    configurations: [
      {
        type: 'node',
        request: 'launch',
        name: 'Carts',
        program: '${workspaceFolder}/app/carts.js',
        // Which errors it stops at can be chosen when a program is there.
        stopOnEntry: true,
      },
      {
        type: 'debugpy',
        request: 'launch',
        name: 'Prices',
        program: '${workspaceFolder}/app/prices.py',
        console: 'internalConsole',
        python,
        debugpyFolder: debugpyDir,
      },
    ],
  }),
};

function writePrograms(folder: string): void {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
}

describe('errors of programs, explained by the packed extension with the real model', () => {
  let session: Session;
  let hint: HintView;
  let debug: DebugView;
  beforeAll(async () => {
    if (!isModelThere) return;
    session = await startSession({
      vsix: inject('vsix'),
      models: modelFolder,
      otherExtension: adapter,
      prepare: writePrograms,
      settings: { 'terminal.integrated.gpuAcceleration': 'off', 'plinth.threads': 2 },
    });
    hint = new HintView(session.page);
    debug = new DebugView(session.page);
    await session.workbench.waitForStatus(/Ready: Qwen2\.5-Coder 0\.5B on/);
  });
  beforeEach((context) => {
    if (isModelThere) context.onTestFailed(() => session.keepEvidence(context.task.name));
  });
  // What a failed test left behind must not fail the next.
  afterEach(async () => {
    if (isModelThere) await debug.stop();
  });
  afterAll(async () => {
    if (isModelThere) await session.dispose();
  });

  const markBehind = async (line: string): Promise<string | undefined> =>
    (await debug.marks()).find((each) => each.line.startsWith(line))?.mark;

  it('says at an uncaught error of a Node program what was raised and which value is to blame', async (context) => {
    requireModel(context);
    await session.workbench.runCommand('View: Show Run and Debug');
    await debug.start();
    await debug.stopAtUncaughtErrors();
    await debug.collapse('Variables', 'Watch', 'Call Stack');
    await debug.goOn();
    const title = "TypeError: Cannot read properties of undefined (reading 'length')";
    const line = 'const quantity = cart.items.length;';
    await expect.poll(() => markBehind(line)).toBe(`cart.items is undefined · ${title}`);
    await session.screenshot('debug-node-mark');
    await session.workbench.runCommand('Plinth: Explain This Stop');
    const known = await hint.begun(/^TypeError: Cannot read properties of undefined/, hintMs);
    expect(known).toContain('app/carts.js:4');
    expect(known).toContain('cart.items is undefined');
    expect(known).toContain("cart.owner = 'Bob'");
    expect((await hint.finishedAnswer(hintMs)).length).toBeGreaterThan(20);
    await session.screenshot('debug-node');
    await debug.stop();
    await expect.poll(() => debug.marks()).toEqual([]);
    await hint.title.waitFor({ state: 'detached' });
  });

  it('says the same of a Python program that debugpy runs', async (context) => {
    requireModel(context);
    if (!hasDebugpy()) context.skip('debugpy is not installed');
    const { page, workbench } = session;
    await workbench.runCommand('Debug: Select and Start Debugging');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Prices' }).first().click();
    await expect.poll(() => markBehind('total += PRICES[name]')).toBe("PRICES has no key 'lamp' · KeyError: 'lamp'");
    await workbench.runCommand('Plinth: Explain This Stop');
    const known = await hint.begun(/^KeyError: 'lamp'/, hintMs);
    expect(known).toContain('app/prices.py:7');
    expect(known).toContain("name = 'lamp'");
    expect((await hint.finishedAnswer(hintMs)).length).toBeGreaterThan(20);
    await session.screenshot('debug-python');
    await debug.stop();
    await expect.poll(() => debug.marks()).toEqual([]);
  });

  it('explains what the last command in the terminal wrote, and leads to the line', async (context) => {
    requireModel(context);
    if (!hasPython()) context.skip(`there is no ${python}`);
    const { page, workbench } = session;
    await workbench.runCommand('View: Close All Editors');
    await page.locator('.tab').first().waitFor({ state: 'detached' });
    const terminal = new Terminal(workbench);
    await terminal.open();
    await terminal.run(`${python} app/average.py`, /ZeroDivisionError: division by zero/);
    await workbench.runCommand('Plinth: Explain Error');
    const known = await hint.begun(/^ZeroDivisionError: division by zero$/, hintMs);
    expect(known).toContain('app/average.py:2');
    expect(known).toContain('len(values) is 0');
    expect((await hint.finishedAnswer(hintMs)).length).toBeGreaterThan(20);
    await session.screenshot('debug-terminal');
    await hint.links.first().click();
    await page.locator('.tab.active', { hasText: 'average.py' }).waitFor();
    await page.locator('.statusbar-item', { hasText: 'Ln 2, Col 37 (32 selected)' }).waitFor();
  });

  it('explains what is selected in the terminal, from its context menu, until it is stopped', async (context) => {
    requireModel(context);
    if (!hasPython()) context.skip(`there is no ${python}`);
    const { workbench } = session;
    const terminal = new Terminal(workbench);
    await terminal.open();
    await terminal.run(`${python} app/first.py`, /IndexError: list index out of range/);
    await terminal.selectAll();
    await workbench.chooseByRightClick(terminal.screen, 'Plinth: Explain Selected Error');
    const known = await hint.begun(/^IndexError: list index out of range$/, hintMs);
    expect(known).toContain('app/first.py:2');
    await hint.stop();
    expect(await hint.finishedAnswer(hintMs)).not.toBe('');
    await session.screenshot('debug-terminal-selection');
  });

  it('explains the problem that the Problems view has opened, though its words are selected', async (context) => {
    requireModel(context);
    const { page, workbench } = session;
    await workbench.openFile('web/cart.ts');
    await page.locator('.squiggly-error').first().waitFor();
    await workbench.runCommand('Problems: Focus on Problems View');
    await page.locator('.markers-panel .monaco-list-row', { hasText: "Cannot find name 'peices'" }).click();
    await page.keyboard.press('Enter');
    await page.locator('.editor-instance .monaco-editor.focused').waitFor();
    await page.locator('.statusbar-item', { hasText: 'Ln 15, Col 16 (6 selected)' }).waitFor();
    await workbench.runCommand('Plinth: Explain Error');
    const known = await hint.begun(/^ts 2552: Cannot find name 'peices'/, hintMs);
    expect(known).toContain('web/cart.ts:15');
    expect(known).toContain('return peices;');
    await hint.stop();
    expect(await hint.finishedAnswer(hintMs)).not.toBe('');
    await session.screenshot('debug-problem');
  });
});
