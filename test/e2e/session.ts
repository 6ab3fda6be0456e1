import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
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
  /** Folder of an extension that runs beside the packed one. */
  readonly otherExtension?: string;
  /** Changes the copy of the sample workspace before it is opened. */
  readonly prepare?: (folder: string) => void;
}

interface ExtensionName {
  readonly publisher: string;
  readonly name: string;
  readonly version: string;
}

/** A copy of the sample workspace, open in a VS Code that has the packed extension installed. */
export interface Session {
  readonly page: Page;
  readonly workbench: Workbench;
  readonly editor: CodeEditor;
  readonly panel: ExplainPanel;
  /** Where a file of the workspace lies. */
  fileAt(relativePath: string): string;
  /** Runs the packed extension's own command line in the workspace folder, with one thread; what it prints. */
  plinth(...args: readonly string[]): Promise<string>;
  /** Process ids of the engines that this VS Code has started. */
  engines(): Promise<readonly number[]>;
  /** Keeps a picture in out/e2e. */
  screenshot(name: string): Promise<void>;
  /** Keeps what helps to understand a failure: a picture and the extension's log. */
  keepEvidence(testName: string): Promise<void>;
  dispose(): Promise<void>;
}

export async function startSession(options: SessionOptions): Promise<Session> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-e2e-'));
  fs.cpSync(sampleDir, folder, { recursive: true });
  options.prepare?.(folder);
  const host = await startHost({
    folder,
    vsix: options.vsix,
    trust: options.trust === true,
    env: { PLINTH_MODELS: options.models },
    settings: { ...testSettings, 'plinth.threads': 1, ...options.settings },
  });
  if (options.otherExtension !== undefined) addExtension(host.dataDir, options.otherExtension);
  const { browser, page } = await openBrowser();
  page.setDefaultTimeout(60_000);
  const workbench = new Workbench(page);
  const shots = path.join(outDir, 'e2e');
  fs.mkdirSync(shots, { recursive: true });
  const session: Session = {
    page,
    workbench,
    editor: new CodeEditor(page),
    panel: new ExplainPanel(page),
    plinth: async (...args) => {
      // Checked files are remembered in the same place as by the editor, and nothing is left in the user's own.
      const env = { ...process.env, PLINTH_MODELS: options.models, XDG_CACHE_HOME: path.join(host.dataDir, 'cache') };
      const command = [installedFile(host.dataDir, 'cli.mjs'), ...args, '--threads', '1'];
      return (await promisify(execFile)(process.execPath, command, { cwd: folder, env })).stdout;
    },
    engines: async () => enginesOf(installedFile(host.dataDir, 'engine.mjs')),
    fileAt: (relativePath) => path.join(folder, relativePath),
    screenshot: async (name) => void (await page.screenshot({ path: path.join(shots, `${name}.png`) })),
    keepEvidence: async (testName) => {
      const name = `failed-${testName.replace(/[^a-zA-Z0-9]+/g, '-')}`;
      await session.screenshot(name);
      const logs = findLogs(host.dataDir).map((file) => `== ${file}\n${fs.readFileSync(file, 'utf8')}`);
      fs.writeFileSync(path.join(shots, `${name}.log`), logs.join('\n'));
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

/** A session for one test, ended with it; evidence of a failure is kept before. */
export async function inSession(
  context: TestContext,
  options: SessionOptions,
  work: (session: Session) => Promise<void>,
): Promise<void> {
  const session = await startSession(options);
  try {
    await work(session);
  } catch (error) {
    await session.keepEvidence(context.task.name).catch(() => undefined);
    throw error;
  } finally {
    await session.dispose();
  }
}

/** The files that the extension's output channels write. */
function findLogs(dataDir: string): string[] {
  const names = fs.readdirSync(path.join(dataDir, 'logs'), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /plinth.*\.log$/i.test(name)).map((name) => path.join(dataDir, 'logs', name));
}

/** Puts a folder among the installed extensions, which are read when the window opens. */
function addExtension(dataDir: string, folder: string): void {
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as ExtensionName;
  const { publisher, name, version } = manifest;
  const relativeLocation = `${publisher}.${name}-${version}`;
  const to = path.join(dataDir, 'ext', relativeLocation);
  fs.cpSync(folder, to, { recursive: true });
  const listFile = path.join(dataDir, 'ext', 'extensions.json');
  const list = JSON.parse(fs.readFileSync(listFile, 'utf8')) as readonly unknown[];
  const location = { $mid: 1, path: to, scheme: 'file' };
  const entry = { identifier: { id: `${publisher}.${name}` }, version, location, relativeLocation };
  fs.writeFileSync(listFile, JSON.stringify([...list, entry]));
}

/** A bundle of the extension as it was installed. */
function installedFile(dataDir: string, name: string): string {
  const folders = fs.readdirSync(path.join(dataDir, 'ext')).filter((entry) => entry.startsWith('plinth.plinth-'));
  return path.join(dataDir, 'ext', folders[0] ?? '', 'dist', name);
}

async function enginesOf(engineFile: string): Promise<readonly number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,args=']);
  const lines = stdout.split('\n').filter((line) => line.includes(engineFile));
  return lines.map((line) => Number.parseInt(line, 10));
}
