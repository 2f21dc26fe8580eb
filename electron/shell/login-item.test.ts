import { describe, expect, it } from 'vitest';
import { type LoginItems, NativeLoginItem, wasOpenedAtLogin } from './login-item.ts';

type Found = ReturnType<LoginItems['getLoginItemSettings']>;
type Given = Parameters<LoginItems['setLoginItemSettings']>[0];

/** Electron's part, as https://www.electronjs.org/docs/latest/api/app#appgetloginitemsettingsoptions-macos-windows tells. */
class FakeApp implements LoginItems {
  readonly set: Given[] = [];
  found: Partial<Found> = {};
  /** While set, what is set is not done. */
  deaf = false;

  getLoginItemSettings(): Found {
    return { openAtLogin: false, ...this.found } as Found;
  }

  setLoginItemSettings(given: Given): void {
    this.set.push(given);
    if (!this.deaf) this.found = { ...this.found, openAtLogin: given.openAtLogin ?? false };
  }
}

const command = 'D:\\Keycutter.exe';

function item(platform: NodeJS.Platform, app: FakeApp, packaged = true) {
  return new NativeLoginItem({ app, platform, packaged, launch: { command, arguments: ['--hidden'] } });
}

describe('start at login on Windows', () => {
  it('is a Run key with our switch, and takes back what Task Manager has switched off', async () => {
    const app = new FakeApp();
    expect(await item('win32', app).set(true)).toMatchObject({ ok: true });
    expect(app.set).toEqual([{ openAtLogin: true, args: ['--hidden'], path: command, enabled: true }]);
    expect(await item('win32', app).isEnabled()).toBe(true);
  });

  it('is off where Task Manager has switched it off', async () => {
    const app = new FakeApp();
    app.found = { openAtLogin: true, executableWillLaunchAtLogin: false };
    expect(await item('win32', app).isEnabled()).toBe(false);
  });
});

describe('start at login on macOS', () => {
  it('says where the person has to allow it', async () => {
    const app = new FakeApp();
    app.found = { status: 'requires-approval' };
    expect(await item('darwin', app).set(true)).toMatchObject({
      error: { code: 'login-item-failed', params: { reason: 'needs-approval' } },
    });
    expect(app.set).toEqual([{ openAtLogin: true }]);
  });

  it('what it starts is hidden: it gets no arguments, and macOS tells', () => {
    const app = new FakeApp();
    expect(wasOpenedAtLogin(app, 'darwin')).toBe(false);
    app.found = { wasOpenedAtLogin: true };
    expect(wasOpenedAtLogin(app, 'darwin')).toBe(true);
    expect(wasOpenedAtLogin(app, 'win32')).toBe(false);
  });
});

describe('start at login', () => {
  it.each([['win32'], ['darwin']] as const)('that %s has not done is told', async (platform) => {
    const app = new FakeApp();
    app.deaf = true;
    expect(await item(platform, app).set(true)).toMatchObject({ error: { code: 'login-item-failed' } });
  });

  it('is not offered in development, which would start a bare Electron', async () => {
    const app = new FakeApp();
    const development = item('darwin', app, false);
    expect(development.isSupported).toBe(false);
    expect(await development.isEnabled()).toBe(false);
    expect(await development.set(true)).toMatchObject({ error: { params: { reason: 'not-installed' } } });
    expect(app.set).toEqual([]);
  });
});
