import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../setup/repository.mjs';

/** As in electron-builder.yml; a test compares them. */
export const appId = 'io.github.keycutter.Keycutter';
/** Where the Linux packages put the app. */
export const appFolder = '/opt/Keycutter';
/** The app. `keycutter` is the command. */
export const appExecutable = 'keycutter-desktop';
export const desktopEntry = `${appExecutable}.desktop`;

export const manifest = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
/** Who answers for a package. */
export const maintainer = 'The Keycutter authors <keycutter@users.noreply.github.com>';
export const outFolder = join(repository, 'build/packages');
/** Laid out by electron-builder. */
export const commandFolder = join(repository, 'build/command');
export const noticesFile = join(repository, 'build/THIRD-PARTY-NOTICES.txt');

/** When what is packaged was last changed, for reproducible packages: https://reproducible-builds.org/specs/source-date-epoch/ */
export function sourceDate(environment = process.env) {
  const seconds = Number(environment.SOURCE_DATE_EPOCH);
  return Number.isInteger(seconds) && seconds > 0 ? new Date(seconds * 1000) : new Date();
}
