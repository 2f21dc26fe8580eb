import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuild } from './setup/build.mjs';
import { resolveElectron } from './setup/electron.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { forward, runAsMain } from './setup/process.mjs';
import { repository } from './setup/repository.mjs';
import { ensureSystemPackages } from './setup/system.mjs';

// `npm run tour`: plays the main job on a private desktop, without an AWS account, and leaves pictures in tour/.

await runAsMain(async () => {
  ensurePackages(console.log);
  ensureSystemPackages('test', console.log);
  const { executable } = await resolveElectron(console.log);
  ensureBuild({ testSeams: true }, console.log);

  const playwright = join(repository, 'node_modules/@playwright/test/cli.js');
  const parameters = [playwright, 'test', '--project=tour', '--reporter=list', ...process.argv.slice(2)];
  return forward(
    spawn(process.execPath, parameters, {
      cwd: repository,
      stdio: 'inherit',
      // The tour's steps are what it prints.
      env: { ...process.env, KEYCUTTER_ELECTRON: executable, PLAYWRIGHT_LIST_PRINT_STEPS: '1' },
    }),
  );
});
