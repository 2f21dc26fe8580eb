import { spawnSync } from 'node:child_process';
import { basename, dirname, join } from 'node:path';
import { manifest } from './names.mjs';

/**
 * The unpacked app in an archive, for systems that neither package is for. Without the helper's set-user-id bit, which
 * an archive that anyone unpacks cannot have: it needs a system that lets programs make user namespaces.
 *
 * @returns the archive's path
 */
export async function buildTarGz({ unpacked, outFolder, date, quick = false, arch = process.arch }) {
  const name = `keycutter-${manifest.version}-linux-${arch}`;
  const target = join(outFolder, `${name}.tar.gz`);
  const { status, stderr, error } = spawnSync(
    'tar',
    [
      ...['--create', `--file=${target}`, `--use-compress-program=gzip -n -${quick ? 1 : 9}`],
      ...['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mode=u+rw,go+r-w'],
      ...[`--mtime=@${Math.floor(date.getTime() / 1000)}`, `--transform=s,^${basename(unpacked)},${name},S`],
      ...[`--directory=${dirname(unpacked)}`, basename(unpacked)],
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`tar failed: ${error?.message ?? stderr.trim()}`);
  return target;
}
