import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { ensureBuild } from './setup/build.mjs';
import { linkCommand } from './setup/command.mjs';
import { resolveElectron } from './setup/electron.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { forward, runAsMain } from './setup/process.mjs';
import { repository } from './setup/repository.mjs';
import { ensureSystemPackages } from './setup/system.mjs';

// `npm start`: sets up what is missing, builds what has changed, opens the app.

await runAsMain(async () => {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) {
    console.log('There is no display here, so the app plays its tour on a private one instead.');
    return forward(
      spawn(process.execPath, [fileURLToPath(new URL('tour.mjs', import.meta.url))], { stdio: 'inherit' }),
    );
  }

  ensurePackages(console.log);
  ensureSystemPackages('run', console.log);
  const { executable } = await resolveElectron(console.log);
  const folder = ensureBuild({ testSeams: false }, console.log);

  const flags = [];
  if (process.getuid?.() === 0) {
    console.log(
      "Chromium's sandbox does not work for root, so the app runs without it. Packaged apps never do.",
    );
    flags.push('--no-sandbox');
  }
  linkCommand({ platform: process.platform, home: homedir(), variables: process.env }, console.log);
  // The keycutter command runs on this Node in development.
  flags.push(`--command-node=${process.execPath}`);
  const parameters = [...flags, folder, ...process.argv.slice(2)];
  return forward(spawn(executable, parameters, { cwd: repository, stdio: 'inherit' }));
});
