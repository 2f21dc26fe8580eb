import { cp } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startDesktop } from '../e2e/desktop/index.ts';
import { type App, LaunchedApp, type Surroundings } from './startup/launched-app.ts';
import { processorTime, proportionalMemory } from './startup/process-tree.ts';
import { writeSampleProfiles } from './startup/sample-profiles.ts';
import { medianRatio, spread, table } from './startup/statistics.ts';
import { TrayWatch } from './startup/tray-watch.ts';

export interface BenchOptions {
  readonly executable: string;
  readonly electronVersion: string;
  /** The checkout, whose `build` is a release build. */
  readonly repository: string;
  /** After the bench's name on the command line. */
  readonly parameters: readonly string[];
}

interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly digits: number;
  /** The ratio to the bare app that we want to stay below. */
  readonly aim: number | null;
}

const figures = {
  trayReady: { name: 'tray ready', unit: 'ms', digits: 0, aim: 1.2 },
  listPainted: { name: 'first painted list', unit: 'ms', digits: 0, aim: 1.2 },
  memoryShown: { name: 'memory, window shown', unit: 'MB', digits: 1, aim: 1.15 },
  memoryHidden: { name: 'memory, window hidden', unit: 'MB', digits: 1, aim: 1.15 },
  memoryNeverOpened: { name: 'memory, never opened', unit: 'MB', digits: 1, aim: 1.15 },
  idleShown: { name: 'idle, window shown', unit: '% of a core', digits: 2, aim: null },
  idleHidden: { name: 'idle, window hidden', unit: '% of a core', digits: 2, aim: null },
  idleNeverOpened: { name: 'idle, never opened', unit: '% of a core', digits: 2, aim: null },
} as const satisfies Record<string, Figure>;

type FigureName = keyof typeof figures;
type Measured = Record<FigureName, number[]>;

/** ms from a start, or from hiding the window, until memory is looked at. */
const settling = 5_000;
/** ms over which idle processor time is added up; the kernel counts it in steps of 10. */
const idling = 20_000;

/** ms between a window's appearance and the question when it was painted. */
const quiet = 1_000;

interface Bench extends Surroundings {
  readonly trayWatch: TrayWatch;
}

/**
 * Prints this app's start-up time, memory and idle processor time beside those of a bare Electron app, started in
 * turns on one desktop. It asserts nothing: the figures are a machine's, only their ratios say something elsewhere.
 */
export async function bench({
  executable,
  electronVersion,
  repository,
  parameters,
}: BenchOptions): Promise<void> {
  const { runs, idleRuns, rows } = readParameters(parameters);
  const desktop = await startDesktop();
  try {
    // A copy, so that memory shared with another Electron that runs from the same files is not counted as half.
    const copy = join(desktop.folder, 'electron');
    await cp(dirname(executable), copy, { recursive: true });
    const keycutter: App = { name: 'Keycutter', folder: repository, title: 'Keycutter' };
    const bare: App = {
      name: 'bare',
      folder: join(repository, 'bench/startup/bare'),
      title: 'Bare Electron',
    };
    await writeSampleProfiles(join(desktop.home, '.config/Keycutter'), rows);
    const trayWatch = await TrayWatch.start(desktop);
    const around: Bench = { desktop, trayWatch, electron: join(copy, 'electron'), rows };

    const apps = [bare, keycutter].map((app) => ({ app, measured: nothingYet() }));
    for (const { app } of apps) await measureTimes(around, app, nothingYet());
    // Times first, close together: they feel what else the machine does, and that changes.
    for (let run = 1; run <= runs; run += 1) {
      console.log(`times, run ${run} of ${runs}`);
      for (const { app, measured } of apps) await measureTimes(around, app, measured);
    }
    for (let run = 1; run <= runs; run += 1) {
      console.log(`memory, run ${run} of ${runs}`);
      const withIdle = run <= idleRuns;
      for (const { app, measured } of apps) {
        await measureWithWindow(around, app, measured, withIdle);
        await measureNeverOpened(around, app, measured, withIdle);
      }
    }
    trayWatch.stop();

    const [ofBare, ofKeycutter] = apps.map(({ measured }) => measured);
    if (ofBare === undefined || ofKeycutter === undefined) return;
    console.log(
      `\nElectron ${electronVersion}, ${cpus().length} × ${cpus()[0]?.model}; ${runs} runs each in turns, ${idleRuns} of them with idle time; ${rows} rows; median (least–most)\n`,
    );
    console.log(report(ofBare, ofKeycutter));
  } finally {
    await desktop.stop();
  }
}

