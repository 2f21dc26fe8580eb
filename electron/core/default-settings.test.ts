import { describe, expect, it } from 'vitest';
import { defaultSettings } from './default-settings.ts';

const machine = { platform: 'linux', loginShell: null, region: null };

describe('defaultSettings', () => {
  it.each([
    ['/bin/bash', 'linux', 'bash'],
    ['/usr/bin/fish', 'linux', 'fish'],
    ['/opt/homebrew/bin/nu', 'darwin', 'nushell'],
    ['/bin/dash', 'linux', 'sh'],
    [null, 'linux', 'sh'],
    [null, 'win32', 'powershell'],
  ] as const)('copies for the login shell %s on %s as %s', (loginShell, platform, format) => {
    expect(defaultSettings({ ...machine, loginShell, platform }).defaultShell).toBe(format);
  });

  it('takes the Region of the environment where it is one', () => {
    expect(defaultSettings({ ...machine, region: 'ap-northeast-2' }).defaultRegion).toBe('ap-northeast-2');
    expect(defaultSettings({ ...machine, region: 'somewhere' }).defaultRegion).toBe('us-east-1');
  });
});
