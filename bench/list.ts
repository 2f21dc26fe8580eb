import { cpus } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { startDesktop } from '../e2e/desktop/index.ts';
import { SimulatorClock } from '../simulator/clock.ts';
import { demoAccount } from '../simulator/demo-account.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { ListingApp } from './list/listing-app.ts';
import { type ChangeKind, publishChanges } from './list/publishing.ts';
import { type Scrolled, scrollByPage, scrollByWheel } from './list/scrolling.ts';
import { typeSearches } from './list/typing.ts';
import { percentile, table } from './startup/statistics.ts';
import type { BenchOptions } from './startup.ts';

/** Everything that was measured of one app, by name. A number each time it was measured. */
type Figures = Map<string, number[]>;

/** ms from one frame to the next above which one sees it. */
const longFrame = 32;
/** ms. */
const keystrokeAim = 16;

const few = 50;

/**
 * Prints what a long list costs: typing in its search, scrolling it, opening its window, and telling the window of a
 * change, beside the same with 50 profiles. Asserts nothing.
 */
export async function bench({
  executable,
  electronVersion,
  repository,
  parameters,
}: BenchOptions): Promise<void> {
  const { rounds, many } = readParameters(parameters);
  // Where Playwright looks for it.
  process.env.ELECTRON_OVERRIDE_DIST_PATH = dirname(executable);
  const figures = new Map<number, Figures>([few, many].map((count) => [count, new Map()]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const [count, into] of figures) {
      console.log(`round ${round} of ${rounds}, ${count} profiles`);
      await measure(repository, count, into);
    }
  }
  console.log(
    `\nElectron ${electronVersion}, ${cpus().length} × ${cpus()[0]?.model}; ${rounds} rounds in turns\n`,
  );
  console.log(report(figures.get(few) ?? new Map(), figures.get(many) ?? new Map(), many));
}

async function measure(repository: string, count: number, into: Figures): Promise<void> {
  const add = (name: string, ...numbers: readonly number[]) =>
    into.set(name, [...(into.get(name) ?? []), ...numbers]);
  const desktop = await startDesktop();
  const aws = await startSimulator({ account: demoAccount, clock: new SimulatorClock() });
  try {
    const listing = await ListingApp.start({ desktop, repository, endpointUrl: aws.url }, count);
    add('opened', listing.openedIn);
    for (let turn = 0; turn < 5; turn += 1) add('snapshot', await listing.snapshotTime());

    for (const { work, committed, painted, script } of await typeSearches(listing)) {
      for (const [name, time] of Object.entries({ work, committed, painted, script })) {
        // A key that changed nothing is in no frame.
        if (!Number.isNaN(time)) add(name, time);
      }
    }

    const addScrolled = (how: string, { frames, gaps, longTasks, work }: Scrolled) => {
      add(`${how} frames`, frames);
      add(`${how} long`, (gaps.filter((gap) => gap > longFrame).length / frames) * 1_000);
      add(`${how} gap`, percentile(gaps, 0.99));
      add(`${how} long tasks`, longTasks);
      add(`${how} work`, work);
    };
    addScrolled('wheel', await scrollByWheel(listing));
    const paged = await scrollByPage(listing, count);
    addScrolled('page', paged);
    add('page fell short', paged.reachedEnd ? 0 : 1);

    for (const [kind, times] of [
      ['session', 15],
      ['favourite', 10],
    ] as const satisfies readonly (readonly [ChangeKind, number])[]) {
      const { told, sent, main, window } = await publishChanges(listing, kind, times);
      add(`${kind} told`, ...told);
      add(`${kind} sent`, sent / 1_024);
      add(`${kind} main`, main);
      add(`${kind} window`, window);
    }
    await listing.quit();
  } finally {
    await desktop.stop();
    await aws.close();
  }
}

interface Line {
  readonly words: string;
  readonly unit: string;
  readonly figure: string;
  readonly share: number;
  readonly digits: number;
  readonly aim?: number;
}

function line(words: string, unit: string, figure: string, share = 0.5, digits = 1): Line {
  return { words, unit, figure, share, digits };
}

const lines: readonly Line[] = [
  line('key to filtered list, handlers and commit, p50', 'ms', 'work'),
  { ...line('key to filtered list, handlers and commit, p95', 'ms', 'work', 0.95), aim: keystrokeAim },
  line('the same from the event’s timestamp, p50', 'ms', 'committed'),
  { ...line('the same from the event’s timestamp, p95', 'ms', 'committed', 0.95), aim: keystrokeAim },
  line('the window’s JavaScript for a key, p50', 'ms of processor', 'script'),
  line('the window’s JavaScript for a key, p95', 'ms of processor', 'script', 0.95),
  line('to the next frame, p50', 'ms', 'painted'),
  line('to the next frame, p95', 'ms', 'painted', 0.95),
  ...[
    ['wheel', 'wheel'],
    ['page', 'Page Down'],
  ].flatMap(([figure, words]) => [
    line(`${words}: frames`, '', `${figure} frames`, 0.5, 0),
    line(`${words}: over ${longFrame} ms`, '‰ of frames', `${figure} long`),
    line(`${words}: between frames, p99`, 'ms', `${figure} gap`),
    line(`${words}: tasks over 50 ms`, '', `${figure} long tasks`, 0.5, 0),
    line(`${words}: the window’s thread, a frame`, 'ms of processor', `${figure} work`, 0.5, 2),
  ]),
  line('Page Down: rounds in which keys were lost', '', 'page fell short', 1, 0),
  line('tray click to painted list', 'ms', 'opened', 0.5, 0),
  line('the whole snapshot asked for', 'ms', 'snapshot'),
  ...[
    ['session', 'one session changes'],
    ['favourite', 'one profile changes'],
  ].flatMap(([figure, words]) => [
    line(`${words}: call to window told, p50`, 'ms', `${figure} told`),
    line(`${words}: main process`, 'ms of processor', `${figure} main`),
    line(`${words}: the window’s thread`, 'ms of processor', `${figure} window`),
    line(`${words}: sent`, 'KiB', `${figure} sent`),
  ]),
];

function report(base: Figures, figures: Figures, many: number): string {
  const rows = lines.map(({ words, unit, figure, share, digits, aim }) => {
    const [one, other] = [base, figures].map((of) => percentile(of.get(figure) ?? [], share));
    const ratio = (other ?? Number.NaN) / (one ?? Number.NaN);
    return [
      words,
      unit,
      one?.toFixed(digits) ?? '',
      other?.toFixed(digits) ?? '',
      Number.isFinite(ratio) ? ratio.toFixed(2) : '–',
      aim === undefined ? '' : `${aim}${(other ?? 0) > aim ? '  missed' : ''}`,
    ];
  });
  return table([['', '', `${few} profiles`, `${many}`, 'ratio', 'aim'], ...rows]);
}

function readParameters(parameters: readonly string[]) {
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      rounds: { type: 'string', default: '3' },
      profiles: { type: 'string', default: '5000' },
    },
  });
  return { rounds: Number(values.rounds), many: Number(values.profiles) };
}
