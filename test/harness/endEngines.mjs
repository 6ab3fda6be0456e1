import fs from 'node:fs';
import path from 'node:path';

/**
 * Ends the engines of a host that is gone. They are in groups of their own and would wait a minute for the lost window to come back.
 * On their command line is the host's throw-away folder, which holds the extension or the folder of their socket. For Linux, where
 * the headless host runs.
 * @param {string} dataDir
 */
export function endEngines(dataDir) {
  for (const id of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const words = fs.readFileSync(path.join('/proc', id, 'cmdline'), 'utf8').split('\0');
      const isEngine = words.some((word) => path.basename(word) === 'engine.mjs');
      if (isEngine && words.some((word) => word.startsWith(dataDir + path.sep))) process.kill(Number(id), 'SIGTERM');
    } catch {
      // already gone, or somebody else's
    }
  }
}
