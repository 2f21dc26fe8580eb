import { appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { SecretStoreState } from '../core/ports.ts';
import { Bus, type BusSignal, daemon, isServed, propertyOf, sessionBusAddress } from './dbus.ts';

/** https://specifications.freedesktop.org/secret-service-spec/latest/ */
export const secrets = {
  destination: 'org.freedesktop.secrets',
  path: '/org/freedesktop/secrets',
  interface: 'org.freedesktop.Secret.Service',
} as const;
export const collection = 'org.freedesktop.Secret.Collection';
const prompt = 'org.freedesktop.Secret.Prompt';
/** Stands for "no such object". */
export const nothing = '/';

export const rules = [
  `type='signal',sender='${daemon.destination}',member='NameOwnerChanged',arg0='${secrets.destination}'`,
  `type='signal',sender='${secrets.destination}',path_namespace='${secrets.path}'`,
];

/** The part of the keychain that a password prompt could come from: looked at without raising one. */
export interface SecretService {
  state(): Promise<SecretStoreState>;
  /** See SecretStore.unlock. */
  unlock(signal: AbortSignal): Promise<Result<undefined>>;
  onChanged(listener: () => void): void;
  close(): void;
}

/**
 * GNOME Keyring says nothing on the bus when PAM unlocks it (at sign-in, or with the screen), so while it is locked
 * it is looked at again: every so many ms for a minute, as at sign-in, and then once a minute. On waking it is asked
 * about anyway.
 */
const lookAgainAfter = 5_000;
const quickLooks = 12;

export interface DesktopSecretServiceOptions {
  /** Where the bus is looked up. The keychain library itself always reads the process's own. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Ms until a service that does not answer counts as unavailable. */
  readonly answerTimeout?: number;
  /** Ms between the first looks at a locked keychain. */
  readonly lookAgain?: number;
}

/** The freedesktop Secret Service (GNOME Keyring, KWallet, KeePassXC), over D-Bus. */
export class DesktopSecretService implements SecretService {
  readonly #bus: Bus;
  readonly #lookAgainAfter: number;
  readonly #listeners: (() => void)[] = [];
  #last: SecretStoreState | null = null;
  #nextLook: NodeJS.Timeout | null = null;
  /** In a row at a locked one. */
  #looks = 0;
  /**
   * The prompt that stands. Whoever stops waiting leaves it there, and whoever asks again joins it: taking back a
   * prompt that is shown makes GNOME Keyring abort, and everything in it is locked then (`Dismiss` starts the next
   * prompt of a queue whose head is still the dismissed one):
   * https://gitlab.gnome.org/GNOME/gnome-keyring/-/blob/master/daemon/dbus/gkd-secret-unlock.c
   */
  #prompt: Promise<void> | null = null;

  constructor({
    environment = process.env,
    answerTimeout,
    lookAgain = lookAgainAfter,
  }: DesktopSecretServiceOptions = {}) {
    const bus = new Bus(() => sessionBusAddress(environment), rules, answerTimeout);
    this.#bus = bus;
    this.#lookAgainAfter = lookAgain;
    bus.listen((signal) => {
      if (this.#listeners.length > 0 && (signal === null || tellsOfChange(signal))) void this.state();
    });
  }

  async state(): Promise<SecretStoreState> {
    const state = await this.#look();
    const before = this.#last;
    this.#last = state;
    this.#lookLater(state);
    if (before !== null && before !== state) for (const listener of this.#listeners) listener();
    return state;
  }

  onChanged(listener: () => void): void {
    this.#listeners.push(listener);
    // Signals come only over a connection.
    void this.state();
  }

  close(): void {
    this.#listeners.length = 0;
    this.#lookLater('ready');
    this.#bus.close();
  }

  async #look(): Promise<SecretStoreState> {
    try {
      if (!(await isSecretServiceThere(this.#bus))) return 'unavailable';
      const path = await this.#defaultCollection();
      // There is a service but nothing to keep secrets in yet: making one asks for a new password.
      if (path === nothing) return 'locked';
      return (await this.#isLocked(path)) ? 'locked' : 'ready';
    } catch {
      return 'unavailable';
    }
  }

  #lookLater(state: SecretStoreState): void {
    if (this.#nextLook !== null) clearTimeout(this.#nextLook);
    this.#nextLook = null;
    if (state !== 'locked') this.#looks = 0;
    if (state !== 'locked' || this.#listeners.length === 0) return;
    const wait = this.#lookAgainAfter * (this.#looks < quickLooks ? 1 : quickLooks);
    this.#nextLook = setTimeout(() => {
      this.#looks += 1;
      void this.state();
    }, wait);
  }

  async unlock(signal: AbortSignal): Promise<Result<undefined>> {
    if (signal.aborted) return fail(appError('cancelled'));
    this.#prompt ??= this.#raisePrompt().finally(() => {
      this.#prompt = null;
    });
    try {
      if ((await unlessAborted(this.#prompt, signal)) === 'aborted') return fail(appError('cancelled'));
    } catch {
      return fail(appError('keychain-unavailable'));
    }
    const state = await this.state();
    if (state === 'ready') return succeed();
    return fail(appError(state === 'locked' ? 'keychain-locked' : 'keychain-unavailable'));
  }

  async #defaultCollection(): Promise<string> {
    const [path] = await this.#bus.call({
      ...secrets,
      member: 'ReadAlias',
      signature: 's',
      body: ['default'],
    });
    return asPath(path);
  }

  async #isLocked(path: string): Promise<boolean> {
    return (await propertyOf(this.#bus, { ...secrets, path, interface: collection }, 'Locked')) !== false;
  }

  /** Both answer with a prompt, or with "nothing" when none is needed. */
  async #ask(path: string): Promise<string> {
    const [, asking] = await this.#bus.call({
      ...secrets,
      member: 'Unlock',
      signature: 'ao',
      body: [[path]],
    });
    return asPath(asking);
  }

  async #create(): Promise<string> {
    const { Variant } = await import('@jellybrick/dbus-next');
    const properties = { [`${collection}.Label`]: new Variant('s', 'Default keyring') };
    const [, asking] = await this.#bus.call({
      ...secrets,
      member: 'CreateCollection',
      signature: 'a{sv}s',
      body: [properties, 'default'],
    });
    return asPath(asking);
  }

  /** Shows the desktop's prompt, and waits for the person as long as the service is there. */
  async #raisePrompt(): Promise<void> {
    const locked = await this.#defaultCollection();
    const path = locked === nothing ? await this.#create() : await this.#ask(locked);
    if (path === nothing) return;
    await showPrompt(this.#bus, path);
  }
}

