import { Bus, daemon, isServed, sessionBusAddress } from './dbus.ts';
import { BusWatch } from './dbus-watch.ts';

/** https://specifications.freedesktop.org/notification-spec/latest/protocol.html */
const name = 'org.freedesktop.Notifications';
const rules = [`type='signal',sender='${daemon.destination}',member='NameOwnerChanged',arg0='${name}'`];

export interface NotificationServerOptions {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Ms until a bus that does not answer counts as none, for now. */
  readonly answerTimeout?: number;
}

/** Whether anybody on a Linux desktop shows notifications: one who is there, or one whom the bus would start. */
export class NotificationServer {
  readonly #watch: BusWatch<boolean | null>;

  constructor({ environment = process.env, answerTimeout }: NotificationServerOptions = {}) {
    const bus = new Bus(() => sessionBusAddress(environment), rules, answerTimeout);
    this.#watch = new BusWatch<boolean | null>({
      bus,
      first: null,
      ask: () => isServed(bus, name),
      unanswered: false,
      isNews: ({ member }) => member === 'NameOwnerChanged',
    });
  }

  /** Null: not known yet. */
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

  close(): void {
    this.#watch.close();
  }
}
