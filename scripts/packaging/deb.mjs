import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { layOutLinuxTree } from './linux-tree.mjs';
import { maintainer, manifest } from './names.mjs';

/** Debian's architecture names, by Node's. */
const architectures = { x64: 'amd64', arm64: 'arm64' };

/** What Electron loads, under the names before and after Debian's time became 64 bits wide; xdg-open opens consoles. */
const depends = [
  'libasound2t64 | libasound2',
  'libatk-bridge2.0-0t64 | libatk-bridge2.0-0',
  'libc6 (>= 2.28)',
  'libcups2t64 | libcups2',
  'libdrm2',
  'libgbm1',
  'libgtk-3-0t64 | libgtk-3-0',
  'libnotify4',
  'libnss3',
  'libsecret-1-0',
  'libstdc++6',
  'libxkbcommon0',
  'xdg-utils',
];

/**
 * Makes the package with Debian's own dpkg-deb, which every Debian and Ubuntu has: electron-builder would download a
 * packager for it. https://www.debian.org/doc/debian-policy/ch-controlfields.html
 *
 * @param quick compressed for a test rather than for a download
 * @returns the package's path
 */
export async function buildDeb({ unpacked, outFolder, date, quick = false, arch = process.arch }) {
  const architecture = architectures[arch];
  if (architecture === undefined) throw new Error(`There is no Debian package for ${arch}.`);
  const root = join(outFolder, 'deb-root');
  await layOutLinuxTree({
    unpacked,
    root,
    packageType: 'deb',
    zshFolder: '/usr/share/zsh/vendor-completions',
    date,
  });
  const files = listFiles(root);
  mkdirSync(join(root, 'DEBIAN'));
  writeFileSync(join(root, 'DEBIAN/control'), control(architecture, installedKibibytes(files)));
  writeFileSync(join(root, 'DEBIAN/md5sums'), checksums(root, files));
  // dpkg-deb refuses a folder that a umask has closed.
  chmodSync(join(root, 'DEBIAN'), 0o755);
  for (const name of ['control', 'md5sums']) chmodSync(join(root, 'DEBIAN', name), 0o644);

  const target = join(outFolder, `keycutter_${debianVersion(manifest.version)}_${architecture}.deb`);
  const compression = quick ? ['-Zgzip', '-z1'] : ['-Zxz'];
  const { status, stderr, error } = spawnSync(
    'dpkg-deb',
    ['--root-owner-group', ...compression, '--build', root, target],
    {
      encoding: 'utf8',
      // The time of every file in the archive, at the latest.
      env: { ...process.env, SOURCE_DATE_EPOCH: String(Math.floor(date.getTime() / 1000)) },
    },
  );
  if (status !== 0) throw new Error(`dpkg-deb failed: ${error?.message ?? stderr.trim()}`);
  rmSync(root, { recursive: true });
  return target;
}

/** A pre-release comes before the release. */
function debianVersion(version) {
  return version.replace('-', '~');
}

function control(architecture, size) {
  return `${[
    'Package: keycutter',
    `Version: ${debianVersion(manifest.version)}`,
    `Architecture: ${architecture}`,
    `Maintainer: ${maintainer}`,
    `Installed-Size: ${size}`,
    `Depends: ${depends.join(', ')}`,
    // credential_process is answered ten times as fast with curl.
    'Recommends: curl, gnome-keyring | org.freedesktop.secrets',
    'Suggests: awscli',
    'Section: utils',
    'Priority: optional',
    `Description: ${manifest.description}`,
    ' Keycutter keeps the access keys of IAM users in the keychain, assumes a role',
    ' through AWS STS on one click, shows how long each session has left, hands it',
    ' to your shell and programs, and renews it in time.',
    ' .',
    ' This package has the app, keycutter-desktop, and the command, keycutter.',
  ].join('\n')}\n`;
}

function listFiles(root, folder = root) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? listFiles(root, path) : [path];
  });
}

function installedKibibytes(files) {
  return files.reduce((sum, file) => sum + Math.ceil(lstatSync(file).size / 1024), 0);
}

function checksums(root, files) {
  return files
    .filter((file) => lstatSync(file).isFile())
    .map((file) => `${createHash('md5').update(readFileSync(file)).digest('hex')}  ${relative(root, file)}\n`)
    .join('');
}
