import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AutostartEntry, type AutostartOptions } from './autostart-entry.ts';
import { readDesktopEntry, wordsOfExec } from './desktop-entry.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'keycutter autostart-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const launch = { command: '/opt/Keycutter/keycutter', arguments: ['--hidden'] };
const entry = (given: Partial<AutostartOptions> = {}) =>
  new AutostartEntry({ variables: {}, home, launch, ...given });

async function started(item: AutostartEntry): Promise<readonly string[] | null> {
  return wordsOfExec(readDesktopEntry(await readFile(item.path, 'utf8')).get('Exec') ?? '');
}

describe('the entry that starts Keycutter at login', () => {
  it('is written, found and removed', async () => {
    const item = entry();
    expect(item.path).toBe(join(home, '.config/autostart/keycutter.desktop'));
    expect(await item.isEnabled()).toBe(false);
    expect(await item.set(true)).toMatchObject({ ok: true });
    expect(await item.isEnabled()).toBe(true);
    expect(await started(item)).toEqual(['/opt/Keycutter/keycutter', '--hidden']);
    const keys = readDesktopEntry(await readFile(item.path, 'utf8'));
    expect(keys.get('Type')).toBe('Application');
    expect(keys.get('X-GNOME-Autostart-enabled')).toBe('true');
    expect(await item.set(false)).toMatchObject({ ok: true });
    expect(await item.set(false), 'there is none any more').toMatchObject({ ok: true });
    await expect(stat(item.path)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is where XDG_CONFIG_HOME says, unless that is no whole path', () => {
    expect(entry({ variables: { XDG_CONFIG_HOME: '/etc/jo' } }).path).toBe(
      '/etc/jo/autostart/keycutter.desktop',
    );
    expect(entry({ variables: { XDG_CONFIG_HOME: 'jo' } }).path).toContain(home);
  });

  it('starts what it is told to, such as an AppImage, wherever that lies', async () => {
    const item = entry({ launch: { ...launch, command: '/home/jo/Keycutter 1.AppImage' } });
    await item.set(true);
    expect(await started(item)).toEqual(['/home/jo/Keycutter 1.AppImage', '--hidden']);
  });

  it.each([['Hidden=true'], ['X-GNOME-Autostart-enabled=false']])(
    'switched off in the desktop’s own settings by %s, it is off',
    async (line) => {
      const item = entry();
      await item.set(true);
      const text = await readFile(item.path, 'utf8');
      await writeFile(item.path, text.replace('X-GNOME-Autostart-enabled=true', line));
      expect(await item.isEnabled()).toBe(false);
      // Switched on here, it is on again.
      await item.set(true);
      expect(await item.isEnabled()).toBe(true);
    },
  );

  it('is mended when its program is gone, and left alone while that is there', async () => {
    const program = join(home, 'keycutter-1.0.AppImage');
    const before = entry({ launch: { ...launch, command: program } });
    await before.set(true);
    await writeFile(program, '');
    expect(await entry().isEnabled()).toBe(true);
    expect(await started(before)).toEqual([program, '--hidden']);
    await rm(program);
    expect(await entry().isEnabled()).toBe(true);
    expect(await started(before)).toEqual(['/opt/Keycutter/keycutter', '--hidden']);
  });

  it('says why it could not be written', async () => {
    expect(await entry({ launch: { ...launch, command: '/opt/a=b/keycutter' } }).set(true)).toMatchObject({
      error: { code: 'login-item-failed', params: { reason: 'path-not-nameable' } },
    });
    await writeFile(join(home, '.config'), 'a file');
    expect(await entry().set(true)).toMatchObject({ error: { code: 'login-item-failed' } });
    await rm(join(home, '.config'));
    await mkdir(join(home, '.config'), { mode: 0o500 });
    if (process.getuid?.() !== 0) {
      expect(await entry().set(true)).toMatchObject({ error: { params: { reason: 'permission-denied' } } });
    }
    await chmod(join(home, '.config'), 0o700);
  });
});