async function measureTimes({ trayWatch, ...bench }: Bench, app: App, measured: Measured): Promise<void> {
  const icon = trayWatch.nextIcon();
  const launched = new LaunchedApp(bench, app, { debuggable: true });
  const iconAt = await icon;
  await launched.waitForWindow();
  await wait(quiet);
  measured.trayReady.push(iconAt - launched.startedAt);
  measured.listPainted.push((await launched.paintedAt()) - launched.startedAt);
  await launched.quit();
}

async function measureWithWindow(
  bench: Bench,
  app: App,
  measured: Measured,
  withIdle: boolean,
): Promise<void> {
  const launched = new LaunchedApp(bench, app);
  await launched.waitForWindow();
  await wait(settling);
  measured.memoryShown.push(megabytes(proportionalMemory(launched.processId)));
  if (withIdle) measured.idleShown.push(await idleShare(launched));
  await launched.hideWindow();
  await wait(settling);
  measured.memoryHidden.push(megabytes(proportionalMemory(launched.processId)));
  if (withIdle) measured.idleHidden.push(await idleShare(launched));
  await launched.quit();
}

async function measureNeverOpened(
  { trayWatch, ...bench }: Bench,
  app: App,
  measured: Measured,
  withIdle: boolean,
): Promise<void> {
  const icon = trayWatch.nextIcon();
  const launched = new LaunchedApp(bench, app, { parameters: ['--hidden'] });
  await icon;
  await wait(settling);
  measured.memoryNeverOpened.push(megabytes(proportionalMemory(launched.processId)));
  if (withIdle) measured.idleNeverOpened.push(await idleShare(launched));
  await launched.quit();
}

/** Percent of one core. */
async function idleShare({ processId }: LaunchedApp): Promise<number> {
  const before = { at: performance.now(), used: processorTime(processId) };
  await wait(idling);
  const seconds = (performance.now() - before.at) / 1000;
  return ((processorTime(processId) - before.used) / seconds) * 100;
}

function report(bare: Measured, keycutter: Measured): string {
  const names = Object.keys(figures) as FigureName[];
  const rows = names
    .filter((name) => keycutter[name].length > 0)
    .map((name) => {
      const figure: Figure = figures[name];
      const ratio = medianRatio(keycutter[name], bare[name]);
      return [
        figure.name,
        figure.unit,
        spread(bare[name], figure.digits),
        spread(keycutter[name], figure.digits),
        Number.isFinite(ratio) ? ratio.toFixed(2) : '–',
        figure.aim === null ? '' : `${figure.aim}${ratio > figure.aim ? '  missed' : ''}`,
      ];
    });
  return table([['', '', 'bare Electron', 'Keycutter', 'ratio', 'aim'], ...rows]);
}

function readParameters(parameters: readonly string[]) {
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      runs: { type: 'string', default: '7' },
      'idle-runs': { type: 'string', default: '3' },
      rows: { type: 'string', default: '40' },
    },
  });
  const runs = Number(values.runs);
  return { runs, idleRuns: Math.min(runs, Number(values['idle-runs'])), rows: Number(values.rows) };
}

function nothingYet(): Measured {
  return {
    trayReady: [],
    listPainted: [],
    memoryShown: [],
    memoryHidden: [],
    memoryNeverOpened: [],
    idleShown: [],
    idleHidden: [],
    idleNeverOpened: [],
  };
}

function megabytes(bytes: number): number {
  return bytes / 1_000_000;
}
