import path from 'node:path';
import { root } from '../paths.mjs';
import { say } from '../progress.mjs';
import { runLogged } from '../runCommand.mjs';
import { SetUpError } from '../setUpError.mjs';

/** Bundles the product into dist/ and the integration tests into out/. Takes about a second, so it is never skipped. */
export async function setUpBuild() {
  try {
    await runLogged('build', process.execPath, [path.join(root, 'esbuild.js'), '--tests'], { cwd: root });
  } catch (error) {
    throw new SetUpError(
      `The build failed: ${/** @type {Error} */ (error).message}`,
      'Mend the source and run the command again.',
    );
  }
  say('build: dist/');
}
