import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type PluginBuild, build } from 'esbuild';

const root = resolve(import.meta.dirname, '../..');

/** The build that the bundles of the tests name. */
export const testBuildId = 'test-build';

/**
 * Bundles the engine's entry as the product does, into a folder from which `node-llama-cpp` resolves. `scripted` puts a model side without a
 * model in the place of the real one, so that faults of the process can be tested on any machine and in known time.
 */
export async function bundleEngine(kind: 'real' | 'scripted'): Promise<string> {
  const folder = join(root, 'node_modules/.cache/plinth-engine-tests');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `${kind}-${process.pid}.mjs`);
  await build({
    entryPoints: [join(root, 'src/engine/main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['node-llama-cpp'],
    logLevel: 'silent',
    define: { PLINTH_BUILD_ID: JSON.stringify(testBuildId) },
    banner: {
      js: "import { createRequire as plinthRequire } from 'node:module'; const require = plinthRequire(import.meta.url);",
    },
    plugins: kind === 'real' ? [] : [scriptedModel],
  });
  return outfile;
}

const scriptedModel = {
  name: 'scripted-model',
  setup: (bundle: PluginBuild): void => {
    bundle.onResolve({ filter: /\/modelWork$/ }, () => ({ path: join(import.meta.dirname, 'scriptedModelWork.ts') }));
  },
};
