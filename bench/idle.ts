import { cp, mkdir } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startDesktop } from '../e2e/desktop/index.ts';
import { SimulatorClock } from '../simulator/clock.ts';
import { demoAccount } from '../simulator/demo-account.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { IdleApp } from './idle/idle-app.ts';
import { kernelCounters } from './idle/kernel-counters.ts';
import { proportionalMemory } from './startup/process-tree.ts';
import { table } from './startup/statistics.ts';
import type { BenchOptions } from './startup.ts';

/** Seconds from the last app's start until counting begins: what a start leaves to do is done by then. */
const settling = 45;

interface Reading {
  readonly at: number;
  readonly processorTime: number;
  readonly wakeUps: number;
  readonly memory: number;
}

/**
 * Prints what this app costs while nobody uses it, beside a bare Electron app that is in the tray at the same time: this
 * one without and with a live session, its window never opened, and opened and hidden again.
 */
export async function bench({
  executable,
  electronVersion,
  repository,
  parameters,
}: BenchOptions): Promise<void> {
  const { values } = parseArgs({
    args: [...parameters],
    options: { minutes: { type: 'string', default: '10' } },
  });
  const minutes = Number(values.minutes);
  const aws = await startSimulator({ account: demoAccount, clock: new SimulatorClock() });
  const desktop = await startDesktop();
  try {
    const start = async (
      name: string,
      options: Omit<Parameters<typeof IdleApp.start>[1], 'electron' | 'name'>,
    ) => {
      // A copy for each: memory shared with another Electron that runs from the same files would count as half.
      const copy = join(desktop.folder, name.replaceAll(/\W+/g, '-'));
      await mkdir(copy, { recursive: true });
      await cp(dirname(executable), copy, { recursive: true });
      return IdleApp.start(desktop, { name, electron: join(copy, 'electron'), ...options });
    };
    const endpointUrl = aws.url;
    const bare = join(repository, 'bench/startup/bare');
    const all = [
      await start('bare Electron, window hidden', { folder: bare, window: true }),
      await start('Keycutter, a session live, window hidden', {
        folder: repository,
        endpointUrl,
        live: true,
        window: true,
      }),
      await start('bare Electron', { folder: bare }),
      await start('Keycutter', { folder: repository, endpointUrl }),
      await start('Keycutter, a session live', { folder: repository, endpointUrl, live: true }),
    ];
    await wait(settling * 1_000);
    const before = all.map(({ processId }) => read(processId));
    for (let minute = 1; minute <= minutes; minute += 1) {
      await wait(60_000);
      console.log(`${minute} of ${minutes} minutes`);
    }
    const after = all.map(({ processId }) => read(processId));
    console.log(
      `\nElectron ${electronVersion}, ${cpus().length} × ${cpus()[0]?.model}; ${minutes} minutes in the tray, all at the same time\n`,
    );
    console.log(
      table([
        ['', 'processor, % of a core', 'wake-ups a second', 'memory (PSS), MB', 'grown, MB'],
        ...all.map(({ name }, index) => row(name, before[index], after[index])),
      ]),
    );
    for (const app of all) await app.quit();
  } finally {
    await desktop.stop();
    await aws.close();
  }
}

function read(processId: number): Reading {
  return { at: performance.now(), ...kernelCounters(processId), memory: proportionalMemory(processId) };
}

function row(name: string, before: Reading | undefined, after: Reading | undefined): readonly string[] {
  if (before === undefined || after === undefined) return [name];
  const seconds = (after.at - before.at) / 1_000;
  return [
    name,
    (((after.processorTime - before.processorTime) / seconds) * 100).toFixed(3),
    ((after.wakeUps - before.wakeUps) / seconds).toFixed(2),
    (after.memory / 1e6).toFixed(1),
    ((after.memory - before.memory) / 1e6).toFixed(1),
  ];
}
