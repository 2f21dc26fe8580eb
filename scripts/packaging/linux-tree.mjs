import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { repository } from '../setup/repository.mjs';
import { makeDocuments } from './documents.mjs';
import { appExecutable, appFolder, appId, desktopEntry, noticesFile } from './names.mjs';

const iconSizes = [16, 24, 32, 48, 64, 128, 256, 512];

/**
 * Lays out what a package installs, in a folder that stands for `/`. No script has to run at install or removal: every
 * file belongs to the package, links included, and the system's own triggers refresh the caches of menus, icons and
 * manual pages.
 *
 * @param unpacked the app as electron-builder laid it out
 * @param packageType told to electron-updater in resources/package-type
 * @param zshFolder where this system's zsh looks for completions
 */
export async function layOutLinuxTree({ unpacked, root, packageType, zshFolder, date }) {
  const documents = await makeDocuments(date);
  rmSync(root, { recursive: true, force: true });
  mkdirSync(join(root, dirname(appFolder)), { recursive: true });
  cpSync(unpacked, join(root, appFolder), {
    recursive: true,
    preserveTimestamps: true,
    verbatimSymlinks: true,
  });

  const write = (path, content) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  write(join(appFolder, 'resources/package-type'), packageType);
  write(`/usr/share/applications/${desktopEntry}`, documents.desktopEntry);
  write(`/usr/share/metainfo/${appId}.metainfo.xml`, documents.metainfo);
  write('/usr/share/man/man1/keycutter.1.gz', gzipSync(documents.manual, { level: 9 }));
  write('/usr/share/bash-completion/completions/keycutter', documents.bash);
  write(join(zshFolder, '_keycutter'), documents.zsh);
  write('/usr/share/fish/vendor_completions.d/keycutter.fish', documents.fish);
  write('/usr/share/doc/keycutter/copyright', copyright(unpacked));
  for (const size of iconSizes) {
    const icon = readFileSync(join(repository, `assets/icon-${size}.png`));
    write(`/usr/share/icons/hicolor/${size}x${size}/apps/keycutter.png`, icon);
  }
  write(
    '/usr/share/icons/hicolor/scalable/apps/keycutter.svg',
    readFileSync(join(repository, 'assets/icon.svg')),
  );

  mkdirSync(join(root, 'usr/bin'));
  symlinkSync(join(appFolder, 'resources/bin/keycutter'), join(root, 'usr/bin/keycutter'));
  symlinkSync(join(appFolder, appExecutable), join(root, `usr/bin/${appExecutable}`));
  setModes(root);
  // Set-user-id root, as in Google's own packages of Chrome: where the system denies user namespaces to programs (Ubuntu
  // from 24.04 on, hardened kernels), Chromium makes its sandbox by this helper.
  // https://chromium.googlesource.com/chromium/src/+/main/docs/linux/suid_sandbox_development.md
  chmodSync(join(root, appFolder, 'chrome-sandbox'), 0o4755);
}

/** Everyone may read, and the owner write, whatever the umask and electron-builder made of it. */
function setModes(folder) {
  chmodSync(folder, 0o755);
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const entry = lstatSync(path);
    if (entry.isDirectory()) setModes(path);
    else if (!entry.isSymbolicLink()) chmodSync(path, entry.mode & 0o111 ? 0o755 : 0o644);
  }
}

function copyright(unpacked) {
  const licence = readFileSync(join(repository, 'LICENSE'), 'utf8');
  const electron = readdirSync(unpacked).find((name) => /^LICENSE\.electron/.test(name));
  const others = [electron, 'LICENSES.chromium.html'].filter(Boolean).map((name) => join(appFolder, name));
  const notices = readFileSync(join(unpacked, 'resources', basename(noticesFile)), 'utf8');
  return `${licence}\nElectron, Chromium and what they contain have licences of their own: ${others.join(', ')}\n\n${notices}`;
}
