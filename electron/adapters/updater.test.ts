import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../core/testing/fake-ports.ts';
import { ElectronUpdater } from './updater.ts';

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
