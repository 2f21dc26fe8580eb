import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuild } from './setup/build.mjs';
import { resolveElectron } from './setup/electron.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { forward, runAsMain } from './setup/process.mjs';
import { repository } from './setup/repository.mjs';
import { ensureSystemPackages } from './setup/system.mjs';

// `npm run tour`: plays the main job on a private desktop, without an AWS account, and leaves pictures in tour/.
// `npm run tour -- --readme`: takes the README's pictures, docs/images/, instead.

const given = process.argv.slice(2);
const readme = given.includes('--readme');

await runAsMain(async () => {
  ensurePackages(console.log);
  ensureSystemPackages('test', console.log);
  const { executable } = await resolveElectron(console.log);
  ensureBuild({ testSeams: true }, console.log);

  const playwright = join(repository, 'node_modules/@playwright/test/cli.js');
  const parameters = [
    ...['test', '--project=tour', '--reporter=e2e/tour/story-reporter.ts', '--output=build/playwright-tour'],
    ...[readme ? 'readme.tour' : 'main-job.tour', ...given.filter((parameter) => parameter !== '--readme')],
  ];
  return forward(
    spawn(process.execPath, [playwright, ...parameters], {
      cwd: repository,
      stdio: 'inherit',
      env: { ...process.env, KEYCUTTER_ELECTRON: executable },
    }),
  );
});
