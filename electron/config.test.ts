import { describe, expect, it } from 'vitest';
import { type ConfigSource, parseConfig } from './config.ts';

const source: ConfigSource = {
  packaged: true,
  platform: 'linux',
  appVersion: '1.0.0',
  userDataFolder: '/home/ann/.config/Keycutter',
  userName: 'ann',
  homeFolder: '/home/ann',
  executable: '/opt/Keycutter/keycutter-desktop',
  appFolder: '/opt/Keycutter/resources/app.asar',
  updateFeedFolder: '/opt/Keycutter/resources',
  arguments: [],
  variables: {},
};

describe('parseConfig', () => {
  it('knows how to be started again, and what the command runs on', () => {
    expect(
      parseConfig({ ...source, arguments: ['--command-node=/bin/node', 'keycutter://x'] }),
    ).toMatchObject({
      launch: { command: '/opt/Keycutter/keycutter-desktop', arguments: ['--hidden'] },
      commandRuntime: { kind: 'executable', path: '/opt/Keycutter/resources/bin/keycutter', passing: false },
    });
    const given = ['--inspect=0', '--no-sandbox', '--command-node=/bin/node', '/src/build'];
    expect(
      parseConfig({
        ...source,
        packaged: false,
        executable: '/electron',
        appFolder: '/src',
        arguments: given,
      }),
    ).toMatchObject({
      launch: {
        command: '/electron',
        arguments: ['--no-sandbox', '--command-node=/bin/node', '/src', '--hidden'],
      },
      commandRuntime: { kind: 'script', path: '/bin/node', electronAsNode: false },
    });
  });

  it('is started once more as it was, but with its window and without a link', () => {
    const given = ['--user-data-dir=/keys', '--hidden', 'keycutter://profile/prod'];
    expect(parseConfig({ ...source, arguments: given }).again).toEqual({
      command: '/opt/Keycutter/keycutter-desktop',
      arguments: ['--user-data-dir=/keys'],
      passing: false,
    });
  });

  it.each([
    ['/Applications', false],
    ['/Users/ann/Applications', false],
    ['/Volumes/Keycutter 1.2.3', true],
    ['/private/var/folders/zz/x1/T/AppTranslocation/3F2504E0-4F89-11D3-9A0C-0305E82C3301/d', true],
  ])('copies the command out of an app that lies in %s: %s', (folder, passing) => {
    const contents = `${folder}/Keycutter.app/Contents`;
    const executable = `${contents}/MacOS/Keycutter`;
    const mac = { ...source, platform: 'darwin' as const, executable };
    expect(parseConfig({ ...mac, appFolder: `${contents}/Resources/app.asar` })).toMatchObject({
      launch: { command: executable },
      commandRuntime: { path: `${contents}/Resources/bin/keycutter`, passing },
    });
  });

  it('starts the file again that it is unpacked from, and copies the command out of it', () => {
    const unpacked = {
      ...source,
      executable: '/tmp/.mount_Keycut1/keycutter-desktop',
      appFolder: '/tmp/.mount_Keycut1/resources/app.asar',
    };
    const variables = { APPIMAGE: '/home/ann/Keycutter.AppImage', APPDIR: '/tmp/.mount_Keycut1' };
    expect(parseConfig({ ...unpacked, variables })).toMatchObject({
      launch: { command: '/home/ann/Keycutter.AppImage', arguments: ['--hidden'] },
      again: { command: '/home/ann/Keycutter.AppImage', arguments: [], passing: true },
      commandRuntime: { path: '/tmp/.mount_Keycut1/resources/bin/keycutter', passing: true },
    });
    const portable = {
      ...source,
      platform: 'win32' as const,
      executable: 'C:\\Temp\\1\\Keycutter.exe',
      variables: { PORTABLE_EXECUTABLE_FILE: 'D:\\Keycutter.exe', TEMP: 'C:\\Temp' },
    };
    expect(parseConfig(portable).launch.command).toBe('D:\\Keycutter.exe');
    // From the terminal of another AppImage, in whatever folder.
    const beside = { ...unpacked, variables: { ...variables, APPDIR: '/tmp/.mount_Keycut' } };
    expect(parseConfig(beside).commandRuntime).toMatchObject({ passing: false });
    expect(parseConfig({ ...source, variables })).toMatchObject({
      launch: { command: '/opt/Keycutter/keycutter-desktop' },
      commandRuntime: { passing: false },
    });
  });

  it('starts with the window unless told to stay hidden', () => {
    expect(parseConfig(source).startHidden).toBe(false);
    expect(parseConfig({ ...source, arguments: ['--hidden'] }).startHidden).toBe(true);
  });

  it('does without the sandbox in development only', () => {
    const without = { ...source, arguments: ['.', '--no-sandbox'] };
    expect(parseConfig({ ...without, packaged: false }).withoutSandbox).toBe(true);
    expect(parseConfig(without).withoutSandbox).toBe(false);
  });

  it('tells of the environment what may be seen', () => {
    const shown = (variables: ConfigSource['variables']) => parseConfig({ ...source, variables }).environment;
    expect(shown({ HTTPS_PROXY: ' ' })).toEqual({
      stsEndpointUrl: null,
      httpsProxy: null,
      caBundlePath: null,
    });
    expect(
      shown({
        AWS_ENDPOINT_URL_STS: 'https://sts.example',
        HTTPS_PROXY: 'http://ann:p@ss:word@proxy:3128',
        AWS_CA_BUNDLE: '/etc/ca.pem',
      }),
    ).toEqual({
      stsEndpointUrl: 'https://sts.example',
      httpsProxy: 'http://…@proxy:3128',
      caBundlePath: '/etc/ca.pem',
    });
    expect(shown({ https_proxy: 'ann:pass@proxy:1' }).httpsProxy).toBe('…@proxy:1');
  });
});
