import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { appId } from '../../shared/app-id.ts';
import { appError } from '../../shared/errors.ts';
import { fail, succeed } from '../../shared/result.ts';
import { silentLogger } from '../core/testing/fake-ports.ts';
import { ElectronUpdater, type ElectronUpdaterOptions, updateCaches } from './updater.ts';

const folder = mkdtempSync(join(tmpdir(), 'keycutter-updater-'));
afterAll(() => rmSync(folder, { recursive: true }));

function feed(text: string | null, platform: NodeJS.Platform) {
  const feedFile = join(folder, 'app-update.yml');
  rmSync(feedFile, { force: true });
  if (text !== null) writeFileSync(feedFile, text);
  return new ElectronUpdater({
    feedFile,
    platform,
    logger: silentLogger,
    openSession: () => {},
    quitNow: () => {},
  }).feed;
}

const generic = 'provider: generic\nurl: https://updates.example.com\n';

describe('what the built-in feed allows', () => {
  it('is nothing without a feed', () => {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      expect(feed(null, platform)).toBe('none');
      expect(feed('', platform)).toBe('none');
    }
  });

  it('is to install only where a signature is checked', () => {
    expect(feed(generic, 'linux')).toBe('tells');
    expect(feed(generic, 'darwin')).toBe('installs');
    expect(feed(generic, 'win32')).toBe('tells');
    expect(feed(`${generic}publisherName:\n  - Keycutter\n`, 'win32')).toBe('installs');
  });
});

type Library = Awaited<ReturnType<NonNullable<ElectronUpdaterOptions['load']>>>;

/** As far as it is used here. A download waits until it is let through or cancelled, as the library's does. */
class FakeLibrary {
  letThrough: () => void = () => {};

  library(): Library {
    class CancellationToken extends EventEmitter {
      cancelled = false;
      cancel() {
        this.cancelled = true;
        this.emit('cancel');
      }
    }
    const autoUpdater = Object.assign(new EventEmitter(), {
      checkForUpdates: async () => ({ isUpdateAvailable: true, updateInfo: { version: '2.0.0' } }),
      downloadUpdate: (token: CancellationToken) =>
        new Promise<void>((resolve, reject) => {
          const cancel = () => reject(new Error('cancelled'));
          if (token.cancelled) cancel();
          token.once('cancel', cancel);
          this.letThrough = resolve;
        }),
    });
    return { autoUpdater, CancellationToken } as unknown as Library;
  }
}

describe('getting an update', () => {
  function updater(fake: FakeLibrary) {
    return new ElectronUpdater({
      feedFile: null,
      platform: 'win32',
      logger: silentLogger,
      openSession: () => {},
      quitNow: () => {},
      load: async () => fake.library(),
    });
  }
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('can be begun again after it was cancelled', async () => {
    const fake = new FakeLibrary();
    const updates = updater(fake);
    expect(await updates.check('latest')).toEqual(succeed({ version: '2.0.0', releaseNotes: '' }));
    const first = new AbortController();
    const cancelled = updates.download(() => {}, first.signal);
    await settled();
    first.abort();
    expect(await cancelled).toEqual(fail(appError('cancelled')));
    const again = updates.download(() => {}, new AbortController().signal);
    await settled();
    fake.letThrough();
    expect(await again).toEqual(succeed());
  });

  it('does not begin for somebody who has left', async () => {
    const left = AbortSignal.abort();
    expect(await updater(new FakeLibrary()).download(() => {}, left)).toEqual(fail(appError('cancelled')));
  });
});

describe('what updates leave on a machine', () => {
  const variables = { LOCALAPPDATA: 'D:\\Local' };
  it.each([
    ['win32', variables, 'C:\\Users\\jo', ['D:\\Local\\keycutter-updater']],
    ['win32', {}, 'C:\\Users\\jo', ['C:\\Users\\jo\\AppData\\Local\\keycutter-updater']],
    [
      'darwin',
      {},
      '/Users/jo',
      ['/Users/jo/Library/Caches/keycutter-updater', `/Users/jo/Library/Caches/${appId}.ShipIt`],
    ],
    ['linux', {}, '/home/jo', []],
  ] as const)('is on %s %j in %s: %j', (platform, given, homeFolder, caches) => {
    expect(updateCaches({ platform, variables: given, homeFolder })).toEqual(caches);
  });

  it('is named as the packages name it', () => {
    const text = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
    expect(text('electron-builder.yml')).toMatch(new RegExp(`^appId: ${appId}$`, 'm'));
    expect(`${JSON.parse(text('package.json')).name}-updater`).toBe('keycutter-updater');
  });
});
