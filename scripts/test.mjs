import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuild } from './setup/build.mjs';
import { resolveElectron } from './setup/electron.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { forward, runAsMain } from './setup/process.mjs';
import { repository } from './setup/repository.mjs';
import { ensureSystemPackages } from './setup/system.mjs';
import {
  addCounts,
  countPlaywright,
  countVitest,
  describeCounts,
  noTests,
  stepTable,
} from './test-report.mjs';

// `npm test`: sets up what is missing, then runs every check. `npm test -- unit` runs one step, or several.

const reports = join(repository, 'build/reports');

/** In the order in which they run: what fails fast comes first. */
const steps = [
  { name: 'lint', run: () => node('@biomejs/biome/bin/biome', 'ci', '.') },
  {
    name: 'types',
    // Against the Electron that releases are built with, then against the oldest that the code must run on.
    run: async () => {
      await node('typescript/bin/tsc', '--project', 'tsconfig.json');
      await node('typescript/bin/tsc', '--project', 'tsconfig.runtime.json');
    },
  },
  { name: 'unit', run: () => vitest('unit', 'renderer') },
  { name: 'contract', run: () => vitest('contract', 'shells') },
  {
    name: 'build',
    run: () => {
      ensureBuild({ testSeams: true }, console.log);
    },
  },
  { name: 'package', run: packaged },
  { name: 'e2e', run: () => onDesktop('desktop') },
  // What the README promises to newcomers.
  { name: 'tour', run: () => onDesktop('tour', 'main-job.tour') },
  { name: 'unused', run: () => node('knip/bin/knip.js') },
];

/** Runs the bin file of an installed package. */
async function node(bin, ...parameters) {
  const child = spawn(process.execPath, [join(repository, 'node_modules', bin), ...parameters], {
    cwd: repository,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if ((await forward(child)) !== 0) throw new Error(`${[bin, ...parameters].join(' ')} failed.`);
}

async function vitest(...projects) {
  const report = join(reports, `${projects.join('-')}.json`);
  const selected = projects.map((name) => `--project=${name}`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return counted(report, countVitest, () => node('vitest/vitest.mjs', 'run', ...selected, ...reporters));
}

async function onDesktop(project, ...files) {
  if (process.platform !== 'linux') {
    console.log('The end-to-end tests need a Linux desktop and are left out here.');
    return undefined;
  }
  ensureBuild({ testSeams: true }, console.log);
  return playwright(project, ...files);
}

/** The app as it is installed: made, started by a plain user, and on Debian installed and removed. */
async function packaged() {
  if (process.platform !== 'linux') {
    console.log('Packages are tested on Linux, and left out here.');
    return undefined;
  }
  const script = join(repository, 'scripts/package.mjs');
  const kind = existsSync('/usr/bin/dpkg-deb') ? 'deb' : 'dir';
  const child = spawn(process.execPath, [script, '--quick', kind], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if ((await forward(child)) !== 0) throw new Error('The packages could not be made.');
  return playwright('packaged');
}

function playwright(project, ...files) {
  const report = join(reports, `${project}.json`);
  process.env.KEYCUTTER_E2E_REPORT = report;
  return counted(report, countPlaywright, () =>
    node('@playwright/test/cli.js', 'test', `--project=${project}`, ...files),
  );
}

/** Runs tests and answers how many of them, by the runner's own report, also when some have failed. */
async function counted(report, count, run) {
  rmSync(report, { force: true });
  try {
    await run();
  } catch (error) {
    // A runner that could not start has reported nothing.
    if (existsSync(report)) error.counts = readCounts(report, count);
    throw error;
  }
  return readCounts(report, count);
}

function readCounts(report, count) {
  return count(JSON.parse(readFileSync(report, 'utf8')));
}

await runAsMain(async () => {
  const names = process.argv.slice(2);
  const unknown = names.find((name) => !steps.some((step) => step.name === name));
  if (unknown !== undefined) {
    throw new Error(`There is no step ${unknown}, but ${steps.map(({ name }) => name).join(', ')}.`);
  }
  const selected = names.length === 0 ? steps : steps.filter(({ name }) => names.includes(name));

  const setUpStarted = performance.now();
  ensurePackages(console.log);
  const isSelected = (...wanted) => selected.some(({ name }) => wanted.includes(name));
  if (isSelected('contract', 'package', 'e2e', 'tour')) ensureSystemPackages('test', console.log);
  if (process.platform === 'linux' && isSelected('package', 'e2e', 'tour')) {
    process.env.KEYCUTTER_ELECTRON = (await resolveElectron(console.log)).executable;
  }
  mkdirSync(reports, { recursive: true });
  const done = [{ name: 'set-up', milliseconds: performance.now() - setUpStarted }];

  let totals = noTests;
  for (const { name, run } of selected) {
    console.log(`\n── ${name} ──`);
    const started = performance.now();
    let failure;
    const counts = await Promise.resolve(run()).catch((error) => {
      failure = error;
      return error.counts;
    });
    done.push({ name, milliseconds: performance.now() - started, counts });
    totals = addCounts(totals, counts ?? noTests);
    if (failure !== undefined) {
      console.error(`\n${failure.message}`);
      console.log(`\n${stepTable(done)}\nStopped at ${name}.\n${describeCounts(totals)}`);
      return 1;
    }
  }
  console.log(`\n${stepTable(done)}\n${describeCounts(totals)}`);
  return 0;
});
