import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Desktop, isRoot, startDesktop } from './desktop/index.ts';
import { commandLineOf, listeningPorts, PlainUser, packages } from './support/packaged-app.ts';

/** The Debian package, installed and removed by dpkg itself. */

/** Of this version: packages of older ones may lie beside it. */
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const begins = `keycutter_${version.replace('-', '~')}_`;
const deb = existsSync(packages)
  ? readdirSync(packages).find((name) => name.startsWith(begins) && name.endsWith('.deb'))
  : undefined;
const path = join(packages, deb ?? 'missing.deb');
const hasDpkg = spawnSync('dpkg-deb', ['--version']).status === 0;
const reason = hasDpkg ? null : 'there is no dpkg here';
if (reason !== null) console.log(`Skipped: the Debian package is not tried, ${reason}.`);
if (!isRoot) console.log('Skipped: the Debian package is not installed, only root can.');

const read = (command: string, ...parameters: readonly string[]) =>
  execFileSync(command, parameters, { encoding: 'utf8', maxBuffer: 64 << 20 });

test.describe('the Debian package', () => {
  test.skip(reason !== null, reason ?? '');

  test('says what it is, and owns every file that it installs', () => {
    const fields = read('dpkg-deb', '--field', path);
    expect(fields).toMatch(/^Package: keycutter$/m);
    expect(fields).toMatch(/^Version: \d+\.\d+\.\d+/m);
    expect(fields).toMatch(/^Depends: .*\bxdg-utils\b/m);
    expect(fields).toMatch(/^Recommends: .*\bcurl\b/m);
    // No script runs as root at installation or removal.
    expect(read('dpkg-deb', '--info', path)).not.toMatch(/\b(pre|post)(inst|rm)\b/);

    const lines = read('dpkg-deb', '--contents', path).trim().split('\n');
    const strangers = lines.filter((line) => !/^[dl-][rwxs-]{9} root\/root /.test(line));
    expect(strangers).toEqual([]);
    expect(lines.filter((line) => /^.{5}w|^.{8}w/.test(line) && !line.startsWith('l'))).toEqual([]);
    const withRights = lines.filter((line) => line.slice(0, 10).includes('s'));
    expect(withRights).toHaveLength(1);
    expect(withRights[0]).toMatch(/^-rwsr-xr-x .*\/opt\/Keycutter\/chrome-sandbox$/);
  });

  test('its desktop entry and metadata are valid, its manual page and completions are read', async () => {
    const root = test.info().outputPath('root');
    read('dpkg-deb', '--extract', path, root);
    const share = join(root, 'usr/share');
    read('desktop-file-validate', join(share, 'applications/keycutter-desktop.desktop'));
    read('appstreamcli', 'validate-tree', '--no-net', root);
    const manual = spawnSync('man', ['--warnings', '-l', join(share, 'man/man1/keycutter.1.gz')], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C.UTF-8', MANWIDTH: '80', MANPAGER: 'cat' },
    });
    expect(manual.stderr).toBe('');
    expect(manual.stdout).toMatch(/keycutter exec PROFILE/);
    const copyright = readFileSync(join(share, 'doc/keycutter/copyright'), 'utf8');
    for (const name of ['MIT License', 'LICENSES.chromium.html', '\nreact '])
      expect(copyright).toContain(name);
    for (const [shell, file] of [
      ['bash', 'bash-completion/completions/keycutter'],
      ['zsh', 'zsh/vendor-completions/_keycutter'],
      ['fish', 'fish/vendor_completions.d/keycutter.fish'],
    ] as const) {
      read(shell, '-n', join(share, file));
    }
  });
});

/** All that is on the system where packages install to, by path. */
function everything(): readonly string[] {
  // Caches that the system keeps of all packages are not the package's own.
  const caches = /\/(mimeinfo\.cache|icon-theme\.cache)$/;
  return ['/etc', '/opt', '/usr/bin', '/usr/lib/systemd', '/usr/share']
    .flatMap((folder) => read('find', folder, '-xdev').trim().split('\n'))
    .filter((file) => !caches.test(file))
    .sort();
}

test.describe('installed', () => {
  test.skip(reason !== null || !isRoot, 'Only root installs packages.');
  let desktop: Desktop;
  let before: readonly string[] = [];

  test.beforeAll(async () => {
    expect(spawnSync('dpkg', ['--status', 'keycutter']).status, 'Keycutter is installed already').not.toBe(0);
    desktop = await startDesktop();
    before = everything();
    read('dpkg', '--force-unsafe-io', '--install', path);
  });
  test.afterAll(async () => {
    await desktop?.stop();
    spawnSync('dpkg', ['--purge', 'keycutter']);
  });

  test('a plain user starts it, uses its command, and removing it leaves nothing', async () => {
    test.setTimeout(120_000);
    expect(lstatSync('/opt/Keycutter/chrome-sandbox').mode & 0o7777).toBe(0o4755);
    const user = await PlainUser.on(desktop);
    const keycutter = (...words: readonly string[]) => user.run('keycutter', words);

    // The app has never run: the command knows the one that it was installed with.
    expect(await keycutter('start')).toMatchObject({ code: 0 });
    await desktop.tray.waitForItem();
    const { pid } = JSON.parse(readFileSync(join(user.dataFolder, 'agent/endpoint.json'), 'utf8'));
    expect(commandLineOf(pid)).toBe('/opt/Keycutter/keycutter-desktop --hidden');
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^CapEff:\s+0+$/m);
    expect(listeningPorts(pid)).toEqual([]);

    const listed = await keycutter('ls', '--json');
    expect(listed).toMatchObject({ code: 0, err: '' });
    expect(await keycutter('--version')).toMatchObject({ code: 0 });
    // The PATH has it: what the app and the completions say to type is the name alone.
    expect((await keycutter('completion', 'bash')).out).toContain('<(keycutter __complete');

    process.kill(pid, 'SIGTERM');
    await desktop.tray.waitUntilEmpty();
    const owned = read('dpkg', '--listfiles', 'keycutter').trim().split('\n');
    read('dpkg', '--remove', 'keycutter');
    expect(owned.filter((file) => file.includes('eycutter') && existsSync(file))).toEqual([]);
    expect(everything().filter((file) => !before.includes(file))).toEqual([]);
  });
});
