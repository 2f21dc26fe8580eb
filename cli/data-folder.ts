import { homedir } from 'node:os';
import { join } from 'node:path';

const name = 'Keycutter';

/** Where the app keeps its data: https://www.electronjs.org/docs/latest/api/app#appgetpathname */
export function defaultDataFolder(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const home = homedir();
  switch (platform) {
    case 'win32':
      return join(environment.APPDATA || join(home, 'AppData', 'Roaming'), name);
    case 'darwin':
      return join(home, 'Library', 'Application Support', name);
    default:
      return join(environment.XDG_CONFIG_HOME || join(home, '.config'), name);
  }
}
