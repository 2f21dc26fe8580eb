import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';

// Found here, once, because each desktop gives its programs a HOME and an XDG_CACHE_HOME of their own. Workers inherit it.
const script = fileURLToPath(new URL('scripts/setup/electron.mjs', import.meta.url));
process.env.KEYCUTTER_ELECTRON ??= execFileSync(process.execPath, [script], {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
}).trim();
// Where the package `electron`, and through it Playwright, looks for the executable.
if (process.platform === 'linux')
  process.env.ELECTRON_OVERRIDE_DIST_PATH ??= dirname(process.env.KEYCUTTER_ELECTRON);

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'build/playwright',
  // One desktop and one app at a time: two on two cores measure each other.
  workers: 1,
  // A test that passes on the second try is a bug: none here. On CI it does not throw an hour's run away, and is
  // counted and named as flaky at the end.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  // Two cores that also do something else are no reason to fail.
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: process.env.KEYCUTTER_E2E_REPORT ?? 'build/e2e-report.json' }]],
  projects: [
    { name: 'desktop', testMatch: '**/*.e2e.ts', testIgnore: '**/packaged*.e2e.ts' },
    // Need packages: `npm test -- package` makes them first.
    { name: 'packaged', testMatch: '**/packaged*.e2e.ts' },
    { name: 'tour', testMatch: 'tour/*.tour.ts', timeout: 5 * 60_000 },
    { name: 'pictures', testMatch: 'pictures/*.take.ts', timeout: 20 * 60_000 },
  ],
});
