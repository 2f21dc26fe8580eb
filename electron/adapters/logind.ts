import { Bus, type BusSignal, daemon, systemBusAddress } from './dbus.ts';

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
  /** Ms until a service that does not answer counts as absent. */
  readonly answerTimeout?: number;
}

/**
 * Whether the screen of our desktop session is locked, as its screen locker tells logind (LockedHint). Where there is no
 * bus, no logind, or a locker that tells nobody, it never is.
 */
export class LogindScreenLock {
  readonly #bus: Bus;
  readonly #options: LogindOptions;
  readonly #listeners: (() => void)[] = [];
  #session: string | null = null;
  #locked = false;
  #looks = 0;

  constructor(options: LogindOptions = {}) {
    const { environment = process.env, answerTimeout } = options;
    this.#options = { ...options, environment };
    this.#bus = new Bus(() => systemBusAddress(environment), rules, answerTimeout);
    this.#bus.listen((signal) => {
      if (signal === null) this.#become(false);
      // Everyone on the machine can send us a signal; what is true is what logind answers.
      else if (signal.member === 'NameOwnerChanged' || this.#isOfOurLock(signal)) void this.#look();
    });
  }

  isLocked(): boolean {
    return this.#locked;
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
    this.#bus.close();
  }

  /** The newest look is the one that counts. */
  async #look(): Promise<void> {
    this.#looks += 1;
    const look = this.#looks;
    const found = await this.#find();
    if (look !== this.#looks) return;
    this.#session = found?.session ?? null;
    this.#become(found?.locked ?? false);
  }

  #become(locked: boolean): void {
    if (locked === this.#locked) return;
    this.#locked = locked;
    for (const listener of this.#listeners) listener();
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
  async #find(): Promise<{ readonly session: string; readonly locked: boolean } | null> {
    for (const candidate of [() => this.#named(), () => this.#ofProcess(), () => this.#ofUser()]) {
      try {
        const session = await candidate();
        if (session === null) continue;
        const locked = await this.#property(session, sessionInterface, 'LockedHint');
        return { session, locked: locked === true };
      } catch {
        // No such session, or nobody who knows of sessions: the next one will tell.
      }
    }
    return null;
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

  async #property(path: string, of: string, name: string): Promise<unknown> {
    const [variant] = await this.#bus.call({
      destination: login.destination,
      path,
      interface: properties,
      member: 'Get',
      signature: 'ss',
      body: [of, name],
    });
    return typeof variant === 'object' && variant !== null && 'value' in variant ? variant.value : null;
  }
}
