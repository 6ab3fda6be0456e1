// The entry that VS Code calls inside the extension host: runs every bundled test file beside it with mocha.
import fs from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

interface Report {
  passed: number;
  failed: number;
  skipped: { name: string; reason: string }[];
  failures: { name: string; message: string }[];
}

/** Resolves when all tests passed (with `TEST_GREP` those whose names it matches), rejects when one failed. Counts go to the file named by `PLINTH_REPORT`. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 240_000, color: false, reporter: 'spec' });
  const only = process.env['TEST_GREP'];
  if (only !== undefined && only !== '') mocha.grep(only);
  for (const name of fs.readdirSync(__dirname).sort())
    if (name.endsWith('.test.js')) mocha.addFile(path.join(__dirname, name));
  const report: Report = { passed: 0, failed: 0, skipped: [], failures: [] };
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on('pass', () => report.passed++);
    runner.on('pending', (test) => report.skipped.push({ name: test.fullTitle(), reason: 'pending' }));
    runner.on('fail', (test, error: Error) => {
      report.failed++;
      report.failures.push({ name: test.fullTitle(), message: error.message });
    });
  });
  const file = process.env['PLINTH_REPORT'];
  if (file !== undefined && file !== '') fs.writeFileSync(file, JSON.stringify(report));
  if (report.failed > 0) throw new Error(`${report.failed} tests failed`);
  if (report.passed === 0) throw new Error('no test ran');
}
