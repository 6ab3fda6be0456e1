import fs from 'node:fs';
import path from 'node:path';
import { say, withProgress } from '../progress.mjs';
import { runLogged } from '../runCommand.mjs';
import { SetUpError } from '../setUpError.mjs';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  path.join(process.env['PROGRAMFILES'] ?? 'C:\\Program Files', 'Google', 'Chrome', 'Application', 'chrome.exe'),
];

/** The browser that shows the workbench: `CHROMIUM` or an installed one; undefined when there is none. */
export function findChromium() {
  const wanted = process.env['CHROMIUM'];
  return (wanted ? [wanted] : usualPlaces).find((file) => fs.existsSync(file));
}

export async function setUpChromium() {
  const found = findChromium();
  if (found !== undefined) return say(`Chromium: ${found}`);
  const cure =
    'Install Chromium or Chrome (Debian: apt-get install chromium), or set CHROMIUM to the path of its program.';
  const named = process.env['CHROMIUM'];
  if (named) throw new SetUpError(`CHROMIUM=${named} does not exist`, cure);
  if (!isDebian() || process.getuid?.() !== 0) throw new SetUpError('No Chromium was found', cure);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const waits = ['-o', 'DPkg::Lock::Timeout=300']; // a fresh machine may be installing its updates
  await withProgress('Chromium: apt-get install (about 130 MB)', async () => {
    try {
      await runLogged('chromium-update', 'apt-get', ['-qq', 'update'], { env });
      await runLogged(
        'chromium',
        'apt-get',
        ['-qq', ...waits, 'install', '-y', '--no-install-recommends', 'chromium'],
        { env },
      );
    } catch (error) {
      throw new SetUpError(`apt-get could not install Chromium: ${/** @type {Error} */ (error).message}`, cure);
    }
  });
  const installed = findChromium();
  if (installed === undefined)
    throw new SetUpError('apt-get installed a Chromium that is in none of the usual places', cure);
  say(`Chromium: ${installed}`);
}

function isDebian() {
  return fs.existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(fs.readFileSync('/etc/os-release', 'utf8'));
}
