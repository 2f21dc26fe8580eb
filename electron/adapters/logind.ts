import { Bus, type BusSignal, daemon, isAnswer, propertyOf, systemBusAddress } from './dbus.ts';
import { BusWatch } from './dbus-watch.ts';

/** https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html, as elogind has it too */
const login = {
  destination: 'org.freedesktop.login1',
  path: '/org/freedesktop/login1',
  interface: 'org.freedesktop.login1.Manager',
} as const;
const sessionInterface = 'org.freedesktop.login1.Session';
const userInterface = 'org.freedesktop.login1.User';
const properties = 'org.freedesktop.DBus.Properties';

const rules = [
  `type='signal',sender='${daemon.destination}',member='NameOwnerChanged',arg0='${login.destination}'`,
  `type='signal',sender='${login.destination}',interface='${properties}',path_namespace='${login.path}/session'`,
];

export interface LogindOptions {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly processId?: number;
  readonly userId?: number;
  /** Ms until a service that does not answer counts as absent, for now. */
  readonly answerTimeout?: number;
}

/**
 * Whether the screen of our desktop session is locked, as its screen locker tells logind (LockedHint). Where there is no
 * bus, no logind, or a locker that tells nobody, it never is.
 */
export class LogindScreenLock {
  readonly #bus: Bus;
  readonly #watch: BusWatch<boolean>;
  readonly #options: LogindOptions;
  #session: string | null = null;

  constructor(options: LogindOptions = {}) {
    const { environment = process.env, answerTimeout } = options;
    this.#options = { ...options, environment };
    this.#bus = new Bus(() => systemBusAddress(environment), rules, answerTimeout);
    this.#watch = new BusWatch<boolean>({
      bus: this.#bus,
      first: false,
      ask: () => this.#find(),
      unanswered: false,
      isNews: (signal) => signal.member === 'NameOwnerChanged' || this.#isOfOurLock(signal),
    });
  }

  isLocked(): boolean {
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

  #isOfOurLock({ path, body }: BusSignal): boolean {
    const [of, changed, invalidated] = body;
    const isNamed =
      (typeof changed === 'object' && changed !== null && 'LockedHint' in changed) ||
      (Array.isArray(invalidated) && invalidated.includes('LockedHint'));
    const isOurs = this.#session === null || path === this.#session;
    return of === sessionInterface && isOurs && isNamed;
  }

  /** Our session is the first that answers: an environment can be that of a session long gone. */
  async #find(): Promise<boolean> {
    for (const candidate of [() => this.#named(), () => this.#ofProcess(), () => this.#ofUser()]) {
      try {
        const session = await candidate();
        if (session === null) continue;
        const locked = await this.#property(session, sessionInterface, 'LockedHint');
        this.#session = session;
        return locked === true;
      } catch (error) {
        // No such session, or nobody who knows of sessions: the next one will tell.
        if (!isAnswer(error)) throw error;
      }
    }
    this.#session = null;
    return false;
  }

  async #named(): Promise<string | null> {
    const id = this.#options.environment?.XDG_SESSION_ID;
    return id ? this.#path('GetSession', 's', id) : null;
  }

  #ofProcess(): Promise<string | null> {
    return this.#path('GetSessionByPID', 'u', this.#options.processId ?? process.pid);
  }

  /** Desktops that start apps by the user's systemd leave them outside the session; it is then the user's display. */
  async #ofUser(): Promise<string | null> {
    const userId = this.#options.userId ?? process.getuid?.();
    if (userId === undefined) return null;
    const user = await this.#path('GetUser', 'u', userId);
    const display = user === null ? null : await this.#property(user, userInterface, 'Display');
    const path: unknown = Array.isArray(display) ? display[1] : null;
    return typeof path === 'string' && path !== '/' ? path : null;
  }

  async #path(member: string, signature: string, argument: string | number): Promise<string | null> {
    const [path] = await this.#bus.call({ ...login, member, signature, body: [argument] });
    return typeof path === 'string' ? path : null;
  }

  #property(path: string, of: string, name: string): Promise<unknown> {
    return propertyOf(this.#bus, { ...login, path, interface: of }, name);
  }
}
