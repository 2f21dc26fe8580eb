import { expect, it } from 'vitest';
import { launchBeside } from './launch-beside.ts';

it.each([
  ['linux', '/opt/Keycutter/resources/bin/keycutter', '/opt/Keycutter/keycutter-desktop'],
  [
    'darwin',
    '/Applications/Keycutter.app/Contents/Resources/bin/keycutter',
    '/Applications/Keycutter.app/Contents/MacOS/Keycutter',
  ],
  ['win32', 'C:\\Keycutter\\resources\\bin\\keycutter.exe', 'C:\\Keycutter\\Keycutter.exe'],
] as const)('on %s finds the app it was installed with', (platform, executable, app) => {
  const launch = launchBeside(executable, platform, (path) => path === app);
  expect(launch).toMatchObject({ command: app, arguments: ['--hidden'] });
  expect(launchBeside(executable, platform, () => false)).toBeNull();
});

it('finds none from Node', () => {
  expect(launchBeside('/usr/bin/node', 'linux', () => true)).toBeNull();
});
