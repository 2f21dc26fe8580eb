import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureBuild } from './setup/build.mjs';
import { resolveElectron } from './setup/electron.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { runAsMain } from './setup/process.mjs';
import { repository } from './setup/repository.mjs';

// `npm run package -- [--release] [--quick] [--command-node=PATH…] [KIND…]`: makes packages in build/packages for the
// system it runs on. --release: only with the pinned Electron. --quick: compressed for a test, not for a download.
// --command-node: the Node to put the keycutter command into, once for each processor of a Mac.

/** Made by electron-builder under these names of its own, or by scripts/packaging from the unpacked folder. */
const kinds = {
  linux: { own: ['deb', 'rpm', 'targz'], builder: { appimage: 'AppImage' } },
  darwin: { own: [], builder: { dmg: 'dmg', zip: 'zip' } },
  win32: { own: [], builder: { nsis: 'nsis', portable: 'portable' } },
};

await runAsMain(async () => {
  const words = process.argv.slice(2);
  const isRelease = words.includes('--release');
  const quick = words.includes('--quick');
  const given = words.filter((word) => word.startsWith('--command-node=')).map((word) => word.slice(15));
  const nodes = given.length > 0 ? given : [process.execPath];
  const unknownSwitch = words.find(
    (word) => word.startsWith('--') && !/^--(?:release|quick|command-node=.+)$/.test(word),
  );
  if (unknownSwitch !== undefined)
    throw new Error(`There is no ${unknownSwitch} here, but --release, --quick and --command-node=PATH.`);
  const { own, builder } = kinds[process.platform] ?? { own: [], builder: {} };
  const known = ['dir', ...own, ...Object.keys(builder)];
  const named = words.filter((word) => !word.startsWith('--'));
  const unknown = named.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`There is no package ${unknown} here, but ${known.join(', ')}.`);
  const wanted = named.length > 0 ? named : known.slice(1);

  ensurePackages(console.log);
  const electron = await resolveElectron(console.log);
  if (electron.source !== 'official') {
    if (isRelease) throw new Error('Releases are made with the pinned Electron only.');
    console.log(notRelease(electron.version));
  }
  ensureBuild({ testSeams: false }, console.log);

  // Loaded here: they come with the packages.
  const { buildCommandExecutable } = await import('./packaging/command-executable.mjs');
  const { commandFolder, noticesFile, outFolder, sourceDate } = await import('./packaging/names.mjs');
  const { thirdPartyNotices } = await import('./packaging/third-party-notices.mjs');
  await ensureCommand(buildCommandExecutable, commandFolder, nodes);
  writeFileSync(noticesFile, thirdPartyNotices(repository, nodes[0]));
  mkdirSync(outFolder, { recursive: true });
  const forBuilder = wanted.flatMap((name) => builder[name] ?? []);
  const made = await buildWithElectronBuilder(electron, forBuilder.length > 0 ? forBuilder : ['dir']);

  const facts = { unpacked: join(outFolder, unpackedFolder()), outFolder, date: sourceDate(), quick };
  for (const name of wanted.filter((one) => own.includes(one))) made.push(await buildOwn(name, facts));
  for (const path of made) console.log(path.replace(repository, ''));
  if (electron.source !== 'official') console.log(notRelease(electron.version));
});

function unpackedFolder() {
  return process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`;
}

async function buildOwn(name, facts) {
  if (name === 'deb') return (await import('./packaging/deb.mjs')).buildDeb(facts);
  if (name === 'rpm') return (await import('./packaging/rpm.mjs')).buildRpm(facts);
  return (await import('./packaging/targz.mjs')).buildTarGz(facts);
}

/** Made anew when the command, what makes it, or the Node it is in is another. */
async function ensureCommand(build, folder, nodes) {
  const script = join(repository, 'build/cli/keycutter.cjs');
  const makers = ['command-executable.mjs', 'windows-signature.mjs'];
  const sources = [script, ...makers.map((name) => join(repository, 'scripts/packaging', name))];
  const stamp = join(repository, 'build/.command-executable');
  const facts = JSON.stringify([
    nodes.map((node) => [node, statSync(node).size, statSync(node).mtimeMs]),
    sources.map((source) => readFileSync(source, 'utf8')),
  ]);
  if (existsSync(stamp) && existsSync(folder) && readFileSync(stamp, 'utf8') === facts) return;
  // First, so that what is half made is not taken for the whole.
  rmSync(stamp, { force: true });
  rmSync(folder, { recursive: true, force: true });
  await build({ script, folder, nodes }, console.log);
  writeFileSync(stamp, facts);
}

async function buildWithElectronBuilder(electron, targets) {
  const { build, Platform } = await import('electron-builder');
  layOutIcons();
  const updateUrl = process.env.KEYCUTTER_UPDATE_URL;
  const isMac = process.platform === 'darwin';
  // A secret that a workflow does not have is an empty variable, which electron-builder would take for a certificate's path.
  for (const name of ['CSC_LINK', 'CSC_KEY_PASSWORD']) if (process.env[name] === '') delete process.env[name];
  const made = await build({
    projectDir: repository,
    targets: Platform.current().createTarget(
      targets,
      ...(await architectures(isMac && targets[0] !== 'dir')),
    ),
    publish: 'never',
    config: {
      electronVersion: electron.version,
      // A universal app needs the Electron of another processor too: electron-builder fetches and checks both.
      ...(isMac ? {} : { electronDist: dirname(electron.executable) }),
      ...(updateUrl ? { publish: { provider: 'generic', url: updateUrl } } : {}),
    },
  });
  return made.filter((path) => !path.endsWith('.blockmap'));
}

async function architectures(universal) {
  const { Arch } = await import('electron-builder');
  return [universal ? Arch.universal : Arch[process.arch]];
}

/** By the names that electron-builder looks for. */
function layOutIcons() {
  const folder = join(repository, 'build/icons');
  mkdirSync(folder, { recursive: true });
  for (const size of [16, 24, 32, 48, 64, 128, 256, 512])
    copyFileSync(join(repository, `assets/icon-${size}.png`), join(folder, `${size}x${size}.png`));
}

function notRelease(version) {
  const lines = [
    `THIS IS NO RELEASE. It is made with Electron ${version}, which is for development and tests:`,
    'it is older than the pinned one and gets no security fixes. Do not give it to anyone.',
  ];
  const line = '!'.repeat(Math.max(...lines.map(({ length }) => length)));
  return `\n${line}\n${lines.join('\n')}\n${line}\n`;
}
