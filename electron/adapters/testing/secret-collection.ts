import { Variant } from '@jellybrick/dbus-next';
import { Bus } from '../dbus.ts';

const service = 'org.freedesktop.secrets';
const root = '/org/freedesktop/secrets';

/** Another program's collection and items in a keyring, made without a prompt as gnome-keyring's own tools do. */
export class OtherProgram {
  readonly #bus: Bus;
  #session: Promise<string> | null = null;

  constructor(busAddress: string) {
    this.#bus = new Bus(() => busAddress, []);
  }

  /** Answers with its path. Its password is `test`. */
  async makeCollection(label: string): Promise<string> {
    const [path] = await this.#bus.call({
      destination: service,
      path: root,
      interface: 'org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface',
      member: 'CreateWithMasterPassword',
      signature: 'a{sv}(oayays)',
      body: [
        { 'org.freedesktop.Secret.Collection.Label': new Variant('s', label) },
        await this.#secret('test'),
      ],
    });
    return String(path);
  }

  async keep(
    collection: string,
    label: string,
    secret: string,
    attributes: Readonly<Record<string, string>>,
  ): Promise<void> {
    await this.#bus.call({
      destination: service,
      path: collection,
      interface: 'org.freedesktop.Secret.Collection',
      member: 'CreateItem',
      signature: 'a{sv}(oayays)b',
      body: [
        {
          'org.freedesktop.Secret.Item.Label': new Variant('s', label),
          'org.freedesktop.Secret.Item.Attributes': new Variant('a{ss}', attributes),
        },
        await this.#secret(secret),
        true,
      ],
    });
  }

  async lock(collection: string): Promise<void> {
    await this.#bus.call({
      destination: service,
      path: root,
      interface: 'org.freedesktop.Secret.Service',
      member: 'Lock',
      signature: 'ao',
      body: [[collection]],
    });
  }

  close(): void {
    this.#bus.close();
  }

  async #secret(text: string): Promise<unknown> {
    this.#session ??= this.#openSession();
    return [await this.#session, Buffer.alloc(0), Buffer.from(text), 'text/plain'];
  }

  async #openSession(): Promise<string> {
    const [, path] = await this.#bus.call({
      destination: service,
      path: root,
      interface: 'org.freedesktop.Secret.Service',
      member: 'OpenSession',
      signature: 'sv',
      body: ['plain', new Variant('s', '')],
    });
    return String(path);
  }
}
