import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globals: false,
    // Only there to end what hangs: a small machine that does other things as well needs minutes for some tests.
    testTimeout: 600_000,
    hookTimeout: 1_200_000,
    // By default one core is left alone: on two of them that doubles the time, and much of it is waiting for child processes.
    maxWorkers: '100%',
    // What the user has set up for git or jscodeshift decides nothing here, and no cache is written to the home directory.
    env: {
      GIT_CONFIG_GLOBAL: process.platform === 'win32' ? 'NUL' : '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      BABEL_DISABLE_CACHE: '1',
    },
  },
});
