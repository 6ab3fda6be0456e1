// Runs the integration tests inside the extension host of a real VS Code: without a desktop in the headless one of test/harness,
// elsewhere in a desktop VS Code that @vscode/test-electron downloads. Started by `npm test -- integration`.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { outDir, root, sampleDir } from '../harness/paths.mjs';
import { hasVscodeHost } from '../harness/setUp/vscodeHost.mjs';

// A copy, because tests write into their workspace.
const workspace = fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-sample-'));
process.once('exit', () => fs.rmSync(workspace, { recursive: true, force: true }));
fs.cpSync(sampleDir, workspace, { recursive: true });

try {
  await runTests({
    extensionDevelopmentPath: root,
    extensionTestsPath: path.join(outDir, 'integration', 'index.js'),
    launchArgs: [workspace, ...(hasVscodeHost() ? [] : ['--disable-extensions', '--disable-workspace-trust'])],
    extensionTestsEnv: {
      TEST_OUT: path.join(outDir, 'integration-failure'),
      // Only tests whose names it matches.
      ...(process.env['TEST_GREP'] === undefined ? {} : { TEST_GREP: process.env['TEST_GREP'] }),
      // Seconds; many times what they take.
      TEST_TIMEOUT_S: process.env['TEST_TIMEOUT_S'] ?? '900',
    },
    ...(hasVscodeHost() ? { vscodeExecutablePath: path.join(root, 'test', 'harness', 'run-tests.mjs') } : {}),
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