export function isSecretServiceThere(bus: Bus): Promise<boolean> {
  return isServed(bus, secrets.destination);
}

/** Resolves when the person has answered, or the service went away. The bus must have `rules`. */
export async function showPrompt(bus: Bus, path: string): Promise<void> {
  let stop = () => {};
  const completed = new Promise<void>((resolve) => {
    stop = bus.listen((heard) => {
      const ofPrompt = heard?.path === path && heard.interface === prompt && heard.member === 'Completed';
      if (ofPrompt || heard === null || heard.member === 'NameOwnerChanged') resolve();
    });
  });
  try {
    // No window of ours to stand before: the desktop shows it as its own.
    const body = [''];
    await bus.call({ ...secrets, path, interface: prompt, member: 'Prompt', signature: 's', body });
    await completed;
  } finally {
    stop();
  }
}

async function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<'done' | 'aborted'> {
  let abort = () => {};
  const aborted = new Promise<'aborted'>((resolve) => {
    abort = () => resolve('aborted');
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([work.then(() => 'done' as const), aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function asPath(value: unknown): string {
  return typeof value === 'string' ? value : nothing;
}

function tellsOfChange({ member, path }: BusSignal): boolean {
  switch (member) {
    case 'NameOwnerChanged':
    case 'CollectionCreated':
    case 'CollectionDeleted':
    case 'CollectionChanged':
      return true;
    case 'PropertiesChanged':
      // A collection's, not an item's: those change whenever something is saved.
      return /^\/org\/freedesktop\/secrets\/(?:collection|aliases)\/[^/]+$/.test(path);
    default:
      return false;
  }
}
