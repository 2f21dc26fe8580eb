import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { inject } from 'postject';
import { withoutSignature } from './windows-signature.mjs';

// The keycutter command as one executable: Node itself with the bundled script inside, because the app's Electron cannot
// be Node (the runAsNode fuse is off). https://nodejs.org/docs/latest-v24.x/api/single-executable-applications.html

const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

/**
 * @param script the bundled command
 * @param folder where `keycutter` goes (`keycutter.exe` on Windows)
 * @param nodes the Node to put it into; on macOS two, for its two processors
 * @returns the executable's path
 */
export async function buildCommandExecutable({ script, folder, nodes }, log) {
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
    // macOS runs nothing unsigned; the real signature is made with the app's, as on Windows.
    if (process.platform === 'darwin') run('codesign', ['--sign', '-', target]);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  // Its first word: what does not start is found here, not by who installs it.
  const name = run(target, ['--version']).trim();
  log(`The command: ${name}, ${Math.round(statSync(target).size / 1e6)} MB, Node ${versionOf(nodes[0])}.`);
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
  // Node's own signature, which injecting would leave there broken.
  if (process.platform === 'darwin') run('codesign', ['--remove-signature', executable]);
  if (process.platform === 'win32') writeFileSync(executable, withoutSignature(readFileSync(executable)));
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
