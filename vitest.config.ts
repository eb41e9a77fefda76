import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { cloneDatabase } from './test/support/database.ts';

/** Starting a runtime and transforming the modules for it takes seconds on a busy machine. */
const TIMEOUT_MS = 60_000;

export default defineConfig({
  test: {
    // Every request writes a line; what matters in a failing test is a warning or an error.
    onConsoleLog: (line) => !line.includes('"level":"info"'),
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'web/src/**/*.test.ts', 'test/rules/**/*.test.ts'],
          environment: 'node',
          testTimeout: TIMEOUT_MS,
        },
      },
      {
        // One runtime and one database for each file: no test meets another file's rows.
        plugins: [
          cloudflareTest(async ({ inject }) => ({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: { bindings: await cloneDatabase(inject('stack')) },
          })),
        ],
        test: {
          name: 'workerd',
          include: ['test/workerd/**/*.test.ts'],
          globalSetup: ['./test/support/global-setup.ts'],
          testTimeout: TIMEOUT_MS,
          hookTimeout: TIMEOUT_MS,
        },
      },
    ],
  },
});
