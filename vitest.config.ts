import { defineConfig } from 'vitest/config';

/** Property tests share two cores with the rest; none of them is about time. */
const busy = { testTimeout: 30_000, hookTimeout: 30_000 };
/** Real processes and shells; the second try as in playwright.config.ts. */
const slow = { testTimeout: 60_000, hookTimeout: 60_000, retry: process.env.CI ? 1 : 0 };
const separate = ['**/*.contract.test.ts', '**/*.shell.test.ts', '**/node_modules/**'];

export default defineConfig({
  define: { __TEST_SEAMS__: 'true', __APP_VERSION__: '"0.0.0-test"' },
  test: {
    // Outside Electron, importing the package `electron` would download it; a path keeps it still.
    env: {
      ELECTRON_OVERRIDE_DIST_PATH: '/nowhere',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    projects: [
      {
        extends: true,
        test: {
          ...busy,
          name: 'unit',
          environment: 'node',
          include: [
            '{shared,electron,cli,simulator,scripts,e2e,lint}/**/*.test.{ts,mjs}',
            'renderer/**/*.test.ts',
          ],
          exclude: separate,
        },
      },
      {
        extends: true,
        test: { ...busy, name: 'renderer', environment: 'happy-dom', include: ['renderer/**/*.test.tsx'] },
      },
      {
        extends: true,
        test: {
          name: 'contract',
          environment: 'node',
          include: ['{shared,electron,cli,simulator}/**/*.contract.test.ts'],
          ...slow,
        },
      },
      {
        extends: true,
        test: {
          name: 'shells',
          environment: 'node',
          include: ['{shared,electron,cli}/**/*.shell.test.ts'],
          ...slow,
        },
      },
    ],
  },
});
