import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { resolveElectron } from './setup/electron.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { forward, runAsMain } from './setup/process.mjs';
import { repository } from './setup/repository.mjs';
import { ensureSystemPackages } from './setup/system.mjs';

// `npm run pictures`: every screen in light, dark, high contrast, forced colours, Korean and at 200 %, in pictures/,
// with a page that shows them side by side. `npm run pictures -- editor`: only scenes whose names begin with that.

await runAsMain(async () => {
  ensurePackages(console.log);
  ensureSystemPackages('test', console.log);
  const { executable } = await resolveElectron(console.log);
  const playwright = join(repository, 'node_modules/@playwright/test/cli.js');
  const parameters = ['test', '--project=pictures', '--reporter=line', '--output=build/playwright-pictures'];
  return forward(
    spawn(process.execPath, [playwright, ...parameters], {
      cwd: repository,
      stdio: 'inherit',
      env: {
        ...process.env,
        KEYCUTTER_ELECTRON: executable,
        KEYCUTTER_SCENES: process.argv.slice(2).join(' '),
      },
    }),
  );
});
