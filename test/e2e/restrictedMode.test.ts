import { expect, inject, it } from 'vitest';
import { modelFolder, requireModel } from './requireModel';
import { startSession } from './session';

it('completes in a folder that is not trusted', async (context) => {
  requireModel(context);
  const session = await startSession({ vsix: inject('vsix'), models: modelFolder, trust: true });
  try {
    context.onTestFailed(() => session.screenshot('failed-restricted-mode'));
    const { page, workbench, editor } = session;
    // The dialog asks for trust; whoever declines works in restricted mode.
    const decline = page.locator('.monaco-dialog-box').getByRole('button', { name: /No|don't trust/i });
    await decline.click({ timeout: 15_000 });
    await page.locator('[id="status.workspaceTrust"]').waitFor();
    await workbench.waitForStatus(/Ready: Qwen2\.5-Coder 0\.5B on/);
    await workbench.openFile('web/prices.ts');
    await editor.focus();
    await editor.goToEnd();
    await editor.type('\nexport const freePrice: Price = { cen');
    expect(await editor.ghostText()).toMatch(/^ts: 0/);
    await session.screenshot('restricted-mode');
  } finally {
    await session.dispose();
  }
});
