import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuild } from './setup/build.mjs';
import { resolveElectron } from './setup/electron.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { runAsMain } from './setup/process.mjs';
import { repository } from './setup/repository.mjs';
import { ensureSystemPackages } from './setup/system.mjs';

// `npm run bench -- startup`: each bench is a file in bench/.

await runAsMain(async () => {
  const [name, ...parameters] = process.argv.slice(2);
  const names = readdirSync(join(repository, 'bench'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.replace(/\.ts$/, ''));
  if (name === undefined || !names.includes(name)) {
    throw new Error(`Usage: npm run bench -- NAME, where NAME is one of: ${names.join(', ')}`);
  }
  ensurePackages(console.error);
  ensureSystemPackages('test', console.error);
  const { executable, version } = await resolveElectron();
  // Imported late: this file is loaded before the packages are installed.
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(join(repository, 'bench', `${name}.ts`), {
    configFile: false,
    logLevel: 'error',
  });
  // The release build, unless a bench needs to move the clock.
  ensureBuild({ testSeams: module.needsTestSeams === true }, console.error);
  await module.bench({ executable, electronVersion: version, repository, parameters });
});
