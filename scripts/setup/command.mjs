import { lstatSync, mkdirSync, readlinkSync, symlinkSync, unlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Electron's `userData`: https://www.electronjs.org/docs/latest/api/app#appgetpathname */
function dataFolder({ platform, home, variables }) {
  if (platform === 'darwin') return join(home, 'Library/Application Support/Keycutter');
  return join(variables.XDG_CONFIG_HOME || join(home, '.config'), 'Keycutter');
}

/**
 * Links `~/.local/bin/keycutter` to the command that the app writes into its data folder at each start. What is
 * there already and is not such a link stays.
 */
export function linkCommand(machine, log) {
  const { platform, home, variables } = machine;
  const target = join(dataFolder(machine), 'bin', platform === 'win32' ? 'keycutter.cmd' : 'keycutter');
  if (platform === 'win32') {
    const folder = join(variables.APPDATA ?? home, 'Keycutter', 'bin');
    log(`The keycutter command is in ${folder}; add that folder to your Path to use it by name.`);
    return;
  }
  const folder = join(home, '.local/bin');
  const link = join(folder, 'keycutter');
  try {
    const present = lstatSync(link, { throwIfNoEntry: false });
    if (present?.isSymbolicLink() && readlinkSync(link) === target) return;
    if (present !== undefined && !(present.isSymbolicLink() && isOurs(readlinkSync(link)))) {
      log(`${link} is something else; the keycutter command is ${target}.`);
      return;
    }
    mkdirSync(folder, { recursive: true });
    if (present !== undefined) unlinkSync(link);
    symlinkSync(target, link);
  } catch (error) {
    log(`The keycutter command is ${target} (${link} could not be made: ${error.message}).`);
    return;
  }
  const found = (variables.PATH ?? '').split(delimiter).includes(folder);
  log(`The keycutter command is ${link}${found ? '' : `; add ${folder} to your PATH to use it by name`}.`);
}

function isOurs(target) {
  return target.endsWith('/Keycutter/bin/keycutter');
}
