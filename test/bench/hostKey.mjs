// Prints the CPU time that one key costs the extension host without the engine: node test/bench/hostKey.mjs
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-bench-'));
try {
  const outfile = path.join(folder, 'hostKeyReplay.mjs');
  const entry = path.join(import.meta.dirname, 'hostKeyReplay.ts');
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20' });
  const { replayAll } = await import(pathToFileURL(outfile).href);
  await replayAll();
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
