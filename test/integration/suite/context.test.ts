import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { contextScheme } from '../../../src/editor/convert';
import type { PlinthWatch } from '../../../src/extension';
import { closeAll, outcomeOf, startPlinth, trigger } from './plinth';

const booth = `import { issueTicket } from './tickets';

export function openBooth(): void {
  issueTicket({ zone: 3, adult: true });
}
`;
const gate = `import { issueTicket, refundTicket, stampTicket } from './tickets';

export function openGate(): void {
  `;

describe('context of other files', () => {
  let plinth: PlinthWatch;
  let folder = '';
  let gates = 0;

  const at = (name: string): string => path.join(folder, name);
  const write = (name: string, content: string): void => fs.writeFileSync(at(name), content);
  const using = (name: string, zone: number): string =>
    `import { ${name} } from './tickets';\n\n${name}({ zone: ${zone}, adult: false });\n`;

  /** Opens a file with the cursor at its end. */
  async function open(name: string): Promise<void> {
    const document = await vscode.workspace.openTextDocument(at(name));
    const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    const end = document.positionAt(document.getText().length);
    editor.selection = new vscode.Selection(end, end);
  }

  /** What the command shows; empty when it shows nothing. */
  async function shown(): Promise<string> {
    await vscode.commands.executeCommand('plinth.showContext');
    const { document } = vscode.window.activeTextEditor ?? assert.fail('no editor is active');
    return document.uri.scheme === contextScheme ? document.getText() : '';
  }

  /** What is shown of a file that was not there before, so that nothing of earlier answers is held on to. */
  async function seenFromGate(): Promise<string> {
    await closeAll();
    fs.rmSync(at(`gate${gates}.ts`), { force: true });
    gates += 1;
    write(`gate${gates}.ts`, gate);
    await open(`gate${gates}.ts`);
    return shown();
  }

  async function seenWhen(isTrue: (text: string) => boolean): Promise<string> {
    const end = Date.now() + 60_000;
    for (;;) {
      const text = await seenFromGate();
      if (isTrue(text)) return text;
      if (Date.now() > end) assert.fail(`not seen:\n${text}`);
    }
  }

  before(async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? assert.fail('no folder is open');
    folder = path.join(root, 'kiosk');
    fs.mkdirSync(folder);
    const functions = ['issueTicket', 'stampTicket', 'refundTicket'].map(
      (name) => `export function ${name}(wish: { zone: number; adult: boolean }): void {\n  void wish;\n}\n`,
    );
    write('tickets.ts', functions.join('\n'));
    write('booth.ts', booth);
    plinth = await startPlinth();
  });
  afterEach(closeAll);
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('shows how another file uses a name, as a candidate with its source and in the prompt', async () => {
    const text = await seenWhen((seen) => seen.includes('### From kiosk/booth.ts'));
    assert.match(text, /^# What the model sees in kiosk\/gate\d+\.ts$/m);
    assert.match(text, /^\| usages \| kiosk\/booth\.ts:\d+ \| issueTicket \| \d\.\d\d \| \d+ \| kept \|$/m);
    const [, prompt = ''] = text.split('## Prompt');
    assert.match(prompt, /From kiosk\/booth\.ts\n+```\n[^`]*issueTicket\(\{ zone: 3, adult: true \}\);/);
    assert.match(prompt, /gate\d+\.ts: before\n+```typescript\nimport \{ issueTicket,/);
  });

  it('takes the focus, and can be asked again from its own document', async () => {
    const text = await seenWhen((seen) => seen.includes('### From kiosk/booth.ts'));
    assert.equal(await shown(), text);
    assert.equal(vscode.window.tabGroups.all.length, 2);
  });

  it('follows files that are created, renamed and deleted', async () => {
    write('late.ts', using('stampTicket', 41));
    await seenWhen((text) => text.includes('kiosk/late.ts'));
    fs.renameSync(at('late.ts'), at('later.ts'));
    const text = await seenWhen((seen) => seen.includes('kiosk/later.ts') && !seen.includes('kiosk/late.ts'));
    assert.match(text, /zone: 41/);
    fs.rmSync(at('later.ts'));
    await seenWhen((seen) => !seen.includes('kiosk/later.ts'));
  });

  it('never shows secret and withheld files, and says why such a file is refused', async () => {
    write('.plinthignore', 'plan.ts\n');
    write('plan.ts', using('refundTicket', 51));
    write('secrets.ts', using('refundTicket', 52));
    fs.writeFileSync(at('.env'), 'ZONE=53\n');
    // Heard of after the others.
    write('witness.ts', using('refundTicket', 54));
    const text = await seenWhen((seen) => seen.includes('kiosk/witness.ts'));
    assert.doesNotMatch(text, /plan\.ts|secrets\.ts|\.env|zone: 5[123]/);

    for (const [name, reason, why] of [
      ['plan.ts', 'withheld-file', /\.plinthignore/],
      ['secrets.ts', 'secret-file', /keys or passwords/],
    ] as const) {
      await closeAll();
      await open(name);
      assert.equal(await shown(), '');
      const outcome = await outcomeOf(plinth, trigger);
      assert.ok(outcome.kind === 'skipped');
      assert.equal(outcome.reason, reason);
      assert.match(outcome.message, why);
    }
  });

  it('shows the text of a document that is in no folder, and nothing of the others', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'typescript', content: gate });
    await vscode.window.showTextDocument(document);
    const text = await shown();
    assert.match(text, /^None\.$/m);
    assert.match(text, /import \{ issueTicket,/);
  });
});
