import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Bus } from './bus.ts';
import { type Environment, exchange, type ProcessGroup, run, until } from './processes.ts';

const service = 'org.freedesktop.secrets';
const loginCollection = '/org/freedesktop/secrets/collection/login';

export interface KeyringItem {
  readonly label: string;
  readonly secret: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** gnome-keyring with one login keyring. Its file outlives `stop()`, as it does in real life. */
export class Keyring {
  readonly #processes: ProcessGroup;
  readonly #bus: Bus;
  readonly #env: Environment;
  readonly #password: string;

  constructor(processes: ProcessGroup, bus: Bus, env: Environment, password: string) {
    this.#processes = processes;
    this.#bus = bus;
    this.#env = env;
    this.#password = password;
  }

  /** Starts the daemon. Unlocked is what signing in to a desktop does; locked, what an automatic sign-in leaves. */
  async start(state: 'unlocked' | 'locked' = 'unlocked'): Promise<void> {
    const unlock = state === 'unlocked';
    this.#processes.start(
      'keyring',
      'gnome-keyring-daemon',
      ['--foreground', '--components=secrets', ...(unlock ? ['--unlock'] : [])],
      { env: this.#env, input: unlock ? this.#password : '' },
    );
    await this.#bus.waitForOwner(service);
    if (unlock) await until('the login keyring is unlocked', async () => !(await this.isLocked()));
  }

  async stop(): Promise<void> {
    await this.#processes.end('keyring');
    await until('nobody offers a keyring', async () => !(await this.#bus.hasOwner(service)));
  }

  async restart(state: 'unlocked' | 'locked' = 'unlocked'): Promise<void> {
    await this.stop();
    await this.start(state);
  }

  async isLocked(): Promise<boolean> {
    return (
      (await this.#bus.property(service, loginCollection, 'org.freedesktop.Secret.Collection', 'Locked')) ===
      true
    );
  }

  async lock(): Promise<void> {
    const secretService = 'org.freedesktop.Secret.Service';
    await this.#bus.call(
      service,
      '/org/freedesktop/secrets',
      secretService,
      'Lock',
      'ao',
      '1',
      loginCollection,
    );
    await until('the login keyring is locked', () => this.isLocked());
  }

  /**
   * Unlocks without a prompt, through the socket that the PAM module uses: one zero byte to show who we are, then
   * length, operation (1 is unlock), and the password with its length, all big-endian. Answers 0 for "done".
   * https://gitlab.gnome.org/GNOME/gnome-keyring/-/blob/master/daemon/control/gkd-control-server.c
   */
  async unlock(password = this.#password): Promise<void> {
    const secret = Buffer.from(password, 'utf8');
    const packet = Buffer.alloc(1 + 12 + secret.length);
    packet.writeUInt32BE(12 + secret.length, 1);
    packet.writeUInt32BE(1, 5);
    packet.writeUInt32BE(secret.length, 9);
    secret.copy(packet, 13);
    const socket = await until('the keyring has a control socket', async () => {
      const path = join(this.#env.XDG_RUNTIME_DIR ?? '', 'keyring', 'control');
      return existsSync(path) ? path : undefined;
    });
    const answer = await exchange(socket, packet);
    if (answer.length !== 8 || answer.readUInt32BE(4) !== 0)
      throw new Error('The keyring refused the password.');
    await until('the login keyring is unlocked', async () => !(await this.isLocked()));
  }

  /** Reads items as another program of the user would. The keyring must be unlocked. */
  async items(attribute: string, value: string): Promise<readonly KeyringItem[]> {
    // secret-tool prints the attributes on its standard error.
    const output = await run('sh', ['-c', 'secret-tool search --all "$0" "$1" 2>&1', attribute, value], {
      env: this.#env,
    });
    return output
      .split(/^\[.*\]$/m)
      .slice(1)
      .map(parseItem);
  }

  async store(label: string, secret: string, attributes: Readonly<Record<string, string>>): Promise<void> {
    await run('secret-tool', ['store', `--label=${label}`, ...Object.entries(attributes).flat()], {
      env: this.#env,
      input: secret,
    });
  }
}

function parseItem(block: string): KeyringItem {
  const fields = Object.fromEntries(
    block.split('\n').flatMap((line) => {
      const equals = line.indexOf(' = ');
      return equals < 0 ? [] : [[line.slice(0, equals), line.slice(equals + 3)]];
    }),
  );
  const attributes = Object.entries<string>(fields).flatMap(([name, value]) =>
    name.startsWith('attribute.') ? [[name.slice('attribute.'.length), value] as const] : [],
  );
  return {
    label: fields.label ?? '',
    secret: fields.secret ?? '',
    attributes: Object.fromEntries(attributes),
  };
}
