// Runs a measurement of this folder: `node test/bench/run.mjs decode [options]`. Bundles it first, since Node 20 runs no TypeScript.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const name = process.argv[2] ?? '';
if (!/^[a-z]+$/i.test(name)) {
  console.error(
    'Use: node test/bench/run.mjs decode|prefill|abort|index|context|blocks|parse|hostKey|stale|chatTyping [options]',
  );
  process.exit(2);
}
// Beside the packages, so that node-llama-cpp, which cannot be bundled, is found from there.
const packages = path.resolve(path.dirname(createRequire(import.meta.url).resolve('esbuild/package.json')), '..');
// What a measurement runs in a process of its own.
const child = path.join(import.meta.dirname, `${name}Child.ts`);
const folder = mkdtempSync(path.join(packages, '.plinth-bench-'));
try {
  await build({
    // The engine's process and the worker thread lie beside the measurement, for those that go the whole path.
    entryPoints: {
      [name]: path.join(import.meta.dirname, `${name}.ts`),
      engine: path.join(import.meta.dirname, '../../src/engine/main.ts'),
      worker: path.join(import.meta.dirname, '../../src/worker/main.ts'),
      ...(existsSync(child) ? { child } : {}),
    },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['node-llama-cpp'],
    logLevel: 'error',
    define: { PLINTH_BUILD_ID: JSON.stringify('bench') },
    banner: {
      js: "import { createRequire as plinthRequire } from 'node:module'; const require = plinthRequire(import.meta.url);",
    },
  });
  const { main } = await import(pathToFileURL(path.join(folder, `${name}.mjs`)).href);
  process.exitCode = await main(process.argv.slice(3));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
