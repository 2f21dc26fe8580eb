import { existsSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import { fileFormat, type LaunchFile } from '../../shared/agent-protocol.ts';

/** From the folder of the command's executable, `resources/bin`, to the app's. */
const apps: Partial<Record<NodeJS.Platform, string>> = {
  linux: '../../keycutter-desktop',
  darwin: '../../MacOS/Keycutter',
  win32: '../../Keycutter.exe',
};

/**
 * How to start the app that this command was installed with: for a person whose app has never run, and so has not
 * said how. Null in development, where the command runs on Node.
 */
export function launchBeside(
  executable: string,
  platform: NodeJS.Platform = process.platform,
  exists: (path: string) => boolean = existsSync,
): LaunchFile | null {
  const paths = platform === 'win32' ? win32 : posix;
  const app = apps[platform];
  if (app === undefined || !/^keycutter(?:\.exe)?$/.test(paths.basename(executable))) return null;
  const command = paths.join(paths.dirname(executable), app);
  return exists(command) ? { format: fileFormat, command, arguments: ['--hidden'] } : null;
}
