// Where things lie and which versions of outside tools the harness brings along.
import os from 'node:os';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..', '..');
/** Reports, logs, screenshots and bundled tests: ignored by git, safe to delete. */
export const outDir = path.join(root, 'out');
/** Tools that are too large for node_modules, shared by all checkouts. `PLINTH_CACHE` puts them elsewhere. */
export const cacheDir = path.resolve(process.env['PLINTH_CACHE'] || path.join(os.homedir(), '.cache', 'plinth-test'));
export const sampleDir = path.join(import.meta.dirname, 'sample');

/** code-server 4.139 is VS Code 1.139 and refuses any other major version of Node than 24. */
export const codeServerVersion = '4.139.1';
export const newerNodeVersion = '24.21.0';
/** For Python 3.10 and newer. */
export const debugpyVersion = '1.8.22';
