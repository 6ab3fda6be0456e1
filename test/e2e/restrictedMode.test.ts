import { expect, inject, it } from 'vitest';
import { modelFolder, requireModel } from './requireModel';
import { inSession } from './session';

it('completes in a folder that is not trusted, and suggests no fixes', async (context) => {
  requireModel(context);
  await inSession(context, { vsix: inject('vsix'), models: modelFolder, trust: true }, async (session) => {
    const { page, workbench, editor } = session;
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    await workbench.waitForStatus(/Ready: Qwen2\.5-Coder 0\.5B on/);
    await workbench.openFile('web/prices.ts');
    await editor.focus();
    await editor.goToEnd();
    await editor.type('\nexport const freePrice: Price = { cen');
    expect(await editor.ghostText()).toMatch(/^ts: 0/);
    await session.screenshot('restricted-mode');

    // Without trust no language but JSON reports problems.
    await workbench.openFile('tsconfig.json');
    await editor.focus();
    await editor.goToEnd();
    await editor.type('x');
    await page.locator('.squiggly-error').first().waitFor({ timeout: 60_000 });
    expect((await editor.quickFixes()).filter((title) => /plinth/i.test(title))).toEqual([]);
    const commands = await workbench.commandsLike('Plinth: S');
    expect(commands).toContain('Plinth: Show Log');
    expect(commands).not.toContain('Plinth: Suggest Fix');
    expect(await page.locator('.monaco-diff-editor').count()).toBe(0);
    await session.screenshot('restricted-mode-fix');
  });
});
