import { Bus, daemon, hasOwner, propertyOf, sessionBusAddress } from './dbus.ts';
import { BusWatch } from './dbus-watch.ts';

/** https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/StatusNotifierWatcher/ */
const watcher = {
  destination: 'org.kde.StatusNotifierWatcher',
  path: '/StatusNotifierWatcher',
  interface: 'org.kde.StatusNotifierWatcher',
} as const;

const rules = [
  `type='signal',sender='${daemon.destination}',member='NameOwnerChanged',arg0='${watcher.destination}'`,
  `type='signal',sender='${watcher.destination}',interface='${watcher.interface}',member='StatusNotifierHostRegistered'`,
  `type='signal',sender='${watcher.destination}',interface='${watcher.interface}',member='StatusNotifierHostUnregistered'`,
];

export interface TrayHostOptions {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Ms until a service that does not answer counts as one that does not tell, for now. */
  readonly answerTimeout?: number;
}

/**
 * Whether something on this Linux desktop shows StatusNotifierItems, which is what Electron's tray icons are there. Trays of
 * the older kind (XEmbed) cannot be asked for here: Electron uses one where it finds it, and it counts as none.
 */
export class StatusNotifierHost {
  readonly #bus: Bus;
  readonly #watch: BusWatch<boolean | null>;

  constructor({ environment = process.env, answerTimeout }: TrayHostOptions = {}) {
    const bus = new Bus(() => sessionBusAddress(environment), rules, answerTimeout);
    this.#bus = bus;
    this.#watch = new BusWatch<boolean | null>({
      bus,
      first: null,
      // Asked for its name first, since a question to a name that nobody has may start a program.
      ask: async () => (await hasOwner(bus, watcher.destination)) && (await hasHost(bus)),
      unanswered: null,
      isNews: ({ member, interface: of }) => member === 'NameOwnerChanged' || of === watcher.interface,
    });
  }

  /** Null: nobody tells. */
  isThere(): boolean | null {
    return this.#watch.value;
  }

  onChanged(listener: () => void): void {
    this.#watch.onChanged(listener);
  }

  /** Connects, and watches from then on. */
  start(): Promise<void> {
    return this.#watch.start();
  }

  /** Whether an icon of this process is among those shown; null: nobody tells. */
  async showsIconOf(processId: number): Promise<boolean | null> {
    try {
      const items = await propertyOf(this.#bus, watcher, 'RegisteredStatusNotifierItems');
      if (!Array.isArray(items)) return null;
      const owners = items.map((item) => String(item).split('/')[0]).filter((owner) => owner !== '');
      const processIds = await Promise.all(owners.map((owner) => this.#processOf(String(owner))));
      return processIds.includes(processId);
    } catch {
      return null;
    }
  }

  close(): void {
    this.#watch.close();
  }

  /** An item may be listed and its program be gone. */
  async #processOf(owner: string): Promise<unknown> {
    try {
      const [processId] = await this.#bus.call({
        ...daemon,
        member: 'GetConnectionUnixProcessID',
        signature: 's',
        body: [owner],
      });
      return processId;
    } catch {
      return null;
    }
  }
}

async function hasHost(bus: Bus): Promise<boolean> {
  return (await propertyOf(bus, watcher, 'IsStatusNotifierHostRegistered')) === true;
}
