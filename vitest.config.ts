import { cloudflareTest } from '@cloudflare/vitest-plugin';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { cloneDatabase } from './test/support/database.ts';

/** Starting a runtime and transforming the modules for it takes seconds on a busy machine. */
const TIMEOUT_MS = 120_000;

/**
 * All modules that a file of tests needs go into the runtime as one message, which may have 64 MB. Most of that were the
 * source maps of packages, whose insides no test of ours fails in.
 */
const WITHOUT_MAPS_OF_PACKAGES: Plugin = {
  name: 'without-maps-of-packages',
  enforce: 'post',
  transform: (code, id) => (id.includes('/node_modules/') ? { code, map: { mappings: '' } } : undefined),
};

export default defineConfig({
  test: {
    // One file at a time. Two took 25 minutes in place of some 32, and may: nothing that a file orders of the stack around it
    // reaches another. But where both are busy the product's own waits of 200 ms run out.
    maxWorkers: 1,
    // Every request writes a line; what matters in a failing test is a warning or an error.
    onConsoleLog: (line) => !line.includes('"level":"info"'),
    // A message of a queue that arrives once a file's last test has ended asks for its module from a runtime that goes.
    onUnhandledError: ({ name, message }) =>
      !(name === 'EnvironmentTeardownError' && message.includes('Closing rpc while "resolve" was pending')),
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
          WITHOUT_MAPS_OF_PACKAGES,
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
