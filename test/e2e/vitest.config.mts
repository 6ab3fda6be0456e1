import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { SummaryReporter } from '../harness/summaryReporter.mjs';

const report = process.env['PLINTH_REPORT'];

/** One VS Code and one engine at a time: the machine may have two cores, and what is seen should not depend on the load. */
export default defineConfig({
  root: path.resolve(import.meta.dirname, '..', '..'),
  test: {
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/e2e/packedExtension.ts'],
    testTimeout: 600_000,
    hookTimeout: 180_000,
    // A limit is only there for tests that hang: a busy machine must never meet it.
    expect: { poll: { timeout: 60_000 } },
    fileParallelism: false,
    pool: 'forks',
    reporters: report === undefined ? ['verbose'] : ['verbose', new SummaryReporter(report)],
  },
});
