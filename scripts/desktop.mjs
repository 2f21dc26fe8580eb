import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { resolveElectron } from './setup/electron.mjs';
import { forward, runAsMain } from './setup/process.mjs';

// Runs a command on a private desktop, e.g. `node scripts/desktop.mjs bash`, and ends the desktop with it.

const [command, ...parameters] = process.argv.slice(2);
if (command === undefined) {
  console.error('Usage: node scripts/desktop.mjs COMMAND [ARGUMENT…]');
  process.exit(2);
}

const source = fileURLToPath(new URL('../e2e/desktop/desktop.ts', import.meta.url));
const { module } = await runnerImport(source, { configFile: false, logLevel: 'error' });
// Before HOME changes: the cache is found through it.
const { executable } = await resolveElectron();
const desktop = await module.startDesktop();
const env = {
  ...desktop.env,
  KEYCUTTER_ELECTRON: executable,
  ELECTRON_OVERRIDE_DIST_PATH: dirname(executable),
};
await runAsMain(() => forward(spawn(command, parameters, { env, stdio: 'inherit' })));
await desktop.stop();
