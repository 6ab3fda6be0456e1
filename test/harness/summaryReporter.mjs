import fs from 'node:fs';
import path from 'node:path';

/**
 * Counts of one kind of test, as every runner of this project writes them.
 * @typedef {object} Report
 * @property {number} passed
 * @property {number} failed
 * @property {{name: string, reason: string}[]} skipped
 * @property {{name: string, message: string}[]} failures
 */

/** Writes the counts of a vitest run to a file. A file that cannot be loaded, or a failing hook, counts as one failed test. */
export class SummaryReporter {
  /** @type {string} */
  #file;

  /** @param {string} file */
  constructor(file) {
    this.#file = file;
  }

  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly import('vitest').SerializedError[]} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    /** @type {Report} */
    const report = { passed: 0, failed: 0, skipped: [], failures: [] };
    const fail = (/** @type {string} */ name, /** @type {readonly {message: string}[]} */ errors) => {
      report.failed++;
      report.failures.push({ name, message: errors[0]?.message ?? 'no message' });
    };
    for (const module of modules) {
      if (module.errors().length > 0) fail(module.relativeModuleId, module.errors());
      for (const suite of module.children.allSuites())
        if (suite.errors().length > 0) fail(suite.fullName, suite.errors());
      for (const test of module.children.allTests()) {
        const result = test.result();
        const name = `${module.relativeModuleId}: ${test.fullName}`;
        if (result.state === 'passed') report.passed++;
        else if (result.state === 'failed') fail(name, result.errors);
        else
          report.skipped.push({
            name,
            reason: (result.state === 'skipped' && result.note) || 'its condition is not met',
          });
      }
    }
    if (unhandledErrors.length > 0) fail('outside of any test', unhandledErrors);
    fs.mkdirSync(path.dirname(this.#file), { recursive: true });
    fs.writeFileSync(this.#file, JSON.stringify(report));
  }
}
