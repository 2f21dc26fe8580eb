import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { defaultDataFolder } from './data-folder.ts';

it.each([
  ['linux', { XDG_CONFIG_HOME: '/x' }, '/x/Keycutter'],
  ['linux', { XDG_CONFIG_HOME: '' }, join(homedir(), '.config/Keycutter')],
  ['darwin', {}, join(homedir(), 'Library/Application Support/Keycutter')],
  ['win32', { APPDATA: '/roaming' }, '/roaming/Keycutter'],
] as const)('on %s with %j the app keeps its data in %s', (platform, environment, folder) => {
  expect(defaultDataFolder(platform, environment)).toBe(folder);
});
