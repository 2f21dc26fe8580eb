import { Bus, daemon, sessionBusAddress } from './dbus.ts';

/** https://specifications.freedesktop.org/notification-spec/latest/protocol.html */
const name = 'org.freedesktop.Notifications';
const rules = [`type='signal',sender='${daemon.destination}',member='NameOwnerChanged',arg0='${name}'`];

export interface NotificationServerOptions {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Ms until a bus that does not answer counts as none. */
  readonly answerTimeout?: number;
}

/** Whether anybody on a Linux desktop shows notifications: one who is there, or one whom the bus would start. */
export class NotificationServer {
  readonly #bus: Bus;
  readonly #listeners: (() => void)[] = [];
  #isThere: boolean | null = null;
  #looks = 0;

  constructor({ environment = process.env, answerTimeout }: NotificationServerOptions = {}) {
    this.#bus = new Bus(() => sessionBusAddress(environment), rules, answerTimeout);
    this.#bus.listen((signal) => {
      if (signal === null) this.#become(false);
      else void this.#look();
    });
  }

  /** Null: not known yet. */
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

  close(): void {
    this.#listeners.length = 0;
    // What it still answers is news to nobody.
    this.#looks += 1;
    this.#bus.close();
  }

  /** The newest look is the one that counts. */
  async #look(): Promise<void> {
    this.#looks += 1;
    const look = this.#looks;
    const isThere = await this.#find();
    if (look === this.#looks) this.#become(isThere);
  }

  #become(isThere: boolean): void {
    if (isThere === this.#isThere) return;
    this.#isThere = isThere;
    for (const listener of this.#listeners) listener();
  }

  async #find(): Promise<boolean> {
    try {
      const [owned] = await this.#bus.call({
        ...daemon,
        member: 'NameHasOwner',
        signature: 's',
        body: [name],
      });
      if (owned === true) return true;
      const [activatable] = await this.#bus.call({ ...daemon, member: 'ListActivatableNames' });
      return Array.isArray(activatable) && activatable.includes(name);
    } catch {
      return false;
    }
  }
}
