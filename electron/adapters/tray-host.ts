import { Bus, daemon, sessionBusAddress } from './dbus.ts';

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
  /** Ms until a service that does not answer counts as one that does not tell. */
  readonly answerTimeout?: number;
}

/**
 * Whether something on this Linux desktop shows StatusNotifierItems, which is what Electron's tray icons are there. Trays of
 * the older kind (XEmbed) cannot be asked for here: Electron uses one where it finds it, and it counts as none.
 */
export class StatusNotifierHost {
  readonly #bus: Bus;
  readonly #listeners: (() => void)[] = [];
  #isThere: boolean | null = null;
  #looks = 0;

  constructor({ environment = process.env, answerTimeout }: TrayHostOptions = {}) {
    this.#bus = new Bus(() => sessionBusAddress(environment), rules, answerTimeout);
    this.#bus.listen((signal) => {
      if (signal === null) this.#become(null);
      // Everyone on the bus can send us a signal; what is true is what the watcher answers.
      else if (signal.member === 'NameOwnerChanged' || signal.interface === watcher.interface)
        void this.#look();
    });
  }

  /** Null: nobody tells. */
  isThere(): boolean | null {
    return this.#isThere;
  }

  onChanged(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Connects, and watches from then on. */
  async start(): Promise<void> {
    await this.#look();
  }

  /** Whether an icon of this process is among those shown; null: nobody tells. */
  async showsIconOf(processId: number): Promise<boolean | null> {
    try {
      const items = await this.#property('RegisteredStatusNotifierItems');
      if (!Array.isArray(items)) return null;
      const owners = items.map((item) => String(item).split('/')[0]).filter((owner) => owner !== '');
      const processIds = await Promise.all(owners.map((owner) => this.#processOf(String(owner))));
      return processIds.includes(processId);
    } catch {
      return null;
    }
  }

  close(): void {
    this.#listeners.length = 0;
    this.#bus.close();
  }

  /** The newest look is the one that counts. */
  async #look(): Promise<void> {
    this.#looks += 1;
    const look = this.#looks;
    const found = await this.#find();
    if (look === this.#looks) this.#become(found);
  }

  #become(isThere: boolean | null): void {
    if (isThere === this.#isThere) return;
    this.#isThere = isThere;
    for (const listener of this.#listeners) listener();
  }

  async #find(): Promise<boolean | null> {
    try {
      // Asked first, since a question to a name that nobody has may start a program.
      const [hasOwner] = await this.#bus.call({
        ...daemon,
        member: 'NameHasOwner',
        signature: 's',
        body: [watcher.destination],
      });
      return hasOwner === true && (await this.#property('IsStatusNotifierHostRegistered')) === true;
    } catch {
      return null;
    }
  }

  async #property(name: string): Promise<unknown> {
    const [variant] = await this.#bus.call({
      destination: watcher.destination,
      path: watcher.path,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      signature: 'ss',
      body: [watcher.interface, name],
    });
    return typeof variant === 'object' && variant !== null && 'value' in variant ? variant.value : null;
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
