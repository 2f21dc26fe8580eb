import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { layOutLinuxTree } from './linux-tree.mjs';
import { appFolder, manifest } from './names.mjs';

const architectures = { x64: 'x86_64', arm64: 'aarch64' };

/** Libraries, which the distributions' packages call differently, and rpm by the same name. */
const requires = [
  'libasound.so.2()(64bit)',
  'libatk-bridge-2.0.so.0()(64bit)',
  'libcups.so.2()(64bit)',
  'libdrm.so.2()(64bit)',
  'libgbm.so.1()(64bit)',
  'libgtk-3.so.0()(64bit)',
  'libnotify.so.4()(64bit)',
  'libnss3.so()(64bit)',
  'libsecret-1.so.0()(64bit)',
  'libxkbcommon.so.0()(64bit)',
  'xdg-utils',
];

/**
 * Makes the package with rpmbuild, from the same tree as the Debian one.
 * https://rpm-software-management.github.io/rpm/manual/spec.html
 *
 * @returns the package's path
 */
export async function buildRpm({ unpacked, outFolder, date, quick = false, arch = process.arch }) {
  const architecture = architectures[arch];
  if (architecture === undefined) throw new Error(`There is no rpm package for ${arch}.`);
  const work = join(outFolder, 'rpm-work');
  const root = join(work, 'tree');
  mkdirSync(work, { recursive: true });
  await layOutLinuxTree({
    unpacked,
    root,
    packageType: 'rpm',
    zshFolder: '/usr/share/zsh/site-functions',
    date,
  });
  const spec = join(work, 'keycutter.spec');
  writeFileSync(spec, specification(root, quick));
  const { status, stdout, stderr, error } = spawnSync(
    'rpmbuild',
    ['-bb', '--target', `${architecture}-linux`, '--define', `_topdir ${work}/top`, spec],
    {
      encoding: 'utf8',
      env: { ...process.env, SOURCE_DATE_EPOCH: String(Math.floor(date.getTime() / 1000)) },
    },
  );
  if (status !== 0) throw new Error(`rpmbuild failed: ${error?.message ?? `${stdout}${stderr}`.trim()}`);
  const built = join(work, 'top/RPMS', architecture);
  const [name] = readdirSync(built);
  const target = join(outFolder, name);
  renameSync(join(built, name), target);
  rmSync(work, { recursive: true });
  return target;
}

/** Nothing is stripped, checked or compressed anew: the files are as they were built. */
function specification(root, quick) {
  return `%global __os_install_post %{nil}
%global debug_package %{nil}
%global _build_id_links none
%define _binary_payload ${quick ? 'w1.gzdio' : 'w19.zstdio'}
%define use_source_date_epoch_as_buildtime 1
%define _buildhost localhost
%define clamp_mtime_to_source_date_epoch 1
Name: keycutter
Version: ${manifest.version.replace('-', '~')}
Release: 1
Summary: ${manifest.description}
License: MIT
AutoReqProv: no
${requires.map((one) => `Requires: ${one}`).join('\n')}
Recommends: curl

%description
Keycutter keeps the access keys of IAM users in the keychain, assumes a role
through AWS STS on one click, shows how long each session has left, hands it
to your shell and programs, and renews it in time.

This package has the app, keycutter-desktop, and the command, keycutter.

%install
cp -a '${root}/.' %{buildroot}

%files
%defattr(-,root,root,-)
${appFolder}
%attr(4755,root,root) ${appFolder}/chrome-sandbox
/usr/bin/*
/usr/share/applications/*
/usr/share/metainfo/*
/usr/share/man/man1/*
/usr/share/bash-completion/completions/*
/usr/share/zsh/site-functions/*
/usr/share/fish/vendor_completions.d/*
/usr/share/icons/hicolor/*/apps/*
%doc /usr/share/doc/keycutter
`;
}
