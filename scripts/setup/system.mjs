import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What Electron loads when it runs; what these depend on comes with them. */
const runtimePackages = ['libgtk-3-0', 'libnss3', 'libgbm1', 'libasound2', 'libsecret-1-0', 'libnotify4'];

/** The desktop of e2e/desktop, and the shells whose export snippets are tested. */
const testPackages = [
  ...runtimePackages,
  ...['xvfb', 'openbox', 'xfce4-panel', 'dunst', 'adwaita-icon-theme', 'at-spi2-core'],
  ...['dbus', 'dbus-x11', 'dbus-user-session', 'libglib2.0-bin', 'python3-dbusmock'],
  ...['gnome-keyring', 'libsecret-tools'],
  ...['xdotool', 'xclip', 'x11-apps', 'x11-utils', 'imagemagick', 'procps', 'faketime'],
  ...['bash', 'zsh', 'fish', 'dash', 'ksh', 'tcsh', 'elvish', 'xonsh'],
  // What our own packages need, and what checks them.
  ...['xdg-utils', 'desktop-file-utils', 'appstream', 'man-db'],
];

/** Libraries that Debian 13 and Ubuntu 24.04 renamed when their time became 64 bits wide. */
const renamedForTime64 = ['libgtk-3-0', 'libasound2'];

/**
 * The package names of one release.
 *
 * @param osRelease the contents of /etc/os-release
 */
export function namesFor(packages, osRelease) {
  const field = (name) => new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(osRelease)?.[1] ?? '';
  const first = field('ID') === 'ubuntu' ? 24.04 : 13;
  // Debian's testing and unstable have no version: they are newer than all that have one.
  const isRenamed = field('VERSION_ID') === '' || Number(field('VERSION_ID')) >= first;
  return packages.map((name) => (isRenamed && renamedForTime64.includes(name) ? `${name}t64` : name));
}

/** Which of the packages are not in what dpkg-query lists as `status name` lines. */
export function missingFrom(packages, listing) {
  const installed = new Set(
    listing
      .split('\n')
      .flatMap((line) => (line.startsWith('installed ') ? [line.slice('installed '.length)] : [])),
  );
  return packages.filter((name) => !installed.has(name));
}

/**
 * Makes sure that the system has what the app (`run`) or the tests (`test`) need: installs it as root on Debian and
 * its relatives, and otherwise says with which command to.
 */
export function ensureSystemPackages(purpose, log) {
  if (process.platform !== 'linux') return;
  const packages = purpose === 'run' ? runtimePackages : testPackages;
  const listing = listPackages(packages);
  if (listing === undefined) {
    log(`This is no Debian or Ubuntu. Needed, by Debian's names: ${packages.join(' ')}`);
    return;
  }
  const missing = missingFrom(listing.names, listing.text);
  if (missing.length === 0) return;
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...missing];
  if (process.getuid() !== 0) {
    throw new Error(
      `System packages are missing. Install them, then try again:\n  sudo ${install.join(' ')}`,
    );
  }
  log(`Installing system packages: ${missing.join(' ')} …`);
  runQuietly(['apt-get', 'update']);
  runQuietly(install);
}

function listPackages(packages) {
  let names;
  try {
    names = namesFor(packages, readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return undefined;
  }
  // dpkg-query fails when it does not know a name, and lists the others all the same.
  const query = ['-W', '-f', `\${db:Status-Status} \${Package}\n`, ...names];
  const { error, stdout } = spawnSync('dpkg-query', query, { encoding: 'utf8' });
  return error === undefined ? { names, text: stdout } : undefined;
}

function runQuietly([command, ...parameters]) {
  const { status, stdout, stderr } = spawnSync(command, parameters, {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    maxBuffer: 64 << 20,
  });
  if (status !== 0) throw new Error(`${command} ${parameters[0]} failed:\n${stdout}${stderr}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    ensureSystemPackages('test', console.log);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
