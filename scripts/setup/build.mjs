import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './repository.mjs';

const sources = [
  'assets',
  'cli',
  'electron',
  'renderer',
  'shared',
  'simulator',
  'vite.config.ts',
  'package.json',
  'package-lock.json',
];

/**
 * The newest change under a path, in milliseconds. Folders count: theirs is the time when a file was removed.
 * Tests do not: they are in no build.
 */
export function newestChange(path) {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (entry === undefined || /\.test\.\w+$/.test(path)) return 0;
  if (!entry.isDirectory()) return entry.mtimeMs;
  return readdirSync(path).reduce(
    (newest, name) => Math.max(newest, newestChange(join(path, name))),
    entry.mtimeMs,
  );
}

/**
 * Builds the app unless that was done after the last change of a source. With test seams it goes to `build/e2e`,
 * without to `build`.
 *
 * @returns the folder to start Electron with
 */
export function ensureBuild({ testSeams }, log) {
  const folder = join(repository, testSeams ? 'build/e2e' : 'build');
  const stamp = join(folder, '.built');
  const isFresh = (path) => newestChange(join(repository, path)) <= statSync(stamp).mtimeMs;
  if (!existsSync(stamp) || !sources.every(isFresh)) {
    log(`Building the app${testSeams ? ' with test seams' : ''} …`);
    // As it was before: what is edited meanwhile is newer.
    const started = new Date();
    const vite = join(repository, 'node_modules/vite/bin/vite.js');
    const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
      cwd: repository,
      stdio: ['ignore', 'inherit', 'inherit'],
      // A bench runs in Vite's own development mode, which would bring the slow React along.
      env: { ...process.env, NODE_ENV: 'production', KEYCUTTER_TEST_SEAMS: testSeams ? '1' : '0' },
    });
    if (status !== 0) throw new Error('The app could not be built; Vite says why above.');
    mkdirSync(folder, { recursive: true });
    writeFileSync(stamp, '');
    utimesSync(stamp, started, started);
  }
  return testSeams ? folder : repository;
}
