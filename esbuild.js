// Builds the bundles of the product into dist/. Options: --watch, --production (minified, without source maps).
const fs = require('node:fs');
const path = require('node:path');
const { createHash } = require('node:crypto');
const esbuild = require('esbuild');

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');
const dist = path.join(__dirname, 'dist');

/** Identifies a build, so that a window never talks to an engine of another one: version and a hash over all sources. */
function buildId() {
  const { version } = require('./package.json');
  const hash = createHash('sha256');
  const sources = fs.readdirSync(path.join(__dirname, 'src'), { recursive: true, withFileTypes: true });
  const files = sources.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  for (const file of files.sort()) hash.update(fs.readFileSync(file));
  return `${version}-${hash.digest('hex').slice(0, 12)}`;
}

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  sourcemap: production ? false : 'linked',
  minify: production,
  legalComments: 'none',
  logLevel: 'info',
  define: { PLINTH_BUILD_ID: JSON.stringify(buildId()) },
};
// An ESM bundle has no require of its own, which CommonJS packages inside of it still call.
const esm = {
  ...shared,
  format: 'esm',
  banner: { js: "import { createRequire as plinthRequire } from 'node:module'; const require = plinthRequire(import.meta.url);" },
};
const bundles = [
  { ...shared, format: 'cjs', entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'] },
  { ...esm, entryPoints: ['src/engine/main.ts'], outfile: 'dist/engine.mjs', external: ['node-llama-cpp'] },
  { ...esm, entryPoints: ['src/worker/main.ts'], outfile: 'dist/worker.mjs' },
  { ...esm, entryPoints: ['src/cli/main.ts'], outfile: 'dist/cli.mjs', banner: { js: `#!/usr/bin/env node\n${esm.banner.js}` } },
  { ...shared, platform: 'browser', target: 'es2022', format: 'iife', entryPoints: ['src/panel/main.ts'], outfile: 'dist/panel.js' },
];

/** The grammars come from their npm packages at build time; only our queries are committed. */
function copyGrammars() {
  const target = path.join(dist, 'grammars');
  fs.mkdirSync(target, { recursive: true });
  const copy = (specifier, name) => fs.copyFileSync(require.resolve(specifier), path.join(target, name ?? path.basename(specifier)));
  copy('web-tree-sitter/web-tree-sitter.wasm');
  for (const language of ['javascript', 'python', 'java', 'go', 'rust', 'c', 'cpp'])
    copy(`tree-sitter-${language}/tree-sitter-${language}.wasm`);
  for (const language of ['typescript', 'tsx']) copy(`tree-sitter-typescript/tree-sitter-${language}.wasm`);
  const queries = path.join(__dirname, 'grammars');
  if (fs.existsSync(queries)) fs.cpSync(queries, target, { recursive: true });
}

async function main() {
  copyGrammars();
  const contexts = await Promise.all(bundles.map((options) => esbuild.context(options)));
  if (watch) await Promise.all(contexts.map((context) => context.watch()));
  else {
    await Promise.all(contexts.map((context) => context.rebuild()));
    await Promise.all(contexts.map((context) => context.dispose()));
    fs.chmodSync(path.join(dist, 'cli.mjs'), 0o755);
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
