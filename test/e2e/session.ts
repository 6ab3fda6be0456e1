import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { TestContext } from 'vitest';
import { openBrowser } from '../harness/browser.mjs';
import { startHost, testSettings } from '../harness/host.mjs';
import { outDir, sampleDir } from '../harness/paths.mjs';
import { CodeEditor } from './pages/codeEditor';
import { ExplainPanel } from './pages/explainPanel';
import { Workbench } from './pages/workbench';

export interface SessionOptions {
  readonly vsix: string;
  /** Folder of models; the harness gives the extension no other way to find one. */
  readonly models: string;
  /** Workspace trust on: the sample opens in restricted mode. */
  readonly trust?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** A copy of the sample workspace, open in a VS Code that has the packed extension installed. */
export interface Session {
  readonly page: Page;
  readonly workbench: Workbench;
  readonly editor: CodeEditor;
  readonly panel: ExplainPanel;
  /** Where a file of the workspace lies. */
  fileAt(relativePath: string): string;
  /** Keeps a picture in out/e2e. */
  screenshot(name: string): Promise<void>;
  /** Keeps what helps to understand a failure: a picture and the extension's log. Hand it the running test's context. */
  watch(context: TestContext): void;
  dispose(): Promise<void>;
}

export async function startSession(options: SessionOptions): Promise<Session> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-e2e-'));
  fs.cpSync(sampleDir, folder, { recursive: true });
  const host = await startHost({
    folder,
    vsix: options.vsix,
    trust: options.trust === true,
    env: { PLINTH_MODELS: options.models },
    settings: { ...testSettings, 'plinth.threads': 1, ...options.settings },
  });
  const { browser, page } = await openBrowser();
  page.setDefaultTimeout(30_000);
  const workbench = new Workbench(page);
  const shots = path.join(outDir, 'e2e');
  fs.mkdirSync(shots, { recursive: true });
  const session: Session = {
    page,
    workbench,
    editor: new CodeEditor(page),
    panel: new ExplainPanel(page),
    fileAt: (relativePath) => path.join(folder, relativePath),
    screenshot: async (name) => void (await page.screenshot({ path: path.join(shots, `${name}.png`) })),
    watch: (context) => {
      context.onTestFailed(async () => {
        const name = `failed-${context.task.name.replace(/[^a-zA-Z0-9]+/g, '-')}`;
        await session.screenshot(name);
        const logs = findLogs(host.dataDir).map((file) => `== ${file}\n${fs.readFileSync(file, 'utf8')}`);
        fs.writeFileSync(path.join(shots, `${name}.log`), logs.join('\n'));
      });
    },
    dispose: async () => {
      await browser.close();
      await host.dispose();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await workbench.open(host.url);
  } catch (error) {
    await session.screenshot('not-opened');
    await session.dispose();
    throw error;
  }
  return session;
}

/** The files that the extension's output channels write. */
function findLogs(dataDir: string): string[] {
  const names = fs.readdirSync(path.join(dataDir, 'logs'), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /plinth.*\.log$/i.test(name)).map((name) => path.join(dataDir, 'logs', name));
}
