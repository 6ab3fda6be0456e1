import { expect, inject, it } from 'vitest';
import { modelFolder, requireModel } from './requireModel';
import { startSession } from './session';

it('completes in a folder that is not trusted', async (context) => {
  requireModel(context);
  const session = await startSession({ vsix: inject('vsix'), models: modelFolder, trust: true });
  try {
    session.watch(context);
    const { page, workbench, editor } = session;
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
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
