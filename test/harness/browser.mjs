import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { SetUpError } from './setUpError.mjs';
import { findChromium } from './setUp/chromium.mjs';

const loopbackOnly = '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost';
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const moreFlags = ['--disable-component-update', '--disable-sync', loopbackOnly];

/**
 * Opens a page in a headless Chromium that reaches nothing but this machine. Close the browser when done.
 * @param {{width?: number, height?: number}} [size] pixels
 */
export async function openBrowser({ width = 1280, height = 800 } = {}) {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new SetUpError('No Chromium was found', 'Run npm test once, or set CHROMIUM to its path.');
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'chr-')); // else it writes into the user's own folders
  process.once('exit', () => fs.rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  const env = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    env: { ...env, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
    args: [...flags, ...moreFlags],
  });
  const context = await browser.newContext({ viewport: { width, height } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  return { browser, page: await context.newPage() };
}
