import { Bus, daemon, systemBusAddress } from './dbus.ts';
import { BusWatch } from './dbus-watch.ts';

/** https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.timedate1.html */
const path = '/org/freedesktop/timedate1';
const rules = [
  `type='signal',path='${path}',interface='org.freedesktop.DBus.Properties',member='PropertiesChanged'`,
];

export interface TimeZoneOptions {
  /** Reads the machine's zone anew, and answers with its name. */
  readonly read?: () => string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly answerTimeout?: number;
}

/**
 * The zone in which times of day are read. Node reads it once, and Chromium, which follows it, tells only its windows: so
 * it is read anew whenever there is a reason to (`look`), and on Linux when systemd says that it was changed.
 */
export class TimeZone {
  readonly #watch: BusWatch<null>;
  readonly #read: () => string;
  readonly #listeners: (() => void)[] = [];
  #name: string;

  constructor({ read = readZone, environment = process.env, answerTimeout }: TimeZoneOptions = {}) {
    this.#read = read;
    this.#name = read();
    const bus = new Bus(() => systemBusAddress(environment), rules, answerTimeout);
    // Whoever says so: what counts is what is read then. Of the bus nothing is asked but to stay connected.
    bus.listen((signal) => {
      if (signal !== null) this.look();
    });
    this.#watch = new BusWatch({
      bus,
      first: null,
      ask: async () => {
        await bus.call({ ...daemon, member: 'GetId' });
        return null;
      },
      unanswered: null,
      isNews: () => false,
    });
  }

  look(): void {
    const name = this.#read();
    if (name === this.#name) return;
    this.#name = name;
    for (const listener of this.#listeners) listener();
  }

  onChanged(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Linux: from then on, changes are heard of. Without a bus they are found by looking. */
  watch(): Promise<void> {
    return this.#watch.start();
  }

  close(): void {
    this.#listeners.length = 0;
    this.#watch.close();
  }
}

/**
 * Setting or unsetting TZ is what makes Node tell V8 to find the zone again, also when nothing changes by it:
 * https://nodejs.org/api/cli.html#tz, https://github.com/nodejs/node/blob/v20.x/src/node_env_var.cc
 */
function readZone(): string {
  const given = process.env.TZ;
  if (given === undefined) delete process.env.TZ;
  else process.env.TZ = given;
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
