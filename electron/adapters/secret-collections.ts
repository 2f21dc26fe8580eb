import { appError, type ReasonCode } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import { Bus, propertyOf, sessionBusAddress } from './dbus.ts';
import { collection, isSecretServiceThere, nothing, rules, secrets, showPrompt } from './secret-service.ts';

export interface ForeignItem {
  /** Its object on the bus. */
  readonly path: string;
  /** Hostile text. */
  readonly label: string;
}

export interface SecretCollectionsOptions {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Ms until a service that does not answer counts as unavailable. */
  readonly answerTimeout?: number;
  /** Ms that the person has to unlock what is locked. */
  readonly patience?: number;
}

const item = 'org.freedesktop.Secret.Item';
const session = 'org.freedesktop.Secret.Session';
const defaultPatience = 120_000;

/**
 * What is kept in the freedesktop Secret Service, by collection or by attributes. What is other programs' is only read.
 * What is locked is unlocked by the desktop's own prompt, for the person has just asked for it. Errors of all:
 * keychain-unavailable, keychain-locked (the prompt was dismissed), keychain-failed.
 */
export class SecretCollections {
  readonly #bus: Bus;
  readonly #patience: number;

  constructor(options: SecretCollectionsOptions = {}) {
    const { environment = process.env, answerTimeout, patience = defaultPatience } = options;
    this.#bus = new Bus(() => sessionBusAddress(environment), rules, answerTimeout);
    this.#patience = patience;
  }

  /** Null: there is no collection of that name, be it its label or in its object's path. */
  items(name: string): Promise<Result<readonly ForeignItem[] | null>> {
    return this.#guarded(async () => {
      const path = await this.#collectionNamed(name);
      if (path === null) return succeed(null);
      const unlocked = await this.#unlock(path);
      if (!unlocked.ok) return unlocked;
      const found = paths(await this.#property(path, collection, 'Items'));
      const items: ForeignItem[] = [];
      for (const place of found)
        items.push({ path: place, label: asText(await this.#property(place, item, 'Label')) });
      return succeed(items);
    });
  }

  /** Null: nothing has these attributes, wherever it is kept. */
  find(attributes: Readonly<Record<string, string>>): Promise<Result<Secret | null>> {
    return this.#guarded(async () => {
      const [path] = await this.#found(attributes);
      if (path === undefined) return succeed(null);
      const unlocked = await this.#unlock(path);
      return unlocked.ok ? this.#secret(path) : unlocked;
    });
  }

  /** Everything that has these attributes, wherever it is kept. For what is our own. */
  removeAll(attributes: Readonly<Record<string, string>>): Promise<Result<undefined>> {
    return this.#guarded(async () => {
      for (const path of await this.#found(attributes)) {
        const unlocked = await this.#unlock(path);
        if (!unlocked.ok) return unlocked;
        const [asking] = await this.#bus.call({
          destination: secrets.destination,
          path,
          interface: item,
          member: 'Delete',
        });
        if (asking !== nothing) await within(this.#patience, showPrompt(this.#bus, asText(asking)));
      }
      // A prompt that was dismissed says nothing.
      const left = await this.#found(attributes);
      return left.length === 0 ? succeed() : fail(appError('keychain-locked'));
    });
  }

  secret(path: string): Promise<Result<Secret>> {
    return this.#guarded(async () => {
      const unlocked = await this.#unlock(path);
      return unlocked.ok ? this.#secret(path) : unlocked;
    });
  }

  close(): void {
    this.#bus.close();
  }

  async #guarded<Value>(work: () => Promise<Result<Value>>): Promise<Result<Value>> {
    try {
      if (!(await isSecretServiceThere(this.#bus))) return fail(appError('keychain-unavailable'));
    } catch {
      return fail(appError('keychain-unavailable'));
    }
    try {
      return await work();
    } catch (error) {
      // The bus's own words, which never hold what is kept.
      const detail =
        error instanceof Error ? error.message.slice(0, 300) : ('no-answer' satisfies ReasonCode);
      return fail(appError('keychain-failed', { detail }));
    }
  }

  /** Paths, of what is not locked first. */
  async #found(attributes: Readonly<Record<string, string>>): Promise<readonly string[]> {
    const [open, locked] = await this.#bus.call({
      ...secrets,
      member: 'SearchItems',
      signature: 'a{ss}',
      body: [attributes],
    });
    return [...paths(open), ...paths(locked)];
  }

  async #collectionNamed(name: string): Promise<string | null> {
    const all = paths(await this.#property(secrets.path, secrets.interface, 'Collections'));
    const exact = all.find((path) => path === `${secrets.path}/collection/${name}`);
    if (exact !== undefined) return exact;
    for (const path of all) {
      if (asText(await this.#property(path, collection, 'Label')) === name) return path;
    }
    return null;
  }

  async #unlock(path: string): Promise<Result<undefined>> {
    const [done, asking] = await this.#askToUnlock(path);
    if (asking === nothing || paths(done).includes(path)) return succeed();
    await within(this.#patience, showPrompt(this.#bus, asText(asking)));
    const [open] = await this.#askToUnlock(path);
    return paths(open).includes(path) ? succeed() : fail(appError('keychain-locked'));
  }

  #askToUnlock(path: string): Promise<readonly unknown[]> {
    return this.#bus.call({ ...secrets, member: 'Unlock', signature: 'ao', body: [[path]] });
  }

  /** As plain text on the session bus, which only this user's programs can connect to. */
  async #secret(path: string): Promise<Result<Secret>> {
    const { Variant } = await import('@jellybrick/dbus-next');
    const [, opened] = await this.#bus.call({
      ...secrets,
      member: 'OpenSession',
      signature: 'sv',
      body: ['plain', new Variant('s', '')],
    });
    const ours = asText(opened);
    try {
      const [answer] = await this.#bus.call({
        ...secrets,
        member: 'GetSecrets',
        signature: 'aoo',
        body: [[path], ours],
      });
      const value = secretIn(answer, path);
      return value === null ? fail(appError('keychain-locked')) : succeed(value);
    } finally {
      await this.#bus.call({ ...secrets, path: ours, interface: session, member: 'Close' }).catch(() => {});
    }
  }

  #property(path: string, of: string, name: string): Promise<unknown> {
    return propertyOf(this.#bus, { ...secrets, path, interface: of }, name);
  }
}

/** Of a{o(oayays)}: session, parameters, value, content type. */
function secretIn(answer: unknown, path: string): Secret | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const found: unknown = Reflect.get(answer, path);
  const value: unknown = Array.isArray(found) ? found[2] : undefined;
  return value instanceof Uint8Array ? new Secret(Buffer.from(value).toString('utf8')) : null;
}

function paths(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((path) => typeof path === 'string') : [];
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The prompt stands on: taking it back makes GNOME Keyring abort (see secret-service.ts). */
async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
