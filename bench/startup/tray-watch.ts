import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Desktop } from '../../e2e/desktop/index.ts';

/** ms */
const patience = 30_000;

/**
 * Tells when an icon appeared in the desktop's tray: the moment at which the tray host's signal went over the bus, as
 * dbus-monitor notes it.
 * https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/StatusNotifierWatcher/
 */
export class TrayWatch {
  readonly #monitor: ChildProcess;
  #onRegistered: (at: number) => void = () => {};

  private constructor(monitor: ChildProcess) {
    this.#monitor = monitor;
  }

  static async start(desktop: Desktop): Promise<TrayWatch> {
    const rule = "type='signal',member='StatusNotifierItemRegistered'";
    const parameters = ['--profile', '--address', desktop.sessionBus.address, rule];
    const monitor = spawn('dbus-monitor', parameters, {
      env: desktop.env as NodeJS.ProcessEnv,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const watch = new TrayWatch(monitor);
    await new Promise<void>((resolve, reject) => {
      monitor.once('error', reject);
      createInterface({ input: monitor.stdout }).on('line', (line) => {
        // type, seconds, serial, sender, destination, path, interface, member
        const fields = line.split('\t');
        // The bus takes a monitor's own name away when its watch begins.
        if (fields[7] === 'NameLost') resolve();
        if (fields[7] === 'StatusNotifierItemRegistered') watch.#onRegistered(Number(fields[1]) * 1000);
      });
    });
    return watch;
  }

  /** Resolves with the time, epoch ms, at which the next icon appears. */
  nextIcon(): Promise<number> {
    return new Promise((resolve, reject) => {
      const giveUp = setTimeout(() => reject(new Error('No icon appeared in the tray.')), patience);
      this.#onRegistered = (at) => {
        clearTimeout(giveUp);
        resolve(at);
      };
    });
  }

  stop(): void {
    this.#monitor.kill();
  }
}
