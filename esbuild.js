// Builds the bundles of the product into dist/. Options: --watch; --tests (also the integration tests, into out/integration);
// --production (minified, without source maps); --outdir=DIR; --inputs=FILE (writes the list of files that went in, as JSON).
const fs = require('node:fs');
const path = require('node:path');
const { createHash } = require('node:crypto');
const esbuild = require('esbuild');

const option = (name) => process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');
const inputsFile = option('inputs');
const dist = path.resolve(option('outdir') ?? path.join(__dirname, 'dist'));
const inDist = (name) => path.join(dist, name);

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
  absWorkingDir: __dirname,
  bundle: true,
  metafile: true,
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
  banner: {
    js: "import { createRequire as plinthRequire } from 'node:module'; const require = plinthRequire(import.meta.url);",
  },
};
const bundles = [
  {
    ...shared,
    format: 'cjs',
    entryPoints: ['src/extension.ts'],
    outfile: inDist('extension.js'),
    external: ['vscode'],
  },
  { ...esm, entryPoints: ['src/engine/main.ts'], outfile: inDist('engine.mjs'), external: ['node-llama-cpp'] },
  { ...esm, entryPoints: ['src/worker/main.ts'], outfile: inDist('worker.mjs') },
  { ...esm, entryPoints: ['src/checker/main.ts'], outfile: inDist('checker.mjs') },
  {
    ...esm,
    entryPoints: ['src/cli/main.ts'],
    outfile: inDist('cli.mjs'),
    banner: { js: `#!/usr/bin/env node\n${esm.banner.js}` },
  },
  {
    ...shared,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    entryPoints: ['src/panel/main.ts'],
    outfile: inDist('panel.js'),
  },
];

/** The tests run inside the extension host, which has `vscode` but cannot read TypeScript. */
function integrationTests() {
  const folder = path.join(__dirname, 'test', 'integration');
  const entryPoints = fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(folder, name));
  return {
    ...shared,
    format: 'cjs',
    entryPoints,
    outdir: path.join(__dirname, 'out', 'integration'),
    external: ['vscode', 'mocha'],
  };
}

/** The grammars come from their npm packages at build time; only our queries are committed. Returns what it copied. */
function copyGrammars() {
  const target = inDist('grammars');
  fs.mkdirSync(target, { recursive: true });
  const specifiers = [
    'web-tree-sitter/web-tree-sitter.wasm',
    ...['javascript', 'python', 'java', 'go', 'rust', 'c', 'cpp'].map(
      (name) => `tree-sitter-${name}/tree-sitter-${name}.wasm`,
    ),
    ...['typescript', 'tsx'].map((name) => `tree-sitter-typescript/tree-sitter-${name}.wasm`),
    ...['c_sharp'].map((name) => `tree-sitter-c-sharp/tree-sitter-${name}.wasm`),
    ...['ruby', 'php', 'bash'].map((name) => `tree-sitter-${name}/tree-sitter-${name}.wasm`),
    ...['kotlin', 'lua'].map((name) => `@tree-sitter-grammars/tree-sitter-${name}/tree-sitter-${name}.wasm`),
  ];
  const files = specifiers.map((specifier) => require.resolve(specifier));
  for (const file of files) fs.copyFileSync(file, path.join(target, path.basename(file)));
  const queries = path.join(__dirname, 'grammars');
  if (fs.existsSync(queries)) fs.cpSync(queries, target, { recursive: true });
  return files.map((file) => path.relative(__dirname, file));
}

async function main() {
  const grammars = copyGrammars();
  const wanted = process.argv.includes('--tests') ? [...bundles, integrationTests()] : bundles;
  const contexts = await Promise.all(wanted.map((options) => esbuild.context(options)));
  if (watch) return void (await Promise.all(contexts.map((context) => context.watch())));
  const results = await Promise.all(contexts.map((context) => context.rebuild()));
  await Promise.all(contexts.map((context) => context.dispose()));
  fs.chmodSync(inDist('cli.mjs'), 0o755);
  const inputs = [...results.flatMap((result) => Object.keys(result.metafile.inputs)), ...grammars];
  if (inputsFile !== undefined)
    fs.writeFileSync(inputsFile, JSON.stringify([...new Set(inputs)].map((file) => file.replaceAll('\\', '/')).sort()));
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
