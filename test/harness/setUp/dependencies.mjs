import fs from 'node:fs';
import path from 'node:path';
import { npm } from '../npm.mjs';
import { root } from '../paths.mjs';
import { say, withProgress } from '../progress.mjs';
import { SetUpError } from '../setUpError.mjs';

/** npm writes the list of what it installed last, at the very end; an interrupted install leaves none. */
const installedList = path.join(root, 'node_modules', '.package-lock.json');

/** Installs what the lock file names, unless node_modules already holds exactly that. Install scripts never run. */
export async function setUpDependencies() {
  if (isUpToDate()) return say('dependencies: as in the lock file');
  await withProgress('dependencies: npm ci, by the lock file', async () => {
    try {
      // First of all, so that an install that is killed while it removes the old packages is not taken for a whole one.
      fs.rmSync(installedList, { force: true });
      await npm('dependencies', root, ['ci', '--ignore-scripts']);
    } catch (error) {
      const cure = 'Check the network and the registry (npm config get registry), then run the command again.';
      throw new SetUpError(`npm ci failed: ${/** @type {Error} */ (error).message}`, cure);
    }
  });
  say('dependencies: installed');
}

function isUpToDate() {
  if (!fs.existsSync(installedList)) return false;
  const wanted = packagesOf(path.join(root, 'package-lock.json'));
  const installed = packagesOf(installedList);
  const isSame = (/** @type {string} */ key) => wanted[key]?.version === installed[key]?.version;
  return (
    Object.keys(installed).every(isSame) &&
    Object.keys(wanted).every(
      (key) => key === '' || isSame(key) || (wanted[key]?.optional === true && !(key in installed)),
    )
  );
}

/** @param {string} file @returns {Record<string, {version?: string, optional?: boolean}>} */
function packagesOf(file) {
  return JSON.parse(fs.readFileSync(file, 'utf8')).packages;
}
