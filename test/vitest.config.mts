import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { SummaryReporter } from './harness/summaryReporter.mjs';

const root = path.resolve(import.meta.dirname, '..');
const report = process.env['PLINTH_REPORT'];

export default defineConfig({
  root,
  define: { PLINTH_BUILD_ID: JSON.stringify('test-build') },
  test: {
    include: ['test/unit/**/*.test.ts', 'test/cases/**/*.test.ts', 'test/engine/**/*.test.ts'],
    // A limit is only there for tests that hang: a busy machine must never meet it.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    pool: 'forks',
    reporters: report === undefined ? ['default'] : ['default', new SummaryReporter(report)],
  },
});
