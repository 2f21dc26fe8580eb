import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { inject } from 'postject';

// The keycutter command as one executable: Node itself with the bundled script inside, because the app's Electron cannot
// be Node (the runAsNode fuse is off). https://nodejs.org/docs/latest-v20.x/api/single-executable-applications.html

const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

/**
 * @param script the bundled command
 * @param folder where `keycutter` goes (`keycutter.exe` on Windows)
 * @param nodes the Node to put it into; on macOS two, for its two processors
 * @returns the executable's path
 */
export async function buildCommandExecutable({ script, folder, nodes = [process.execPath] }, log) {
  const target = join(folder, process.platform === 'win32' ? 'keycutter.exe' : 'keycutter');
  const work = mkdtempSync(join(tmpdir(), 'keycutter-command-'));
  try {
    const made = [];
    for (const [index, node] of nodes.entries())
      made.push(await buildOne(node, script, join(work, `${index}`)));
    mkdirSync(folder, { recursive: true });
    if (made.length > 1) run('lipo', ['-create', ...made, '-output', target]);
    else copyFileSync(made[0], target);
    chmodSync(target, 0o755);
    // Injecting has broken Node's own signature, without which macOS runs nothing; the real one is made with the app's.
    if (process.platform === 'darwin') run('codesign', ['--sign', '-', target]);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  const megabytes = Math.round(readFileSync(target).length / 1e6);
  log(`The keycutter command: ${megabytes} MB, Node ${versionOf(nodes[0])}.`);
  return target;
}

async function buildOne(node, script, work) {
  mkdirSync(work, { recursive: true });
  const blob = join(work, 'command.blob');
  const configuration = join(work, 'command.json');
  writeFileSync(
    configuration,
    JSON.stringify({
      main: script,
      output: blob,
      disableExperimentalSEAWarning: true,
      // Made by the very Node that reads it.
      useCodeCache: true,
    }),
  );
  run(node, ['--experimental-sea-config', configuration]);
  const executable = join(work, basename(node));
  copyFileSync(node, executable);
  chmodSync(executable, 0o755);
  if (process.platform === 'darwin') run('codesign', ['--remove-signature', executable]);
  await quietly(() =>
    inject(executable, 'NODE_SEA_BLOB', readFileSync(blob), {
      sentinelFuse: fuse,
      ...(process.platform === 'darwin' ? { machoSegmentName: 'NODE_SEA' } : {}),
    }),
  );
  return executable;
}

/** postject tells of notes without names, which all Nodes on Linux have. */
async function quietly(body) {
  const { log, warn, error } = console;
  Object.assign(console, { log: () => undefined, warn: () => undefined, error: () => undefined });
  try {
    return await body();
  } finally {
    Object.assign(console, { log, warn, error });
  }
}

function versionOf(node) {
  return run(node, ['--version']).trim();
}

function run(command, parameters) {
  const { status, stdout, stderr, error } = spawnSync(command, parameters, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? `${stdout}${stderr}`.trim()}`);
  return stdout;
}
