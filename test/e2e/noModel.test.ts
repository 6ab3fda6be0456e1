import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, inject, it } from 'vitest';
import { inSession } from './session';

it('says that there is no model, and typing goes on', async (context) => {
  const models = fs.mkdtempSync(path.join(os.tmpdir(), 'no-model-'));
  context.onTestFinished(() => fs.rmSync(models, { recursive: true, force: true }));
  await inSession(context, { vsix: inject('vsix'), models }, async (session) => {
    const { workbench, editor, page } = session;
    expect(await workbench.waitForStatus(/no model/i)).toMatch(/no model/i);
    await workbench.openFile('web/prices.ts');
    await editor.focus();
    await editor.goToEnd();
    await editor.type('// still typing');
    expect(await editor.savedText(session.fileAt('web/prices.ts'))).toMatch(/\/\/ still typing$/);
    expect(await page.locator('.ghost-text-decoration').count()).toBe(0);
    await session.screenshot('no-model');
  });
});
