import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { startDesktop } from '../e2e/desktop/index.ts';
import { SimulatorClock } from '../simulator/clock.ts';
import { demoAccount } from '../simulator/demo-account.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { type Sample, SoakedApp } from './soak/soaked-app.ts';
import { table } from './startup/statistics.ts';
import type { BenchOptions } from './startup.ts';

/** Read by scripts/bench.mjs: the clock is moved, so that an hour takes a moment. */
export const needsTestSeams = true;

/**
 * Takes one app through many sessions, each assumed, refreshed, exported and run to its end, and prints what is left of
 * them: memory, handles, files.
 */
export async function bench({
  executable,
  electronVersion,
  repository,
  parameters,
}: BenchOptions): Promise<void> {
  const { values } = parseArgs({
    args: [...parameters],
    options: { cycles: { type: 'string', default: '1000' }, samples: { type: 'string', default: '10' } },
  });
  const cycles = Number(values.cycles);
  const between = Math.max(1, Math.round(cycles / Number(values.samples)));
  // Where Playwright finds Electron.
  process.env.ELECTRON_OVERRIDE_DIST_PATH = dirname(executable);
  const aws = await startSimulator({ account: demoAccount, clock: new SimulatorClock() });
  const desktop = await startDesktop();
  const samples: Sample[] = [];
  try {
    const app = await SoakedApp.start({ desktop, repository, aws });
    // What is made once, by the first sessions, is no growth.
    await app.cycle(between);
    samples.push(await app.sample(0));
    for (let done = between; done <= cycles; done += between) {
      await app.cycle(between);
      samples.push(await app.sample(done));
      console.log(`${done} of ${cycles} cycles`);
    }
    await app.quit();
  } finally {
    await desktop.stop();
    await aws.close();
  }
  console.log(
    `\nElectron ${electronVersion}; assume, refresh, export by value, expire; after ${between} cycles to warm up\n`,
  );
  console.log(
    table([
      [
        'cycles',
        'main heap, MB',
        'window heap, MB',
        'memory (PSS), MB',
        'open files',
        'handles',
        'data folder, kB',
      ],
      ...samples.map((sample) => [
        String(sample.cycles),
        (sample.mainHeap / 1e6).toFixed(2),
        (sample.windowHeap / 1e6).toFixed(2),
        (sample.memory / 1e6).toFixed(1),
        String(sample.openFiles),
        String(sample.handles),
        (sample.dataFolder / 1e3).toFixed(0),
      ]),
    ]),
  );
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined) return;
  const perThousand = (of: (sample: Sample) => number) => ((of(last) - of(first)) / cycles) * 1_000;
  console.log(
    `\nGrown per 1,000 cycles: main heap ${(perThousand((sample) => sample.mainHeap) / 1e3).toFixed(0)} kB, window heap ${(perThousand((sample) => sample.windowHeap) / 1e3).toFixed(0)} kB`,
  );
}
